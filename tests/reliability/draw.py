#!/usr/bin/env python3
"""draw.py BANK OUT [--seed N] [--count N] [--again DRAWN.csv]: draws questions and writes what each side of the study may see.

With --again the questions and levels of an earlier draw are written as BANK has them now.

OUT/asked/ID.md      for the writer of people: ask, handout and the probes' words
OUT/packet/ID.md     for interviewers and readers: the rubric with the anchors of the drawn level
OUT/above/ID.md      the same with the anchors of the next level, where the question has one
OUT/drawn.csv        id, level, next level, the kind of person who answers
"""
import argparse, csv, glob, os, random, tomllib

LEVELS = ["junior", "mid", "senior", "staff"]
PEOPLE = [
    "talks fluently, has read much and done little of this",
    "first year of work, careful, says so when something is new",
    "three years of work, practical, has met such a thing once",
    "six years of work, has done this a few times and remembers one that went wrong",
    "ten years of work, has been responsible for such things and for others who do them",
    "a specialist in neighbouring things who reasons from basics, quick, not always right",
]

def anchors(question, level):
    """The four anchors of a plan for `level`: Poor, Borderline, Solid, Outstanding."""
    ladder = question["ladder"]
    rungs = ["short", *question["levels"], "beyond"]
    solid = rungs.index(level)
    poor = [ladder["poor"]] + [ladder[r] for r in rungs[: solid - 1]]
    return [" / ".join(poor), ladder[rungs[solid - 1]], ladder[level], ladder[rungs[solid + 1]]]

def asked(q):
    out = f"# {q['title']}\n\n> {q['ask']}\n"
    if "handout" in q: out += f"\n## Handout\n\n{q['handout']}\n"
    return out + "\n## Probes, in this order\n\n" + "".join(f"{i}. {p['ask']}\n" for i, p in enumerate(q["probes"], 1))

def packet(q, level):
    out = f"# {q['title']} ({level})\n\n> {q['ask']}\n\nWhy we ask: {q['why']}\n"
    if "handout" in q: out += f"\n## Handout\n\n{q['handout']}\n"
    out += "\n## Probes: ask each, in this order, unless the candidate has answered it already\n\n"
    out += "".join(f"{i}. {p['ask']}\n   Listen for: {p['listen']}\n" for i, p in enumerate(q["probes"], 1))
    if q.get("hints"): out += "\n## Hints: only if stuck; then at most Solid\n\n" + "".join(f"- {h}\n" for h in q["hints"])
    out += "\nStrong signals:\n" + "".join(f"- {s}\n" for s in q["strong"]) + "\nWeak signals:\n" + "".join(f"- {s}\n" for s in q["weak"])
    out += f"\n## Rating. Solid = what is expected of a {level}; the highest anchor shown in substance counts, between two the lower one\n\n"
    for score, (name, text) in enumerate(zip(("Poor", "Borderline", "Solid", "Outstanding"), anchors(q, level)), 1):
        out += f"{score} {name}: {text}\n"
    return out

def fresh(files, seed, count):
    draw = random.Random(seed)
    for at, name in enumerate(draw.sample(sorted(files), count)):
        levels = tomllib.load(open(files[name], "rb"))["levels"]
        at_level = draw.randrange(max(1, len(levels) - 1))
        above = levels[at_level + 1] if at_level + 1 < len(levels) else ""
        yield name, levels[at_level], above, PEOPLE[at % len(PEOPLE)]

def again(path):
    with open(path, newline="") as file:
        return [(r["question"], r["level"], r["above"], r["person"]) for r in csv.DictReader(file)]

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("bank"); parser.add_argument("out")
    parser.add_argument("--seed", type=int, default=20261206); parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--again")
    a = parser.parse_args()
    files = {os.path.basename(f)[:-5]: f for f in glob.glob(f"{a.bank}/questions/*/*.toml")}
    rows = []
    for part in ("asked", "packet", "above"): os.makedirs(f"{a.out}/{part}", exist_ok=True)
    drawn = again(a.again) if a.again else fresh(files, a.seed, a.count)
    for name, level, above, person in drawn:
        q = tomllib.load(open(files[name], "rb"))
        open(f"{a.out}/asked/{name}.md", "w").write(asked(q))
        open(f"{a.out}/packet/{name}.md", "w").write(packet(q, level))
        if above: open(f"{a.out}/above/{name}.md", "w").write(packet(q, above))
        rows.append([name, level, above, person])
    with open(f"{a.out}/drawn.csv", "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([["question", "level", "above", "person"], *rows])

if __name__ == "__main__":
    main()
