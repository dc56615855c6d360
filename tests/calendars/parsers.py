"""Three independent parsers of calendar files, and a loop whose invitations they read."""
import csv
import os
import pathlib
import re
import subprocess
import sys

import icalendar

here = pathlib.Path(__file__).parent
libical = sys.argv[3]
READERS = {
    "icalendar": [sys.executable, here / "read.py"],
    "ical.js": ["node", here / "read.mjs"],
    "libical": [libical],
}
LEADS, SECONDS = ["Petra", "Mei", "Zoë Łukasiewicz", "Samuel", "Ada \"A\" Osei, PhD"], ["Tom", "Lena"]
EXPORTS = {
    "icalendar": lambda file: icalendar.Calendar.from_ical(file.read_bytes()).to_ical(),
    "ical.js": lambda file: subprocess.run(["node", here / "export.mjs", file], check=True, capture_output=True).stdout,
    "libical": lambda file: subprocess.run([libical, "--export", file], check=True, capture_output=True).stdout,
}


def read(files, zone="UTC", first="2020-01-01", last="2030-01-01", lax=False):
    """The lines of each parser, which agree, or the run ends. `lax` lets libical read what it finds fault with."""
    said = {}
    for name, command in READERS.items():
        environment = {**os.environ, **({"LAX": "1"} if lax else {})}
        done = subprocess.run([*command, first, last, zone, *files], capture_output=True, text=True, env=environment)
        if done.returncode:
            sys.exit(f"{name} refuses a file\n{done.stderr}")
        said[name] = sorted(done.stdout.splitlines())
    first, *others = said
    for other in others:
        apart = set(said[first]) ^ set(said[other])
        if apart:
            sys.exit(f"{first} and {other} differ:\n" + "\n".join(sorted(apart)))
    return [line.split("\t") for line in said[first]]


def opening(kit, at):
    """A loop of five rounds with seven interviewers in the folder `at`."""
    at.mkdir(parents=True)
    subprocess.run([kit, "plan", "--role", "backend", "--level", "senior", "-o", "loop"], cwd=at, check=True, capture_output=True)
    plan = (at / "loop/plan.json").read_text()
    rounds = re.findall(r'"id": "([a-z-]+)",\s+"kind"', plan)
    assert len(rounds) == 5, rounds
    rows = [("candidate", "round", "interviewer", "part")]
    rows += [("", round, lead, "lead") for round, lead in zip(rounds, LEADS)]
    rows += [("", round, second, "second") for round, second in zip(rounds, SECONDS)]
    with open(at / "loop/schedule.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    with open(at / "loop/panel.csv", "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("name", "email"), *((name, f"p{i}@acme.example") for i, name in enumerate(LEADS + SECONDS))])
    (at / "panelkit.toml").write_text('organisation = "Acme"\ncontact = "Mia Berg, mia@acme.example"\n')


def candidates(at, states):
    lines = [f"Candidate {i},c{i}@post.example,{state}" for i, state in enumerate(states)]
    (at / "loop/candidates.csv").write_text("\n".join(["name,email,state", *lines, ""]))
