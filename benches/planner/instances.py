"""Writes benchmark instances of the planning problem: a bank folder and an instance.json each.

    python3 benches/planner/instances.py FOLDER 

The same instances every time: the random numbers come from the seed in each row of the table below.
"""
import itertools
import json
import random
import sys
import tomllib
from pathlib import Path

COMPETENCIES = (
    "fundamentals coding code-quality architecture reliability api-design data-storage production-readiness "
    "debugging security ownership communication collaboration learning leadership product-judgment"
).split()
REPO = Path(__file__).resolve().parents[2]
KINDS = {r["kind"]: r for r in tomllib.loads((REPO / "question-bank" / "rounds.toml").read_text())["round"]}
ROUNDS = {  # kind of round: opening + closing minutes, most questions, kinds of question
    kind: (
        r["opening"] + r["closing"],
        r.get("usual_questions", min(2, r["max_questions"]) if "main_problem" in r else r["max_questions"]),
        [k for k in r["takes"] if k != "ai-assisted" or r.get("assistant", "no") != "no" or r["takes"] == [k]],
    )
    for kind, r in KINDS.items()
}
LEVELS = ["junior", "mid", "senior", "staff"]
TALK = {"behavioral", "situational", "background"}
STACKS = ["java", "python", "node", "go", "rust", "dotnet"]
MINUTES = {
    "technical": [5, 6, 8, 8, 9, 10, 12],
    "coding": [15, 20, 25, 30],
    "system-design": [12, 15, 15, 18, 20, 30],
    "debugging": [8, 10, 12, 15, 20],
    "situational": [6, 7, 8, 10],
    "behavioral": [7, 8, 10, 12],
    "background": [6, 8],
}
SIZES = [60, 120, 250, 500, 1000]


def table():
    """(name, questions, rounds, minutes of a round, subjects per question, stacks, exposures, must-haves)."""
    rows = []
    for size in SIZES:
        for tight, subjects in itertools.product((35, 60), (0.25, 0.9)):
            rows.append((size, 6, tight, subjects, 2, False, 3))
        rows.append((size, 4, 45, 0.6, 0, True, 2))
        rows.append((size, 6, 50, 0.5, 3, True, 12))
    rows += [(n, 8, m, 0.7, 2, e, 4) for n, m, e in ((5000, 45, False), (5000, 60, True), (20000, 45, False), (20000, 60, True))]
    rows += [(40, 6, 30, 0.3, 4, True, 14), (40, 2, 25, 0.9, 1, False, 10), (80, 8, 28, 0.2, 2, True, 16)]
    rows += [(200, 6, m, 0.5, 1, False, 3) for m in (24, 40, 75, 120)]
    return [(f"{i:02}-{row[0]}q-{row[1]}r-{row[2]}min", *row) for i, row in enumerate(rows)]


def question(rng, n, subjects):
    kind = rng.choices(list(MINUTES), weights=[8, 2, 3, 2, 3, 5, 1])[0]
    stacks = rng.sample(STACKS, rng.choice([1, 1, 2])) if kind == "technical" and rng.random() < 0.4 else []
    levels = sorted(rng.sample(range(4), rng.choice([2, 3, 4])))
    first = rng.choices(COMPETENCIES, weights=range(20, 4, -1))[0]
    return {
        "id": f"question-{letters(n)}",
        "kind": kind,
        "levels": [("junior", "mid", "senior", "staff")[i] for i in levels],
        "stacks": stacks,
        "competencies": [first] + rng.sample([c for c in COMPETENCIES if c != first], 1),
        "minutes": rng.choice(MINUTES[kind]),
        "subject": f"subject-{letters(rng.randrange(max(1, int(subjects))))}",
    }


def letters(n):
    word = ""
    while True:
        word = chr(97 + n % 26) + word
        n //= 26
        if n == 0:
            return word.rjust(4, "a")


def toml(q):
    rungs = "\n".join(f'{level} = "Carries the matter as far as a {level} is expected to carry it."' for level in q["levels"])
    words = q["id"].rsplit("-", 1)[1]
    return f'''title = "Matter {words}"
ask = "Here is the matter called {words}. What would you do about it first, and what would make you change your mind?"
why = "The matter {words} shows how somebody works when little is given."
kind = "{q["kind"]}"
roles = ["bench"]
levels = {json.dumps(q["levels"])}
stacks = {json.dumps(q["stacks"])}
competencies = {json.dumps(q["competencies"])}
minutes = {q["minutes"]}
subject = "{q["subject"]}"
topics = []

strong = [
  "Says what {words} costs before saying what it brings",
  "Names a first step for {words} that can be taken back",
  "Tells what would show that {words} went wrong",
]
weak = [
  "Starts to build {words} without asking for whom",
  "Repeats the words of the question about {words}",
  "Leaves out what happens when {words} fails",
]
probes = [
  {{ ask = "What if {words} were twice as large?", listen = "The first limit that is met, and how it would be seen" }},
  {{ ask = "Who has to agree to {words}?", listen = "Somebody who is affected by it, and how they are asked" }},
]

[ladder]
poor = "Finds no way into the matter {words}; the words of the question come back."
short = "Finds a way into {words}, and leaves it at the first obstacle that is named."
{rungs}
beyond = "Says what would have to change for {words} to be wrong, and who would notice it first."

[sample]
strong = "A first step for {words}, what it costs, how one sees that it works, and when to turn back."
weak = "I would use what we always use for {words}."
because = "Nothing of the case is used; the answer fits any question."
'''


