"""The planner beside OR-tools CP-SAT on the same instances: objective and time, one line each.

    cargo build --release
    python3 -m pip install ortools
    python3 benches/planner/compare.py [FOLDER] [--seconds 60] [--only PART]

FOLDER keeps the instances (benches/planner/instances.py writes them where they are missing) and what CP-SAT proved.
The plan is checked here, from plan.json, against every hard rule and against the formula; the kit's own figure is not
trusted. Times: the kit as a cold process, bank read from its folder, median of five; CP-SAT building and solving its
model, without reading the bank.
"""
import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import instances

KIT = instances.REPO / "target" / "release" / "panelkit"


def eligible(model):
    stacks = set(model["stacks"])
    for q in model["questions"]:
        if "senior" in q["levels"] and (not q["stacks"] or stacks & set(q["stacks"])):
            yield q


def fits(q, r):
    around, _, kinds = instances.ROUNDS[r["kind"]]
    return q["kind"] in kinds and q["competencies"][0] in r["focus"] and q["minutes"] <= r["minutes"] - around


def value(model, chosen):
    """The formula, over (question, round) pairs."""
    total = sum(model["weights"].values())
    rounds, stacks = {}, Counter()
    for q, r in chosen:
        rounds.setdefault(q["competencies"][0], Counter())[r] += 1
        stacks.update(s for s in q["stacks"] if s in model["stacks"])
    result = 0.0
    for c, w in model["weights"].items():
        per = rounds.get(c, {})
        result += w / total * (bool(per) + 0.5 * (len(per) > 1) + 0.1 * sum(n > 1 for n in per.values()))
    result += 0.02 * sum(min(n, 3) for n in stacks.values())
    result -= 0.01 * sum(model["exposure"].get(q["id"], 0) for q, _ in chosen)
    return result + 0.0005 * sum(q["minutes"] for q, _ in chosen)


def required(model, chosen):
    """How many must-haves and stacks the choice serves."""
    rated = {q["competencies"][0] for q, _ in chosen}
    stacks = {s for q, _ in chosen for s in q["stacks"]}
    return sum(c in rated for c in model["must"]) + sum(s in stacks for s in model["stacks"])


def broken(model, chosen):
    """The hard rules that the choice breaks."""
    can = {q["id"] for q in eligible(model)}
    found = []
    if len({q["id"] for q, _ in chosen}) < len(chosen):
        found.append("a question twice")
    if len({q["subject"] for q, _ in chosen}) < len(chosen):
        found.append("a subject twice")
    for r, spec in enumerate(model["rounds"]):
        here = [q for q, at in chosen if at == r]
        around, most, _ = instances.ROUNDS[spec["kind"]]
        if len(here) > most or sum(q["minutes"] for q in here) > spec["minutes"] - around:
            found.append(f"round {r} is over-full")
        found += [f"{q['id']} in round {r}" for q in here if q["id"] not in can or not fits(q, spec)]
    return found


