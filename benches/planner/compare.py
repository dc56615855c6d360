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


def is_high(model):
    return instances.LEVELS.index(model["level"]) >= 2


def below(model, q):
    """The levels between the plan's and the question's lowest one, beyond one."""
    lowest = min(instances.LEVELS.index(level) for level in q["levels"])
    return max(0, instances.LEVELS.index(model["level"]) - lowest - 1)


def is_low(model, q):
    return is_high(model) and "junior" in q["levels"]


def is_own(q, r):
    kind = instances.KINDS[r["kind"]]
    return q["kind"] in kind.get("own", kind["takes"])


def is_hands_on(r):
    kind = instances.KINDS[r["kind"]]
    return not instances.TALK & set(kind.get("own", kind["takes"]))


def leads(q, r):
    return is_own(q, r) and q["competencies"][0] == r["focus"][0]


def is_main(model, q, r):
    least = instances.KINDS[r["kind"]].get("main_problem")
    return bool(least) and is_high(model) and is_own(q, r) and q["minutes"] >= least


def net(r):
    return r["minutes"] - instances.ROUNDS[r["kind"]][0]


def serves(q):
    return q["competencies"][0] not in ("coding", "debugging") or q["kind"] not in instances.TALK


def eligible(model):
    stacks = set(model["stacks"]) | set(model["defaults"])
    for q in model["questions"]:
        if model["level"] in q["levels"] and (not q["stacks"] or stacks & set(q["stacks"])):
            yield q


def fits(q, r):
    around, _, kinds = instances.ROUNDS[r["kind"]]
    return q["kind"] in kinds and q["competencies"][0] in r["focus"] and q["minutes"] <= r["minutes"] - around


def can_be_filled(r, questions):
    """Whether some of the questions, no more than the round holds, take two thirds of its minutes."""
    sums = {(0, 0)}
    for q in questions:
        more = {(n + 1, m + q["minutes"]) for n, m in sums}
        sums |= {(n, m) for n, m in more if n <= instances.ROUNDS[r["kind"]][1] and m <= net(r)}
    return 3 * max(m for _, m in sums) >= 2 * net(r)


def keeps_to_own(model, r):
    """Whether questions of other kinds cost something in the round."""
    here = [q for q in eligible(model) if fits(q, r)]
    return is_hands_on(r) and any(not is_own(q, r) for q in here) and can_be_filled(r, [q for q in here if is_own(q, r)])


def pairs(model):
    """All (question, round number) that the hard rules allow."""
    found = []
    for r, spec in enumerate(model["rounds"]):
        here = [q for q in eligible(model) if fits(q, spec)]
        if is_high(model) and instances.KINDS[spec["kind"]].get("apart"):
            apart = [q for q in here if not is_low(model, q)]
            if can_be_filled(spec, apart) and (any(leads(q, spec) for q in apart) or not any(leads(q, spec) for q in here)):
                here = [q for q in here if not is_low(model, q) or set(q["stacks"]) & set(model["stacks"])]
        found += [(q, r) for q in here]
    return found


def value(model, chosen):
    """The formula, over (question, round) pairs."""
    total = sum(model["weights"].values())
    rounds, stacks = {}, Counter()
    result = 0.0
    for q, r in chosen:
        rounds.setdefault(q["competencies"][0], Counter())[r] += 1
        stacks.update(s for s in q["stacks"] if s in model["stacks"])
        result += of_minutes(q, model["rounds"][r])
        result -= 0.01 * (model["exposure"].get(q["id"], 0) + below(model, q))
    for c, w in model["weights"].items():
        per = rounds.get(c, {})
        second, more = of_readings(model, c)
        result += w / total * (bool(per) + second * (len(per) > 1) + more * sum(n > 1 for n in per.values()))
    of_stacks = [q["minutes"] for q, r in chosen if is_hands_on(model["rounds"][r]) and set(q["stacks"]) & set(model["stacks"])]
    result += 0.015 * min(target(model), sum(of_stacks))
    result -= 0.03 * max(0, 10 * sum(is_low(model, q) for q, _ in chosen) - 3 * len(chosen))
    return result + 0.02 * sum(min(n, 3) for n in stacks.values())


