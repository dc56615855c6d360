#!/usr/bin/env python3
"""measure.py [--check]: the figures of the reliability study; with --check they must be those that README.md tells.

drawn.csv                       question, level, above, person
interviews-a.csv, -b            question, probes, hint, rating: two interviewers who met the same people, each following the packet
round-N/readings-1.csv, -2      question, rating: two readers of interviewer a's transcripts
round-N/above-1.csv, -2         question, rating: the same transcripts, read by the packet of the next level

Agreement is the share of equal ratings; kappa is Cohen's with quadratic weights over the four points of the scale
(Cohen 1968, Psychological Bulletin 70, 213-220).
"""
import csv, os, sys

folder = os.path.dirname(os.path.abspath(__file__))
POINTS = (1, 2, 3, 4)
told = []
def ratings(name):
    with open(f"{folder}/{name}.csv", newline="") as file:
        rows = {row["question"]: int(row["rating"]) for row in csv.DictReader(file) if row["rating"]}
    assert all(value in POINTS for value in rows.values()), name
    return rows

def pairs(first, second):
    shared = sorted(first.keys() & second.keys())
    return [(first[q], second[q]) for q in shared]

def kappa(pairs):
    n = len(pairs)
    weight = lambda a, b: (a - b) ** 2
    observed = sum(weight(a, b) for a, b in pairs) / n
    rows = [sum(a == p for a, _ in pairs) / n for p in POINTS]
    columns = [sum(b == p for _, b in pairs) / n for p in POINTS]
    expected = sum(rows[i] * columns[j] * weight(a, b) for i, a in enumerate(POINTS) for j, b in enumerate(POINTS))
    return 1 - observed / expected

def tell(line):
    told.append(line)
    print(line)

def show(what, pairs):
    equal = sum(a == b for a, b in pairs)
    far = sum(abs(a - b) > 1 for a, b in pairs)
    share, agreement = equal / len(pairs), kappa(pairs)
    tell(f"{what}: {equal} of {len(pairs)} equal ({share:.3f}), {far} more than a point apart, weighted kappa {agreement:.3f}")

show("asking, two interviewers who met the same person", pairs(ratings("interviews-a"), ratings("interviews-b")))
for number in (1, 2):
    reading = [ratings(f"round-{number}/readings-{reader}") for reader in (1, 2)]
    show(f"round {number}, reading, two readers of one transcript", pairs(*reading))
    for reader in (1, 2):
        levels = pairs(reading[reader - 1], ratings(f"round-{number}/above-{reader}"))
        lower, higher = sum(b < a for a, b in levels), sum(b > a for a, b in levels)
        tell(f"round {number}, level, reader {reader}: of {len(levels)} rated by the next level's packet {lower} lower ({lower / len(levels):.3f}), {higher} higher")
    tell(f"round {number}, ratings of reader 1 from Poor to Outstanding: {' '.join(str(sum(r == p for r in reading[0].values())) for p in POINTS)}")

if "--check" in sys.argv:
    with open(f"{folder}/README.md") as file:
        lines = [line.strip() for line in file]
    missing = [line for line in told if line not in lines]
    if missing: sys.exit("README.md doesn't tell:\n" + "\n".join(missing))