def peer(model, seconds):
    from ortools.sat.python import cp_model

    m = cp_model.CpModel()
    scale = 10**7
    total = sum(model["weights"].values())
    x, objective = {}, []
    questions = list(eligible(model))
    for q in questions:
        for r, spec in enumerate(model["rounds"]):
            if fits(q, spec):
                x[q["id"], r] = m.new_bool_var("")
                gain = 0.0005 * q["minutes"] - 0.01 * model["exposure"].get(q["id"], 0)
                objective.append(round(gain * scale) * x[q["id"], r])
    by = {q["id"]: q for q in questions}
    groups = {}
    for (q, r), var in x.items():
        groups.setdefault(("subject", by[q]["subject"]), []).append(var)
        groups.setdefault(("cell", by[q]["competencies"][0], r), []).append(var)
        for s in by[q]["stacks"]:
            groups.setdefault(("stack", s), []).append(var)
    for key, group in groups.items():
        if key[0] == "subject":
            m.add_at_most_one(group)
    for r, spec in enumerate(model["rounds"]):
        around, most, _ = instances.ROUNDS[spec["kind"]]
        here = [(q, var) for (q, at), var in x.items() if at == r]
        m.add(sum(var for _, var in here) <= most)
        m.add(sum(by[q]["minutes"] * var for q, var in here) <= spec["minutes"] - around)
    must = 1000 * scale
    for c, w in model["weights"].items():
        cells = [(k, g) for k, g in groups.items() if k[0] == "cell" and k[1] == c]
        if not cells:
            continue
        used = []
        for _, group in cells:
            u, e = m.new_bool_var(""), m.new_bool_var("")
            m.add(u <= sum(group))
            m.add(u + e <= sum(group))
            m.add(e <= u)
            objective.append(round(0.1 * w / total * scale) * e)
            used.append(u)
        first, second = m.new_bool_var(""), m.new_bool_var("")
        m.add(first + second <= sum(used))
        m.add(second <= first)
        objective.append((round(w / total * scale) + (must if c in model["must"] else 0)) * first)
        objective.append(round(0.5 * w / total * scale) * second)
    for s in model["stacks"]:
        group = groups.get(("stack", s), [])
        n, one = m.new_int_var(0, 3, ""), m.new_bool_var("")
        m.add(n <= sum(group))
        m.add(one <= sum(group))
        objective += [round(0.02 * scale) * n, must * one]
    m.maximize(sum(objective))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(m)
    chosen = [(by[q], r) for (q, r), var in x.items() if solver.value(var)]
    gap = (solver.best_objective_bound - solver.objective_value) / scale
    return chosen, status == cp_model.OPTIMAL, gap


def proved(at, model, seconds):
    """What CP-SAT finds, kept beside the instance."""
    path = at / "cp-sat.json"
    if not path.exists():
        start = time.perf_counter()
        chosen, optimal, gap = peer(model, seconds)
        took = time.perf_counter() - start
        pairs = [[q["id"], r] for q, r in chosen]
        path.write_text(json.dumps({"chosen": pairs, "optimal": optimal, "gap": gap, "seconds": took}))
    return json.loads(path.read_text())


def kit(at, model):
    times = []
    for _ in range(5):
        start = time.perf_counter()
        run = subprocess.run([KIT, "plan", "--bank", model.get("bank", "bank"), *model["args"], "--format", "json", "-q"], cwd=at, capture_output=True, text=True)
        times.append(time.perf_counter() - start)
        if run.returncode > 1:
            sys.exit(f"{at.name}: {run.stderr}")
    plan = json.loads(run.stdout)
    by = {q["id"]: q for q in model["questions"]}
    chosen = [(by[q["id"]], r) for r, spec in enumerate(plan["rounds"]) for q in spec["questions"]]
    return chosen, plan["objective"], statistics.median(times)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    folder = Path(options.folder or tempfile.mkdtemp(prefix="planner-"))
    sys.argv[1:] = [str(folder)]
    instances.main()
    print(f"{'instance':26} {'best':>8} {'proven':>6} {'kit':>8} {'ratio':>7} {'kit s':>7} {'peer s':>7} {'speed-up':>8}")
    ratios = []
    for at in sorted(p for p in folder.iterdir() if options.only in p.name and (p / "instance.json").exists()):
        model = json.loads((at / "instance.json").read_text())
        mine, said, seconds = kit(at, model)
        faults = broken(model, mine)
        if abs(said - value(model, mine)) > 2e-6:
            faults.append(f"plan.json says {said}")
        theirs = proved(at, model, options.seconds)
        by = {q["id"]: q for q in model["questions"]}
        best = [(by[q], r) for q, r in theirs["chosen"]]
        if required(model, mine) < required(model, best):
            faults.append(f"serves {required(model, mine)} must-haves and stacks of {required(model, best)}")
        # Where the optimum isn't proven, what may still lie above it counts against the kit.
        top = value(model, best) + (0 if theirs["optimal"] else theirs["gap"])
        ratio = value(model, mine) / top
        ratios.append(ratio)
        proven = "yes" if theirs["optimal"] else "no"
        print(f"{at.name:26} {top:8.4f} {proven:>6} {value(model, mine):8.4f} {ratio:7.4f} {seconds:7.3f} {theirs['seconds']:7.2f} {theirs['seconds'] / seconds:8.1f}  {'; '.join(faults)}", flush=True)
    print(f"{len(ratios)} instances: lowest ratio {min(ratios):.4f}, mean {statistics.mean(ratios):.4f}")


if __name__ == "__main__":
    main()