def write(folder, row, index):
    name, count, rounds, minutes, subjects, stacks, exposures, musts = row
    rng = random.Random(20261122 + index)
    questions = [question(rng, n, count * subjects) for n in range(count)]
    at = Path(folder) / name
    for n, q in enumerate(questions):
        path = at / "bank" / "questions" / f"family-{letters(n // 500)}" / f"{q['id']}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(toml(q))
    weights = {c: rng.randint(1, 5) for c in rng.sample(COMPETENCIES, rng.randint(12, 16))}
    must = rng.sample(sorted(weights), min(musts, len(weights)))
    kinds = [k for k in itertools.islice(itertools.cycle(["technical", "coding", "system-design", "behavioral", "debugging", "technical"]), rounds)]
    spec = []
    for kind in kinds:
        focus = rng.sample(sorted(weights), min(len(weights), rng.randint(5, 9)))
        spec.append({"kind": kind, "minutes": minutes + ROUNDS[kind][0], "focus": focus})
    (at / "bank" / "roles").mkdir()
    role = f'title = "Bench"\nwhat = "A role to measure with."\nstacks = {json.dumps(STACKS)}\ndefault_stacks = []\n\n[weights.senior]\n'
    role += "".join(f"{c} = {w}\n" for c, w in weights.items())
    role += f"\n[must_have]\nsenior = {json.dumps(must)}\n"
    (at / "bank" / "roles" / "bench.toml").write_text(role)
    (at / "bank" / "loops").mkdir()
    lines = "".join(f'  {{ kind = "{r["kind"]}", minutes = {r["minutes"]}, focus = {json.dumps(r["focus"])} }},\n' for r in spec)
    (at / "bank" / "loops" / "bench.toml").write_text(
        f'title = "Bench"\nwhat = "Rounds to measure with."\n\n[[variant]]\nroles = ["bench"]\nlevels = ["senior"]\nrounds = [\n{lines}]\n'
    )
    args = ["--role", "bench", "--seniority", "senior", "--loop", "bench"]
    wanted = rng.sample(STACKS, stacks)
    if wanted:
        args += ["--stack", ",".join(wanted)]
    asked = {q["id"]: rng.randint(1, 4) for q in questions if rng.random() < 0.3} if exposures else {}
    if asked:
        (at / "exposure.csv").write_text("item,count\n" + "".join(f"{k},{v}\n" for k, v in asked.items()))
        args += ["--exposure", "exposure.csv"]
    model = {"level": "senior", "defaults": [], "questions": questions, "weights": weights, "must": must, "rounds": spec, "stacks": wanted, "exposure": asked, "args": args}
    (at / "instance.json").write_text(json.dumps(model))


SHIPPED = [
    ("backend", "senior", ["rust", "postgres"]), ("backend", "junior", []), ("backend", "staff", ["java"]),
    ("sre", "senior", ["kubernetes"]), ("frontend", "mid", ["react", "typescript"]), ("engineering-manager", "senior", []),
]  # fmt: skip


def shipped(folder):
    """Instances over the bank that panelkit ships, with its onsite loops."""
    bank = REPO / "question-bank"
    questions = []
    for path in sorted((bank / "questions").glob("*/*.toml")):
        q = tomllib.loads(path.read_text())
        questions.append({"id": path.stem, **{k: q[k] for k in ("kind", "roles", "levels", "stacks", "competencies", "minutes", "subject")}})
    loops = tomllib.loads((bank / "loops" / "onsite.toml").read_text())["variant"]
    for role, level, stacks in SHIPPED:
        at = Path(folder) / f"shipped-{role}-{level}"
        at.mkdir(parents=True, exist_ok=True)
        about = tomllib.loads((bank / "roles" / f"{role}.toml").read_text())
        rounds = next(v["rounds"] for v in loops if role in v["roles"] and level in v["levels"])
        args = ["--role", role, "--seniority", level] + (["--stack", ",".join(stacks)] if stacks else [])
        own = [q for q in questions if role in q["roles"]]
        model = {"level": level, "defaults": about["default_stacks"], "questions": own, "weights": about["weights"][level], "must": about["must_have"][level], "rounds": rounds, "stacks": stacks, "exposure": {}, "args": args, "bank": str(bank)}
        text = json.dumps(model)
        if not (at / "instance.json").exists() or (at / "instance.json").read_text() != text:
            (at / "instance.json").write_text(text)
            (at / "cp-sat.json").unlink(missing_ok=True)


def main():
    folder = Path(sys.argv[1])
    shipped(folder)
    for index, row in enumerate(table()):
        if not (folder / row[0] / "instance.json").exists():
            write(folder, row, index)


if __name__ == "__main__":
    main()
