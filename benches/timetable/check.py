"""Schedules of 12 candidates, 5 rounds and 9 interviewers with busy calendars: each is checked against every rule, and CP-SAT
says how many can be placed at all.

    python3 -m pip install "icalendar>=6" recurring-ical-events tzdata ortools
    python3 benches/timetable/check.py PANELKIT [RUNS]

Nothing of the kit is trusted: times are read from schedule.csv, busy times from the calendars by other parsers, the rest
from the arguments. The calendars are exports of Google Calendar and Outlook that recur until today
(tests/fixtures/calendars), and drawn ones with stand-ups, days off and meetings in other zones. Each run is harder than the
one before: fewer days, more meetings. The time is that of the whole command, the median of three.
"""
import collections
import csv
import datetime
import json
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
import zoneinfo

import icalendar
import recurring_ical_events
from ortools.sat.python import cp_model

kit, runs = pathlib.Path(sys.argv[1]).resolve(), int(sys.argv[2]) if len(sys.argv) > 2 else 12
fixtures = pathlib.Path(__file__).parents[2] / "tests/fixtures/calendars"
ZONE = zoneinfo.ZoneInfo("Europe/Berlin")
LEADS, SECONDS = ["Petra", "Mei", "Ingrid", "Samuel", "Ada"], ["Tom", "Lena", "Omar", "Ruth"]
GAP, MOST, STEP, START, END, BREAK = 10, 4, 5, (9, 0), (18, 0), ((12, 30), (13, 15))
# Monday, 30 November, is the day of the test.
WEEKDAYS = [datetime.date(2026, 12, 1) + datetime.timedelta(n) for n in (0, 1, 2, 3, 6, 7, 8, 9)]


def minute(day, hour, minutes):
    return int(datetime.datetime(day.year, day.month, day.day, hour, minutes, tzinfo=ZONE).timestamp()) // 60


def opening(at):
    subprocess.run([kit, "plan", "--role", "backend", "--level", "senior", "-o", "loop"], cwd=at, check=True, capture_output=True)
    rounds = json.loads((at / "loop/plan.json").read_text(encoding="utf-8"))["rounds"]
    assert len(rounds) == 5
    seats = [[LEADS[i], *SECONDS[i:i + 1]] for i in range(5)]
    with open(at / "loop/schedule.csv", "w", newline="", encoding="utf-8") as file:
        write = csv.writer(file)
        write.writerow(["candidate", "round", "interviewer", "part"])
        for round, who in zip(rounds, seats):
            write.writerows(["", round["id"], name, part] for name, part in zip(who, ("lead", "second")))
    (at / "loop/candidates.csv").write_text("name\n" + "".join(f"Candidate {i:02}\n" for i in range(12)))
    return {round["id"]: (round["minutes"], who) for round, who in zip(rounds, seats)}


def event(n, start, minutes, rule="", zone="Europe/Berlin"):
    return (f"BEGIN:VEVENT\r\nUID:{n}\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\r\n"
            f"DURATION:PT{minutes}M\r\n{rule}END:VEVENT\r\n")


