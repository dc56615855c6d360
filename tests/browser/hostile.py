#!/usr/bin/env python3
"""Plays loops with a hostile text in every field: hostile.py PANELKIT FOLDER

A loop a kind of text: markup and scripts, links and images of Markdown, formulas, what steers a terminal, lines for a
calendar file. It stands in every question and catalogue of an own bank, in the settings, the names, addresses and columns of
candidates and interviewers, the schedule, calendars, scorecards, decisions, reasons, a job advertisement, lists to import, names of files and of the
loop's folder. Every command runs at a terminal. Looked at here: what the terminal gets, the calendar files, the text of pages
and letters, the links of PDFs. FOLDER/files.json lists the pages for hostile.mjs and the tables for ../office/tables.py.
"""
import csv, itertools, json, os, pathlib, pty, re, subprocess, sys, tomllib

HOST = "hostile.example"
KINDS = {
    "markup": [
        """{n}</script></style></textarea></title>--><script>hit({n})</script><img src=x onerror="hit({n})"><svg/onload=hit({n})>""",
        """{n}" onmouseover="hit({n})" autofocus onfocus='hit({n})' style="background:url(//hostile.example/{n})" x='""",
        """{n}<a href="javascript:hit({n})">a</a><iframe srcdoc="<script>parent.hit({n})</script>"></iframe><base href=//hostile.example/><meta http-equiv=refresh content="0;url=//hostile.example/{n}">""",
        """{n}&lt;script&gt;hit({n})&lt;/script&gt;&#60;img src=//hostile.example/{n}&#62;<!--<script>{{{{hit}}}}${{hit({n})}}]]>\\u003cscript>""",
    ],
    "links": [
        "{n} ![i](http://hostile.example/{n}.png) [click](javascript:hit({n})) [go](http://hostile.example/{n} \"t\")",
        "{n} <javascript:hit({n})> <http://hostile.example/{n}> http://hostile.example/{n}?a=1&b=<2> www.hostile.example/{n}",
        "{n} `![i](http://hostile.example/{n})` ``x` ![i][r] [click][r] | a | b | <!-- page-break --> # h",
        "{n} [c](data:text/html,<script>hit({n})</script>) [v](vbscript:hit) [f](file:///etc/passwd) \\[x](javascript:hit({n})) [x\\](javascript:hit({n}))",
    ],
    "formulas": [
        """=HYPERLINK("http://hostile.example/{n}","{n}")""",
        """+1+cmd|' /C calc'!A{n};=1+{n}\t=2+{n}""",
        """@SUM(1+{n})"",=3+{n},"=4+{n}""",
        """-2+{n}*cmd|' /C calc'!A0""",
        """ =WEBSERVICE("http://hostile.example/{n}")""",
        """{n};=5+{n}\t@SUM({n})\t""",
    ],
    "terminal": [
        "{n}\x1b]0;owned\x07\x1b[2J\x1b[31m\x9b31m\x90q\x9c\x08\x08",
        "{n}\u202eevil\u2066\u2067x\u2069\u200f\u061c\u200b\ufeff\u2028\x85",
        "{n}\x1b]8;;http://hostile.example\x1b\\click\x1b]8;;\x1b\\\x0e\x7f",
    ],
    "lines": [
        "{n}\r\nATTENDEE;CN=x:mailto:evil@hostile.example\r\nEND:VEVENT\r\nBEGIN:VEVENT",
        "{n}\nATTACH:http://hostile.example/{n}\n\nX-EVIL:1\\nX-EVIL:2;,:",
        "{n}\";X-EVIL=1:mailto:evil@hostile.example\rX-EVIL:3\u2028X-EVIL:4\x85X-EVIL:5\x0bX-EVIL:6",
    ],
}
# Properties of the calendar files that are written.
PROPERTIES = set("""BEGIN END VERSION PRODID CALSCALE METHOD X-WR-CALNAME TZID TZNAME TZOFFSETFROM TZOFFSETTO DTSTART DTEND DTSTAMP RRULE
UID SEQUENCE SUMMARY DESCRIPTION LOCATION STATUS TRANSP ORGANIZER ATTENDEE ATTACH""".split())
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
# Marks of direction, which a handout in Hebrew needs, turn nothing but themselves.
MARKS = str.maketrans("", "", "\u061c\u200e\u200f")


