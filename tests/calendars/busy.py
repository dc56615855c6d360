"""The exports of calendar programs, and what three independent parsers say of when their owners are busy.

    busy.py PANELKIT FOLDER LIBICAL [--write]

The minutes stand in tests/fixtures/calendars/expected.csv, with which the kit's own reading is compared by a unit test;
`--write` writes that file where the three agree. Then invitations of the kit go through each parser, as through a calendar
program, and what it exports is read back by `schedule --busy`: the same times are found as with the kit's own files.
"""
import csv
import datetime
import pathlib
import shutil
import subprocess
import sys

import icalendar

import parsers

kit, work, write = sys.argv[1], pathlib.Path(sys.argv[2]), "--write" in sys.argv
fixtures = pathlib.Path(__file__).parent.parent / "fixtures/calendars"
# The zone of times that name none, and the days that are looked at, around a change of the clocks where there is one.
WINDOWS = {
    "apple-moved": ("Europe/Berlin", "2017-01-01", "2017-02-01"),
    "em-client": ("Europe/London", "2024-05-27", "2024-06-03"),
    "exchange-quoted-zone": ("Europe/Berlin", "2017-02-20", "2017-02-27"),
    "exchange-whole-days": ("America/New_York", "2026-02-16", "2026-03-09"),
    "google-moved": ("Europe/Berlin", "2026-02-09", "2026-02-16"),
    "google-weekdays": ("Asia/Tokyo", "2016-10-24", "2016-11-07"),
    "outlook": ("Europe/Berlin", "2015-04-13", "2015-05-04"),
    "outlook-com": ("Europe/Berlin", "2014-02-17", "2014-03-17"),
    "own-by-ical-js": ("Europe/Berlin", "2026-10-19", "2026-11-02"),
    "own-by-icalendar": ("Europe/Berlin", "2026-10-19", "2026-11-02"),
    "own-by-libical": ("Europe/Berlin", "2026-10-19", "2026-11-02"),
    "thunderbird": ("Europe/Berlin", "2024-10-21", "2024-10-28"),
    "zimbra-free-busy": ("America/Vancouver", "2014-04-14", "2014-05-12"),
}


def utc(minute):
    return datetime.datetime.fromtimestamp(int(minute) * 60, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%MZ")



def run(*args, cwd, status=(0, 1)):
    done = subprocess.run([kit, *args], cwd=cwd, capture_output=True, text=True)
    if done.returncode not in status:
        sys.exit(f"panelkit {' '.join(args)}\n{done.stderr}")


def loop(at):
    parsers.opening(kit, at)
    parsers.candidates(at, ["active"])


days = [word for day in ("2026-10-24", "2026-10-25", "2026-10-26") for word in ("--day", day)]
every = ["--today", "2026-09-01", "--format", "md", "--zone", "Europe/Berlin", "--gap", "0"]
at = work / "theirs"
loop(at)
run("schedule", "loop", *days[2:4], "--start", "00:15", "--end", "08:00", *every, cwd=at)
ours = sorted((at / "loop/calendar").glob("interviewer-*.ics"))
exports = {"ours": at / "ours"}
exports["ours"].mkdir()
for file in ours:
    shutil.copy(file, exports["ours"] / file.name.removeprefix("interviewer-"))
for name, export in parsers.EXPORTS.items():
    exports[name] = at / name
    exports[name].mkdir()
    for file in ours:
        (exports[name] / file.name.removeprefix("interviewer-")).write_bytes(export(file))
    if write:
        shutil.copy(exports[name] / "mei.ics", fixtures / f"own-by-{name.replace('.', '-')}.ics")
rows = []
for name, (zone, first, last) in WINDOWS.items():
    lines = parsers.read([fixtures / f"{name}.ics"], zone, first, last, lax=True)
    times = sorted((int(line[2]), int(line[3])) for line in lines if line[0] == "busy")
    rows += [(name, zone, first, last, utc(a), utc(b)) for a, b in times] or [(name, zone, first, last, "", "")]
missing = {file.stem for file in fixtures.glob("*.ics")} ^ set(WINDOWS)
if missing:
    sys.exit(f"not looked at, or not there: {missing}")
expected = fixtures / "expected.csv"
if write:
    with open(expected, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([("file", "zone", "from", "to", "busy from", "busy to"), *rows])
with open(expected, newline="", encoding="utf-8") as file:
    if [tuple(row) for row in csv.reader(file)][1:] != rows:
        sys.exit("expected.csv isn't what the parsers say; --write writes it")
print(f"{len(rows)} busy times of {len(WINDOWS)} exported calendars: icalendar, ical.js and libical agree with expected.csv")

# The round trip.
found = {}
for name, folder in exports.items():
    at = work / f"round-{name}"
    loop(at)
    run("schedule", "loop", *days, "--start", "00:15", "--end", "23:45", "--busy", str(folder), *every, cwd=at, status=(0,))
    found[name] = (at / "loop/schedule.csv").read_text(encoding="utf-8")
at = work / "free"
loop(at)
run("schedule", "loop", *days[2:4], "--start", "00:15", "--end", "08:00", *every, cwd=at)
free = (at / "loop/schedule.csv").read_text(encoding="utf-8")
if len(set(found.values())) != 1 or free in found.values():
    sys.exit(f"after the round trip other times are found: {found}")
print(f"invitations that went through {', '.join(parsers.EXPORTS)} block the same minutes as the kit's own files")
