#!/usr/bin/env python3
"""Makes the pages that the browser check looks at: pages.py PANELKIT FOLDER

The demo's; a panel with holes, a missing scorecard, markup in names and evidence, every sort of topic; the same blind,
as totals, and with the severity-adjusted column; and one with forty candidates.
"""
import csv, json, pathlib, random, shutil, subprocess, sys

kit, work = sys.argv[1], pathlib.Path(sys.argv[2])
pages = work / "pages"
pages.mkdir(parents=True, exist_ok=True)


def run(*args):
    """Runs the kit; 1 says that something needs a person."""
    done = subprocess.run([kit, *args, "-q"], capture_output=True, text=True)
    assert done.returncode in (0, 1), (args, done.stderr)


def page(loop, name, *options):
    run("compare", str(loop), "--format", "html", "-o", str(pages / f"{name}.html"), *options)


def loop(name, candidates, interviewers, seed, skip=lambda c, r: False, absent=lambda c, r: False):
    """A loop in which interviewer `r` of `interviewers` holds one of the rounds, all of the same questions."""
    at = work / name
    kinds = ["technical", "behavioral", "technical", "behavioral"]
    rounds = [a for kind, who in zip(kinds, interviewers) for a in ("--round", f"{kind}:60:{who}")]
    run("plan", "--role", "backend", "--seniority", "senior", *rounds, "-o", str(at))
    plan = json.loads((at / "plan.json").read_text())
    (at / "candidates.csv").write_text("name\n" + "".join(f'"{c}"\n' for c in candidates))
    draw = random.Random(seed)
    (at / "scores").mkdir(exist_ok=True)
    for c, candidate in enumerate(candidates):
        level = draw.uniform(1.6, 3.8)
        for r, one in enumerate(plan["rounds"]):
            if absent(c, r):
                continue
            rows = []
            for q in one["questions"]:
                score = min(4, max(1, round(draw.gauss(level - 0.3 * (r % 3 - 1), 0.7))))
                said = draw.choice(["Asked for the numbers first, then drew the queue", "Named two risks; had no plan for the second",
                                    'Said "it depends" and stopped there', "<b>Wrote</b> the invariant before the loop & checked it", ""])
                rows.append([q["id"], "not asked" if skip(c, r) and q is one["questions"][0] else score, said])
            value = ["strong no", "no", "yes", "strong yes"][min(3, max(0, round(draw.gauss(level - 1, 0.9))))]
            rows.append(["overall", value, f"{candidate} would " + ("grow here" if level > 2.5 else "need a lot of help")])
            with open(at / "scores" / f"{c:03}-{r}.csv", "w", newline="") as f:
                out = csv.writer(f, lineterminator="\n")
                out.writerow(["plan", "candidate", "interviewer", "round", "item", "asks", "score", "evidence"])
                for item, score, said in rows:
                    out.writerow([plan["id"], candidate, one.get("interviewer") or "", one["id"], item, "", score, said])
    return at


run("demo", "-o", str(work / "demo"))
page(work / "demo", "demo")
four = ["José Ångström", "Mei-Ling Osei", "Petra Nováková", "Tomasz Łuczak"]
names = ["Ana Kovač", "Bilal Haddad", "Chiara <b>Russo</b>", "Γιάννης Παππάς", "=SUM(A1:A9)"]
panel = loop("panel", names, four, 5, absent=lambda c, r: c == 2 and r == 3)
page(panel, "panel")
page(panel, "panel-partial", "--partial")
page(panel, "panel-blind", "--blind", "--adjusted")
page(panel, "panel-totals", "--totals-only")
many = loop("many", [f"Candidate number {i}" for i in range(40)], four, 7, skip=lambda c, r: c % 11 == 3)
page(many, "many")
for html in pages.glob("*.html"):
    text = html.read_text()
    assert "NaN" not in text and ">-0.0<" not in text and "<b>Wrote" not in text and "<b>Russo" not in text, html
assert "Kovač" not in (pages / "panel-blind.html").read_text()
