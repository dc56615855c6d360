#!/usr/bin/env python3
"""200 candidates x 6 interviewers x 30 items: from the folder with its 1,200 scorecards to the HTML page.

usage: python3 benches/compare/page.py [RUNS=7]
"""
import csv, json, pathlib, random, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[2]
kit = str(root / "target/release/panelkit")
runs = int(sys.argv[1]) if len(sys.argv) > 1 else 7
who = [f"Interviewer {i}" for i in range(6)]
kinds = ["technical", "behavioral", "coding", "system-design", "debugging", "technical"]

with tempfile.TemporaryDirectory() as folder:
    loop = pathlib.Path(folder) / "loop"
    rounds = [a for kind, name in zip(kinds, who) for a in ("--round", f"{kind}:90:{name}")]
    subprocess.run([kit, "plan", "--role", "backend", "--seniority", "senior", *rounds, "-o", str(loop), "-q"],
                   check=True, stdout=subprocess.DEVNULL)
    plan = json.loads((loop / "plan.json").read_text())
    items = sum(len(r["questions"]) for r in plan["rounds"])
    names = [f"Candidate {i:03}" for i in range(200)]
    (loop / "candidates.csv").write_text("name\n" + "\n".join(names) + "\n")
    (loop / "scores").mkdir(exist_ok=True)
    draw = random.Random(11)
    for c, name in enumerate(names):
        for r, one in enumerate(plan["rounds"]):
            with open(loop / "scores" / f"{c:03}-{r}.csv", "w", newline="") as f:
                out = csv.writer(f)
                out.writerow(["plan", "candidate", "interviewer", "round", "item", "asks", "score", "evidence"])
                for q in one["questions"]:
                    out.writerow([plan["id"], name, who[r], one["id"], q["id"], "", draw.choice([2, 3, 3, 4]),
                                  "Named the numbers first, then the risk they would take"])
                out.writerow([plan["id"], name, who[r], one["id"], "overall", "",
                              draw.choice(["no", "yes", "yes", "strong yes"]), "on the whole"])
    def median(*command):
        times = []
        for _ in range(runs + 1):
            start = time.perf_counter()
            done = subprocess.run([kit, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            assert done.returncode in (0, 1), command
            times.append((time.perf_counter() - start) * 1000)
        return statistics.median(times[1:])
    page = median("compare", str(loop), "--format", "html", "-o", "-", "-q", "-n")
    gather = median("gather", str(loop), "--format", "csv", "-q", "-n")
    print(f"200 candidates, 6 interviewers, {items} items in the plan, {len(names) * (items + 6):,} rows in 1,200 files\n")
    print("| what | median ms |\n| --- | --- |")
    print(f"| `compare --format html`, reading and checking the scorecards included | {page:.0f} |")
    print(f"| `gather` of the same files | {gather:.0f} |")