def of_readings(model, competency):
    """What a second round that rates the competency is worth, and a second question in one round, as parts of its weight."""
    return (0.4, 0.3) if competency in model["must"] else (0.3, 0.1)


def of_minutes(q, r):
    """What the minutes of a question are worth in a round."""
    return q["minutes"] * (0.0004 if is_own(q, r) else 0.0002 - 0.008 * r["keeps_to_own"])


def target(model):
    """The minutes that stacks are to have."""
    return -(-sum(net(r) for r in model["rounds"] if is_hands_on(r)) // 4) if model["stacks"] else 0


# What a plan meets counts in these units, as in src/plan/standing.rs.
MUST, ROUND, STACK = 10**12, 10**9, 10**7


def required(model, chosen):
    """What the choice meets."""
    met = MUST * sum(any(q["competencies"][0] == c and serves(q) for q, _ in chosen) for c in model["must"])
    can = pairs(model)
    for r, spec in enumerate(model["rounds"]):
        here = [q for q, at in chosen if at == r]
        pool = [q for q, at in can if at == r]
        used, own = sum(q["minutes"] for q in here), sum(q["minutes"] for q in here if is_own(q, spec))
        met += ROUND * (used >= -(-2 * net(spec) // 3))
        met += ROUND * (used > 0 and (2 * own >= used or not any(is_own(q, spec) for q in pool)))
        for has in (lambda q: leads(q, spec), lambda q: is_main(model, q, spec)):
            met += ROUND * (any(map(has, here)) or not any(map(has, pool)))
    for s in model["stacks"]:
        n = sum(s in q["stacks"] for q, _ in chosen)
        met += STACK * (min(2, n) + min(1, n))
    return met


def broken(model, chosen):
    """The hard rules that the choice breaks."""
    can = {(q["id"], r) for q, r in pairs(model)}
    found = []
    if len({q["id"] for q, _ in chosen}) < len(chosen):
        found.append("a question twice")
    if len({q["subject"] for q, _ in chosen}) < len(chosen):
        found.append("a subject twice")
    for r, spec in enumerate(model["rounds"]):
        here = [q for q, at in chosen if at == r]
        if len(here) > instances.ROUNDS[spec["kind"]][1] or sum(q["minutes"] for q in here) > net(spec):
            found.append(f"round {r} is over-full")
        found += [f"{q['id']} in round {r}" for q in here if (q["id"], r) not in can]
    return found


def peer(model, seconds):
    """Two solves: first for what can be met, then for the value among the choices that meet as much."""
    from ortools.sat.python import cp_model

    m = cp_model.CpModel()
    scale = 10**7
    total = sum(model["weights"].values())
    x, objective, met = {}, [], []
    can = pairs(model)
    by = {q["id"]: q for q, _ in can}
    for q, r in can:
        x[q["id"], r] = m.new_bool_var("")
        gain = of_minutes(q, model["rounds"][r])
        gain -= 0.01 * (model["exposure"].get(q["id"], 0) + below(model, q))
        objective.append(round(gain * scale) * x[q["id"], r])
    groups = {}
    for (q, r), var in x.items():
        groups.setdefault(("subject", by[q]["subject"]), []).append(var)
        groups.setdefault(("cell", by[q]["competencies"][0], r), []).append(var)
        if serves(by[q]):
            groups.setdefault(("serves", by[q]["competencies"][0]), []).append(var)
        for s in by[q]["stacks"]:
            groups.setdefault(("stack", s), []).append(var)
    for key, group in groups.items():
        if key[0] == "subject":
            m.add_at_most_one(group)

    def holds(expression, weight):
        """A requirement that is met where the expression isn't negative."""
        is_met = m.new_bool_var("")
        m.add(expression >= 0).only_enforce_if(is_met)
        met.append(weight * is_met)
        return is_met

    for r, spec in enumerate(model["rounds"]):
        here = [(by[q], var) for (q, at), var in x.items() if at == r]
        used = sum(q["minutes"] * var for q, var in here)
        m.add(sum(var for _, var in here) <= instances.ROUNDS[spec["kind"]][1])
        m.add(used <= net(spec))
        if not here:
            continue
        holds(used - -(-2 * net(spec) // 3), ROUND)
        own = holds(sum(q["minutes"] * (1 if is_own(q, spec) else -1) * var for q, var in here) if any(is_own(q, spec) for q, _ in here) else 0, ROUND)
        m.add(used >= 1).only_enforce_if(own)
        for has in (lambda q: leads(q, spec), lambda q: is_main(model, q, spec)):
            some = [var for q, var in here if has(q)]
            if some:
                holds(sum(some) - 1, ROUND)
    for c, w in model["weights"].items():
        cells = [(k, g) for k, g in groups.items() if k[0] == "cell" and k[1] == c]
        if c in model["must"] and ("serves", c) in groups:
            holds(sum(groups["serves", c]) - 1, MUST)
        if not cells:
            continue
        used = []
        for _, group in cells:
            u, e = m.new_bool_var(""), m.new_bool_var("")
            m.add(u <= sum(group))
            m.add(u + e <= sum(group))
            m.add(e <= u)
            objective.append(round(of_readings(model, c)[1] * w / total * scale) * e)
            used.append(u)
        first, second = m.new_bool_var(""), m.new_bool_var("")
        m.add(first + second <= sum(used))
        m.add(second <= first)
        objective.append(round(w / total * scale) * first)
        objective.append(round(of_readings(model, c)[0] * w / total * scale) * second)
    for s in model["stacks"]:
        group = groups.get(("stack", s), [])
        n, two, one = (m.new_int_var(0, most, "") for most in (3, 2, 1))
        for counted in (n, two, one):
            m.add(counted <= sum(group))
        objective.append(round(0.02 * scale) * n)
        met.extend([STACK * two, STACK * one])
    minutes = m.new_int_var(0, target(model), "")
    of_stacks = [(q, r) for q, r in x if is_hands_on(model["rounds"][r]) and set(by[q]["stacks"]) & set(model["stacks"])]
    m.add(minutes <= sum(by[q]["minutes"] * x[q, r] for q, r in of_stacks))
    objective.append(round(0.015 * scale) * minutes)
    excess = m.new_int_var(0, 10**4, "")
    m.add(excess >= sum((10 * is_low(model, by[q]) - 3) * var for (q, _), var in x.items()))
    objective.append(-round(0.03 * scale) * excess)

    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    m.maximize(sum(met))
    first = solver.solve(m)
    m.add(sum(met) >= round(solver.objective_value))
    m.maximize(sum(objective))
    status = solver.solve(m)
    chosen = [(by[q], r) for (q, r), var in x.items() if solver.value(var)]
    gap = (solver.best_objective_bound - solver.objective_value) / scale
    return chosen, first == status == cp_model.OPTIMAL, gap


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
    return chosen, plan["objective"], plan.get("bound"), statistics.median(times)


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
        for r in model["rounds"]:
            r["keeps_to_own"] = keeps_to_own(model, r)
        mine, said, bound, seconds = kit(at, model)
        faults = broken(model, mine)
        if abs(said - value(model, mine)) > 2e-6:
            faults.append(f"plan.json says {said}")
        theirs = proved(at, model, options.seconds)
        by = {q["id"]: q for q in model["questions"]}
        best = [(by[q], r) for q, r in theirs["chosen"]]
        if bound is not None and required(model, best) >= required(model, mine) and value(model, best) > bound + 1e-6:
            faults.append(f"the bound {bound} is exceeded")
        if required(model, mine) < required(model, best):
            faults.append(f"meets {required(model, mine)} of {required(model, best)}")
        # Where the optimum isn't proven, what may still lie above it counts against the kit.
        top = value(model, best) + (0 if theirs["optimal"] else theirs["gap"])
        ratio = value(model, mine) / top
        ratios.append(ratio)
        proven = "yes" if theirs["optimal"] else "no"
        print(f"{at.name:26} {top:8.4f} {proven:>6} {value(model, mine):8.4f} {ratio:7.4f} {seconds:7.3f} {theirs['seconds']:7.2f} {theirs['seconds'] / seconds:8.1f}  {'; '.join(faults)}", flush=True)
    print(f"{len(ratios)} instances: lowest ratio {min(ratios):.4f}, mean {statistics.mean(ratios):.4f}")


if __name__ == "__main__":
    main()