class Loop:
    """A loop that is played with the texts of one kind."""

    def __init__(self, kit, folder, kind):
        self.kit, self.kind, self.at = kit, kind, folder / kind
        self.at.mkdir(parents=True)
        self.numbers = itertools.count(1)
        self.faults, self.refused = [], []

    def text(self, before=""):
        """The next text, with a number that no other field has."""
        n = next(self.numbers)
        variants = KINDS[self.kind]
        return before + variants[n % len(variants)].format(n=n)

    def name(self, before):
        """A text as it can be part of a person's name; a formula only works at its beginning."""
        text = self.text()
        return text + before if self.kind == "formulas" else before + " " + text

    def run(self, *args, may_fail=False):
        """Runs the kit at a terminal, and looks at what that gets."""
        args = [str(a) for a in args]
        ours, theirs = pty.openpty()
        running = subprocess.Popen([self.kit, *args], stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, cwd=self.at,
                                   env={**os.environ, "XDG_CONFIG_HOME": str(self.at / "none"), "NO_COLOR": "1"})
        os.close(theirs)
        shown = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:
                break
            if not more:
                break
            shown += more
        os.close(ours)
        code = running.wait()
        told = shown.decode(errors="replace").replace("\r\n", "\n")
        # A line of progress goes back to its beginning.
        for found in CONTROLS.finditer(re.sub(r"\r *\r|\r(?=\[[#.])|\r$", "", told)):
            near = told[max(0, found.start() - 40):found.start() + 40]
            self.faults.append(f"{self.kind}: {args[:2]} sends {found[0]!r} to the terminal: {near!r}")
            break
        if code not in (0, 1):
            self.refused.append((args, told))
            if not may_fail or code != 2:
                self.faults.append(f"{self.kind}: {args} ends with {code}: {told[:2000]}")
        return told