def calendars(at, number, draw):
    """Writes the calendars of one run, and returns when each interviewer is busy."""
    folder = at / "calendars"
    folder.mkdir()
    (folder / "petra.ics").write_bytes((fixtures / "google-weekdays.ics").read_bytes())
    (folder / "tom.ics").write_bytes((fixtures / "outlook.ics").read_bytes())
    for name in [*LEADS[1:], *SECONDS[1:]]:
        parts = []
        first = datetime.datetime(2026, 1, 5, draw.choice((9, 10, 16)), draw.choice((0, 30)))
        if draw.random() < 0.6:
            parts.append(event("standup", first, draw.choice((15, 30)), "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\r\n"))
        if draw.random() < 0.3:
            day = draw.choice(WEEKDAYS)
            parts.append(f"BEGIN:VEVENT\r\nUID:off\r\nDTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:{day:%Y%m%d}\r\nEND:VEVENT\r\n")
        for n in range(draw.randrange(number + 2)):
            zone = draw.choice(("Europe/Berlin", "America/New_York", "Asia/Kolkata", "Europe/London"))
            day = draw.choice(WEEKDAYS)
            at_local = datetime.datetime(day.year, day.month, day.day, draw.randrange(8, 18), draw.choice((0, 15, 30)), tzinfo=ZONE)
            parts.append(event(n, at_local.astimezone(zoneinfo.ZoneInfo(zone)), draw.choice((30, 60, 90, 120)), zone=zone))
        if parts:
            (folder / f"{name.lower()}.ics").write_bytes(
                ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n" + "".join(parts) + "END:VCALENDAR\r\n").encode())
    busy = collections.defaultdict(list)
    begin, end = (datetime.datetime.combine(day, datetime.time(), ZONE) for day in (WEEKDAYS[0], WEEKDAYS[-1] + datetime.timedelta(1)))
    for file in folder.iterdir():
        for found in recurring_ical_events.of(icalendar.Calendar.from_ical(file.read_bytes())).between(begin, end):
            if found.get("TRANSP") == "TRANSPARENT" or found.get("STATUS") == "CANCELLED":
                continue
            times = [t if isinstance(t, datetime.datetime) else datetime.datetime.combine(t, datetime.time()) for t in (found.start, found.end)]
            times = [t if t.tzinfo else t.replace(tzinfo=ZONE) for t in times]
            busy[file.stem.capitalize()].append(tuple(int(t.timestamp()) // 60 for t in times))
    return busy


def placed(at):
    with open(at / "loop/schedule.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["starts"]:
                start = datetime.datetime.fromisoformat(row["starts"])
                yield row["candidate"], row["round"], row["interviewer"], start.astimezone(ZONE).date(), int(start.timestamp()) // 60, int(row["minutes"])


def check(rows, rounds, busy, days):
    """Every rule, by itself."""
    talks = collections.defaultdict(set)
    visits = collections.defaultdict(dict)
    for candidate, round, interviewer, day, start, minutes in rows:
        assert day in days and minutes == rounds[round][0], (candidate, round)
        assert minute(day, *START) <= start and start + minutes <= minute(day, *END), (candidate, round)
        assert start + minutes <= minute(day, *BREAK[0]) or start >= minute(day, *BREAK[1]), (candidate, round)
        assert not any(a < start + minutes and start < b for a, b in busy[interviewer]), (candidate, round, interviewer)
        for who in (candidate, interviewer):
            talks[who].add((start, start + minutes, day))
        visits[candidate].setdefault(round, set()).add((start, interviewer))
    for who, times in talks.items():
        times = sorted(times)
        assert all(b[0] - a[1] >= GAP for a, b in zip(times, times[1:])), who
        if who in LEADS + SECONDS:
            assert max(collections.Counter(day for _, _, day in times).values()) <= MOST, who
        else:
            assert len({day for _, _, day in times}) == 1, who
    for candidate, theirs in visits.items():
        assert set(theirs) == set(rounds), candidate
        for round, seats in theirs.items():
            assert len({start for start, _ in seats}) == 1 and {who for _, who in seats} == set(rounds[round][1]), (candidate, round)
    firsts = collections.defaultdict(collections.Counter)
    for candidate, _, _, day, _, _ in rows:
        firsts[day][candidate] += 0
    for who in LEADS + SECONDS:
        for day in {day for _, _, day in talks[who]}:
            first = min(time for time in talks[who] if time[2] == day)
            firsts[day][next(row[0] for row in rows if row[2] == who and row[4] == first[0])] += 1
    spread = max((max(of.values()) - min(of.values()) for of in firsts.values()), default=0)
    return len(visits), spread


def most_that_fit(rounds, busy, days, number, limit):
    """How many can be placed on the grid of the kit, and a bound that no schedule beats; equal unless `limit` seconds are over."""
    model = cp_model.CpModel()
    of_person, count = collections.defaultdict(list), collections.defaultdict(list)
    allowed, placed_on = {}, []
    for round, (minutes, who) in rounds.items():
        for d, day in enumerate(days):
            begin, end = minute(day, *START), minute(day, *END) - minutes
            lunch = minute(day, *BREAK[0]), minute(day, *BREAK[1])
            blocked = [lunch] + [span for name in who for span in busy[name]]
            allowed[round, d] = [t for t in range(begin, end + 1, STEP) if not any(a < t + minutes and t < b for a, b in blocked)]
    for c in range(number):
        on = [model.new_bool_var("") for _ in days]
        model.add_at_most_one(on)
        placed_on += on
        for round, (minutes, who) in rounds.items():
            for d in range(len(days)):
                if not allowed[round, d]:
                    model.add(on[d] == 0)
                    continue
                start = model.new_int_var_from_domain(cp_model.Domain.from_values(allowed[round, d]), "")
                span = model.new_optional_fixed_size_interval_var(start, minutes + GAP, on[d], "")
                for name in (f"candidate {c}", *who):
                    of_person[name].append(span)
                for name in who:
                    count[name, d].append(on[d])
    for spans in of_person.values():
        model.add_no_overlap(spans)
    for talks in count.values():
        model.add(sum(talks) <= MOST)
    model.maximize(sum(placed_on))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = limit, 2
    assert solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return int(solver.objective_value + 0.5), int(solver.best_objective_bound + 1e-6)


print("| run | days | busy times | placed | CP-SAT places | at most | first places differ by | panelkit |")
print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
slowest, missed, fewer = {True: 0, False: 0}, [], 0
for run in range(runs):
    draw = random.Random(run)
    days = WEEKDAYS[:max(3, 6 - run // 3)]
    with tempfile.TemporaryDirectory() as folder:
        at = pathlib.Path(folder)
        rounds = opening(at)
        busy = calendars(at, run, draw)
        before = (at / "loop/schedule.csv").read_bytes()
        command = [kit, "schedule", "loop", "--today", "2026-11-30", "--zone", "Europe/Berlin", "--break", "12:30-13:15", "--busy", "calendars",
                   "--format", "md", *(word for day in days for word in ("--day", str(day)))]
        times = []
        for _ in range(3):
            (at / "loop/schedule.csv").write_bytes(before)
            began = time.perf_counter()
            done = subprocess.run(command, cwd=at, capture_output=True, text=True)
            times.append(time.perf_counter() - began)
            assert done.returncode in (0, 1), done.stderr
        number, spread = check(list(placed(at)), rounds, busy, days)
        best, bound = most_that_fit(rounds, busy, days, 12, 20)
        assert number <= bound, "more than CP-SAT says can be"
        if number < 12 and best == 12:
            missed.append(run)
        fewer += number < best
    median = statistics.median(times)
    slowest[number == 12] = max(slowest[number == 12], median)
    print(f"| {run} | {len(days)} | {sum(map(len, busy.values()))} | {number} | {best} | {bound} | {spread} | {median:.2f} s |", flush=True)
print(f"\nEvery rule is kept in {runs} of {runs} runs. Slowest: {slowest[True]:.2f} s where all are placed, {slowest[False]:.2f} s "
      f"where the reasons are told too.\nCP-SAT places everybody and the kit doesn't: {len(missed)}. It places more: {fewer}.")
sys.exit(1 if missed or slowest[True] > 1 else 0)
