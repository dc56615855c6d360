"""The kit's calendar files, read by three independent parsers: the same events at the same minutes, those of schedule.csv.

    invitations.py PANELKIT FOLDER LIBICAL      (the program built of read.c)

Days on both sides of a change of the clocks, in zones of both halves of the Earth; interviewers' files, candidates', single
invitations, changes and cancellations. Each file is read a second time with its zone under a name that nobody knows, so
that only what the file itself says of the zone can be right.
"""
import csv
import datetime
import pathlib
import re
import subprocess
import sys
import zoneinfo

import parsers

kit, work = sys.argv[1], pathlib.Path(sys.argv[2])
# A zone, days around a change of its clocks, and when a day begins and ends.
CASES = [
    ("Europe/Berlin", ["2026-10-23", "2026-10-25", "2026-10-26"], "09:00", "18:00"),
    ("Europe/Berlin", ["2027-03-27", "2027-03-28", "2027-03-29"], "09:00", "18:00"),
    ("Europe/Berlin", ["2026-10-24", "2026-10-25", "2026-10-26"], "00:15", "08:00"),
    ("Europe/Berlin", ["2027-03-26", "2027-03-28", "2027-03-30"], "00:15", "08:00"),
    ("America/New_York", ["2026-10-30", "2026-11-01", "2026-11-02"], "00:15", "08:00"),
    ("America/New_York", ["2027-03-12", "2027-03-14", "2027-03-15"], "09:00", "18:00"),
    ("Australia/Sydney", ["2027-04-02", "2027-04-04", "2027-04-05"], "00:15", "08:00"),
    ("Australia/Lord_Howe", ["2027-04-02", "2027-04-04", "2027-04-05"], "09:00", "18:00"),
    ("America/Santiago", ["2027-04-02", "2027-04-03", "2027-04-05"], "15:00", "23:45"),
    ("Asia/Tokyo", ["2026-12-03", "2026-12-04", "2026-12-07"], "09:00", "18:00"),
    ("UTC", ["2026-12-03", "2026-12-04", "2026-12-07"], "09:00", "18:00"),
]
def run(*args, cwd):
    done = subprocess.run([kit, *args], cwd=cwd, capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(f"panelkit {' '.join(args)}\n{done.stderr}")


def planned(at):
    """When each person is met, by schedule.csv alone."""
    times = {}
    with open(at / "loop/candidates.csv", newline="", encoding="utf-8") as file:
        gone = {row["name"] for row in csv.DictReader(file) if row["state"] == "withdrawn"}
    with open(at / "loop/schedule.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["starts"] and row["candidate"] not in gone:
                start = int(datetime.datetime.fromisoformat(row["starts"]).timestamp()) // 60
                for who in (f"candidate {row['candidate']}", f"interviewer {row['interviewer']}"):
                    times.setdefault(who, set()).add((start, start + int(row["minutes"])))
    return times


def slug(who):
    who = who.replace("ë", "e").replace("Ł", "L")
    return "-".join(re.findall(r"[a-z0-9]+", who.lower()))


def check(at, zone, stage):
    """Reads all calendar files of the loop; returns how many there are."""
    times = planned(at)
    files = sorted((at / "loop/calendar").rglob("*.ics"))
    own = at / "own"
    own.mkdir(exist_ok=True)
    renamed = []
    for i, file in enumerate(files):
        text = file.read_bytes().replace(b"TZID:" + zone.encode(), b"TZID:Own/Zone").replace(b"TZID=" + zone.encode(), b"TZID=Own/Zone")
        renamed.append(own / f"{i}.ics")
        renamed[-1].write_bytes(text)
    said, again = parsers.read(files), parsers.read(renamed)
    names = {str(new): str(old) for new, old in zip(renamed, files)}
    again = sorted([line[0], names[line[1]], *line[2:]] for line in again)
    if again != sorted(said):
        sys.exit(f"{zone}, {stage}: the files' own rules give other times\n" + "\n".join(map(str, [a for a in again if a not in said])))
    for file in files:
        of_file = [line for line in said if line[1] == str(file)]
        events = [line for line in of_file if line[0] == "event"]
        held = {(int(e[5]), int(e[6])) for e in events if e[4] == "CONFIRMED"}
        busy = {(int(b[2]), int(b[3])) for b in of_file if b[0] == "busy"}
        parent = file.parent.name if file.parent.name != "calendar" else file.stem
        who = [name for name in times if slug(name) == parent]
        expected = times[who[0]] if who else set()
        if file.parent.name == "calendar":
            assert held == expected, (zone, stage, file, held ^ expected)
        else:
            assert len(events) == 1 and held <= expected, (zone, stage, file, held)
        assert busy == held, (zone, stage, file)
    missing = [who for who in times if not (at / "loop/calendar" / f"{slug(who)}.ics").exists()]
    assert not missing, missing
    days = {datetime.datetime.fromtimestamp(a * 60, zoneinfo.ZoneInfo(zone)).date() for times in times.values() for a, _ in times}
    assert stage != "placed" or len(days) == 3, (zone, days)
    return len(files), sum(line[0] == "event" for line in said), sum(line[0] == "event" and line[4] == "CANCELLED" for line in said)


total = [0, 0, 0]
for number, (zone, days, start, end) in enumerate(CASES):
    at = work / str(number)
    parsers.opening(kit, at)
    parsers.candidates(at, ["active"] * 3)
    every = ["--today", "2026-09-01", "--format", "md", "--zone", zone, "--each"]
    hours = ["--start", start, "--end", end, "--gap", "0", "--most", "9"]

    def stage(name, *args):
        run("schedule", "loop", *args, *every, cwd=at)
        for i, n in enumerate(check(at, zone, name)):
            total[i] += n

    for i, day in enumerate(days):
        run("schedule", "loop", "--candidate", f"Candidate {i}", "--day", day, *hours, *every, "--place", "Room 4; 2nd floor, left", cwd=at)
    stage("placed")
    stage("moved", "--candidate", "Candidate 0", "--day", days[1], *hours)
    file = at / "loop/schedule.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",Mei,", ",Noor,"), encoding="utf-8")
    stage("a stand-in")
    parsers.candidates(at, ["active", "withdrawn", "active"])
    stage("a withdrawal")
if not total[2]:
    sys.exit("nothing was cancelled")
print(f"{total[0]} calendar files with {total[1]} events, {total[2]} of them cancelled: icalendar, ical.js and libical read "
      f"the same minutes, those of schedule.csv, around {len(CASES)} changes of clocks and days without one")