def toml(value):
    """`value` as TOML, in one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{toml(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, bool) else str(value)


def document(table):
    return "".join(f"{toml(k)} = {toml(v)}\n" for k, v in table.items())


def spoiled(value, text):
    """`value` with a hostile text in all that is prose: what has a blank in it, since ids have none."""
    if isinstance(value, dict):
        # A handout is Markdown that the team wrote as such: what it can hold is code.
        return {k: f"{v}\n\n```\n{text()}\n```\n" if k == "handout" else spoiled(v, text) for k, v in value.items()}
    if isinstance(value, list):
        return [spoiled(v, text) for v in value]
    if isinstance(value, str) and " " in value:
        return text(value)
    return value


def table(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f).writerows(rows)


def play(kit, folder, kind):
    """Plays a whole round in `folder`; returns the loop."""
    loop = Loop(kit, folder, kind)
    text, run, at = loop.text, loop.run, loop.at

    run("eject", "ours")
    bank = at / "ours/question-bank"
    for file in sorted(bank.rglob("*.toml")):
        file.write_text(document(spoiled(tomllib.loads(file.read_text()), text)))
    topics = list(csv.reader(open(bank / "topics.csv")))
    table(bank / "topics.csv", topics[:1] + [row[:-1] + [text(row[-1])] for row in topics[1:]])
    settings = {"organisation": text("Acme"), "confidentiality": text(), "contact": text("Mia Berg"), "pay": text(), "kept_for": text(),
                "zone": "Europe/Berlin", "bank": ["ours/question-bank"], "trainees": [loop.name("Tia Berg")],
                "headers": {"evidence": [text("Beleg")]}}
    (at / "panelkit.toml").write_text(document(settings))
    (at / "job.md").write_text(f"# Senior backend engineer\n\n{text()} Rust, {text()} PostgreSQL\n\n{text('Kubernetes')}\n")
    run("plan", "--job", "job.md", "--dry-run", may_fail=True)
    run("bank", "lint")
    run("plan", "--role", "backend", "--level", "senior", "--stack", "rust", "-o", "loop", "--format", "html")
    plan = json.loads((at / "loop/plan.json").read_text())
    rounds = plan["rounds"]
    people = [loop.name(name).replace(",", " ") for name in ("Mei Osei", "Petra Novak", "Jose Luczak")]
    table(at / "loop/panel.csv", [["name", "email"]] + [[one, text(f"{i}@panel.example")] for i, one in enumerate(people)])
    names = [loop.name(name) for name in ("Ana Kovac", "Bilal Haddad", "Chiara Russo")]
    table(at / "loop/candidates.csv", [["name", "id", "email", "due", "state", text("wishes")]]
          + [[one, text(f"c{i}"), text(f"{i}@candidate.example"), "2026-12-20", "active", text()] for i, one in enumerate(names)])
    for i, one in enumerate(rounds):
        run("assign", "loop", f"{one['id']}={people[i % 3]}")
    run("assign", "loop", rounds[0]["id"] + "=" + people[1], "--shadow=" + loop.name("Eli Park").replace(",", " "))
    (at / "busy").mkdir()
    (at / "busy/mei osei.ics").write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:" + re.sub("[\r\n]", " ", text()) + "\r\nDTSTART:20261203T080000Z"
          "\r\nDTEND:20261203T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    run("schedule", "loop", "--from", "2026-12-01", "--to", "2026-12-11", "--place", text("Call"), "--busy", "busy", "--names", "--attach", "--each",
        "--today", "2026-11-30", "--format", "pdf,md,html")
    run("packet", "loop", "--format", "pdf,md,html,json,xlsx")
    run("packet", "loop", "--format", "pdf,xlsx", "--merge", "--when", text("soon"))
    run("packet", "loop", "--candidate=" + loop.name("Dora Nagy"), "--round", "1", "--interviewer=" + loop.name("Karl Weiss"), "--format", "pdf,md,html")
    run("brief", "loop", "--names", "--format", "pdf,md,html,txt")
    run("questions", "loop", "--format", "html", "-o", "questions.html")
    run("questions", "loop", "--format", "md", "-o", "questions.md")
    run("questions", "loop")
    for letter in ("invitation", "thanks"):
        run("letter", "loop", letter, "--names", "--format", "pdf,md,html,txt")

    cards = at / "loop/scores"
    cards.mkdir()
    for file in sorted((at / "loop/scorecards").glob("*.csv")):
        rows = list(csv.reader(open(file, encoding="utf-8-sig")))
        head, rows = rows[0] + [text("remarks")], rows[1:]
        for row in rows:
            row[head.index("score")] = "yes" if row[head.index("item")] == "overall" else str(1 + next(loop.numbers) % 4)
            row[head.index("evidence")] = text("Said")
            row.append(text())
        rows.append([*rows[0][:4], "general", *rows[0][5:6], "", text("Noted"), *rows[0][8:]])
        table(cards / file.name, [head, *rows])
    table(cards / (text("x").replace("/", "")[:80] + ".csv"), [[text(), "candidate", "score"], [text(), text(), text()]])
    for form in ("table", "json", "csv"):
        run("gather", "loop", "--format", form)
    for form in ("table", "json", "text"):
        run("status", "loop", "--format", form, "--today", "2026-12-30")
    for form in ("table", "md", "html", "pdf", "json", "csv"):
        run("compare", "loop", "--format", form)
        run("compare", "loop", "--format", form, "--partial", "--adjusted", "-o", f"compared.{form}")
    run("compare", "loop", "--candidate=" + names[0])
    for form in ("table", "md", "json"):
        run("calibrate", "loop", "--format", form)
    table(at / "any.csv", [["who", "judge", "what", "points"]] + [[text(), text(), text(), "3"] for _ in range(8)] + [[text(), text(), text(), text()]])
    for form in ("table", "csv"):
        run("compare", "any.csv", "--target", "who", "--rater", "judge", "--item", "what", "--score", "points", "--format", form, may_fail=True)
    run("calibrate", "any.csv", "--target", "who", "--rater", "judge", "--item", "what", "--score", "points", may_fail=True)
    for name, decision in zip(names, ("offer", "no", "next")):
        run("decide", "loop", f"--candidate={name}", "--decision", decision, f"--by={loop.name('Mia Berg')}", "--reason=" + text("Because of "),
            f"--vote={people[0].replace('=', '')}=yes", "--partial")
    for letter in ("not-this-time", "next-round"):
        run("letter", "loop", letter, "--names", "--format", "pdf,md,html,txt")
    run("feedback", "loop", "--candidate=" + names[1], "--quotes", "--format", "pdf,md,html,txt")
    run("hold", "loop", "--candidate=" + names[0], "--reason", text("Charge of "))
    run("export", "loop", "--candidate=" + names[0], "-o", "export.json")
    run("export", "loop", "--candidate=" + names[0])
    run("purge", "loop", "--candidate=" + names[1], "--dry-run")
    for form in ("table", "json"):
        run("doctor", "loop", "--format", form)
    asked = rounds[0]["questions"][0]["id"]
    for form in ("page", "md", "json", "toml"):
        run("bank", "show", asked, "--format", form)
    for form in ("json", "csv", "md"):
        run("bank", "export", "--kind", "code-review", "--format", form, "-o", f"bank.{form}")
    run("bank", "list", "--role", "backend")
    run("bank", "search", text("queue"))
    run("plan", "-o", "loop", "--why", asked)
    run("plan", "-o", "loop", "--swap", asked, "--force")
    table(at / "questions.csv", [["question", "title", "level", "competency", "answer", text("more")]] + [[text("Why?"), text("Queue"), text(), text(), text(), text()] for _ in range(4)])
    run("bank", "import", "questions.csv", "-o", "imported", may_fail=True)
    run("bank", "lint", "--bank", "imported", may_fail=True)
    return loop


def calendar_faults(data):
    """What is wrong with a calendar file: each line is a property that the kit writes."""
    text = data.decode()
    if re.search("(?<!\r)\n|\r(?!\n)", text):
        yield "line ends other than CRLF"
    if found := CONTROLS.search(text.replace("\r\n", "")):
        yield f"{found[0]!r} is in it: {text[max(0, found.start() - 40):found.end() + 40]!r}"
    yield from (f"a long line: {line!r}" for line in data.split(b"\r\n") if len(line) > 75)
    lines = re.sub("\r\n[ \t]", "", text).split("\r\n")
    for line in lines[:-1]:
        # Parameters, their quoted values, and the value.
        read = re.fullmatch(r"""([A-Z-]+)((?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(.*)""", line)
        if not read or read[1] not in PROPERTIES or "X-EVIL" in re.sub('"[^"]*"', "", read[2]):
            yield f"a line that nobody meant: {line[:200]!r}"
        elif read[1] in ("ATTENDEE", "ORGANIZER") and not re.fullmatch(r"mailto:[^\s@,;:<>]+@[^\s@,;:<>]+", read[3]):
            yield f"an address that is none: {line[:200]!r}"
        elif read[1] == "ATTACH" and "VALUE=BINARY" not in read[2]:
            yield f"an attachment from elsewhere: {line[:200]!r}"


def look(loop):
    """Looks at the files of a loop that need no program."""
    pages, tables, calendars = [], [], 0
    for file in sorted(loop.at.rglob("*")):
        inside = str(file.relative_to(loop.at))
        if not file.is_file() or inside.startswith(("ours/", "imported/", "busy/")) or inside.startswith("loop/scores/"):
            continue
        if CONTROLS.search(inside):
            loop.faults.append(f"{loop.kind}: the name of {inside!r} steers a terminal")
        data, kind = file.read_bytes(), file.suffix
        if kind == ".ics":
            calendars += 1
            loop.faults += [f"{loop.kind}: {inside}: {fault}" for fault in calendar_faults(data)]
        if kind in (".md", ".txt", ".html") and inside != "job.md":
            text = data.decode().translate(MARKS)
            # What the bank exports is the bank's, letter for letter.
            if inside != "bank.md" and (found := CONTROLS.search(text)):
                near = text[max(0, found.start() - 40):found.start() + 40]
                loop.faults.append(f"{loop.kind}: {inside} holds {found[0]!r}: {near!r}")
        if kind in (".md", ".html") and inside != "job.md":
            pages.append(str(file))
        if kind in (".csv", ".xlsx") and inside not in ("any.csv", "questions.csv", "loop/candidates.csv", "loop/panel.csv"):
            tables.append(str(file))
    return pages, tables, calendars


if __name__ == "__main__":
    kit, work = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
    faults, pages, tables, calendars = [], [], [], 0
    for kind in sys.argv[3:] or KINDS:
        loop = play(kit, work, kind)
        more_pages, more_tables, more_calendars = look(loop)
        pages, tables, calendars = pages + more_pages, tables + more_tables, calendars + more_calendars
        faults += loop.faults
        for args, told in loop.refused:
            print(kind, args, told[:600], file=sys.stderr)
    (work / "files.json").write_text(json.dumps({"pages": pages, "tables": tables}))
    for fault in faults:
        print(f"FAULT {fault[:1500]}", file=sys.stderr)
    print(f"{calendars} calendar files, {len(pages)} pages, {len(tables)} tables; {len(faults)} faults")
    sys.exit(1 if faults else 0)
