#!/usr/bin/env python3
"""20,000 scorecard files of ten rows: panelkit gathers and checks them; DuckDB and Polars read and add up the same files.

usage: python3 benches/gather/many.py [FILES=20000] [RUNS=5]       after: cargo build --release; pip install duckdb polars

The peers do less: they type the columns and group by candidate and item (the queries of ../shared/peers/many_*.py, with
a score that may be a word); panelkit looks up every candidate, interviewer, round and item, reads each score by the
scale, joins copies, tells the state of each scorecard, and writes gathered.csv with file and line.
"""
import csv, json, pathlib, random, resource, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = ROOT / "target" / "release" / "panelkit"
FILES = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
RUNS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
ROUNDS, ITEMS = 5, 9
WORDS = "clear answer structured missed edge case tradeoffs asked good questions needed hints tested vague owned".split()

DUCK = """
import duckdb,sys
duckdb.sql(f'''COPY (SELECT candidate, item, count(s) n, avg(s) mean, stddev_samp(s) sd FROM (SELECT candidate, item, CASE WHEN item <> 'overall' THEN ascii(score) - 48 END s
  FROM read_csv('{sys.argv[1]}/*.csv', header=true, delim=',', quote='"', escape='"', columns={{'plan':'VARCHAR','candidate':'VARCHAR',
  'interviewer':'VARCHAR','round':'VARCHAR','item':'VARCHAR','asks':'VARCHAR','score':'VARCHAR','evidence':'VARCHAR'}})) GROUP BY 1,2)
  TO '{sys.argv[2]}' (HEADER)''')
"""
POLARS = """
import polars as pl,sys
names=['plan','candidate','interviewer','round','item','asks','score','evidence']
q=(pl.scan_csv(f'{sys.argv[1]}/*.csv',schema={n:pl.String for n in names}).with_columns(pl.col('score').cast(pl.Float64,strict=False))
 .group_by('candidate','item').agg(pl.col('score').count().alias('n'),pl.col('score').mean().alias('mean'),pl.col('score').std().alias('sd')))
q.collect().write_csv(sys.argv[2])
"""


def make(loop):
    """A loop of five rounds with nine questions each, and one scorecard a candidate and round."""
    subprocess.run([BINARY, "plan", "--role", "backend", "--seniority", "senior", "--round", "coding:60", "-o", loop, "-q"],
                   capture_output=True)
    plan = json.loads((loop / "plan.json").read_text())
    model = plan["rounds"][0]
    question = model["questions"][0]
    plan["rounds"] = [{**model, "id": f"round-{r}", "title": f"Round of kind {r}", "interviewer": f"Interviewer {r}", "questions": [
        {**question, "id": f"question-{r}-{i}", "title": f"Question {r} {i}", "ask": f"Ask {r} {i}"} for i in range(ITEMS)]}
        for r in range(ROUNDS)]
    # It speaks of the rounds that were chosen.
    plan["coverage"] = []
    (loop / "plan.json").write_text(json.dumps(plan))
    names = [f"Candidate Nº {n:05d}" for n in range(FILES // ROUNDS)]
    (loop / "candidates.csv").write_text("name\n" + "\n".join(names) + "\n")
    scores = loop / "scores"
    scores.mkdir()
    pick = random.Random(7)
    for n, name in enumerate(names):
        for r in range(ROUNDS):
            with open(scores / f"{n:05d}-{r}.csv", "w", newline="") as f:
                w = csv.writer(f, lineterminator="\n")
                w.writerow(["plan", "candidate", "interviewer", "round", "item", "asks", "score", "evidence"])
                for i in range(ITEMS):
                    said = " ".join(pick.choices(WORDS, k=5)) + (", then done" if pick.random() < 0.2 else "")
                    w.writerow([plan["id"], name, f"Interviewer {r}", f"round-{r}", f"question-{r}-{i}", f"Ask {r} {i}", pick.randint(1, 4), said])
                w.writerow([plan["id"], name, f"Interviewer {r}", f"round-{r}", "overall", "", "yes", "sum"])


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        sys.exit(done.stderr)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done


def main():
    with tempfile.TemporaryDirectory(dir="/dev/shm" if pathlib.Path("/dev/shm").is_dir() else None) as tmp:
        tmp = pathlib.Path(tmp)
        loop = tmp / "loop"
        make(loop)
        commands = {"panelkit gather": [BINARY, "gather", loop], "DuckDB": [sys.executable, "-c", DUCK, loop / "scores", tmp / "d.csv"],
                    "Polars": [sys.executable, "-c", POLARS, loop / "scores", tmp / "p.csv"]}
        times = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                times[name].append(run(command)[:2])
        done = run(commands["panelkit gather"])[2]
        print(done.stderr.strip().splitlines()[0])
        rows = sum(1 for _ in open(loop / "gathered.csv")) - 1
        assert rows == FILES * (ITEMS + 1), rows
        best = min(statistics.median(t[0] for t in times[n]) for n in ("DuckDB", "Polars"))
        print(f"| {FILES} files of {ITEMS + 1} rows | wall s, median of {RUNS} | cpu s | of the best peer |\n| --- | --- | --- | --- |")
        for name, took in times.items():
            wall, cpu = (statistics.median(t[i] for t in took) for i in (0, 1))
            print(f"| {name} | {wall:.3f} | {cpu:.3f} | {wall / best:.3f} |")


main()
