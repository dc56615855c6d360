"""Faults while panelkit writes: after each, every file is the earlier one or the new one, byte for byte.

faults.py KIT WORK [--short] [--only NAME,NAME]

KIT is the binary, WORK an empty folder; --only tries these commands alone, and writes no result. Run by .ci/faults.
"""

import csv
import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

# Each group is one kind of call; a name with ? doesn't exist on every machine.
CALLS = {
    "write": "write,?pwrite64,?writev",
    "fsync": "fsync,?fdatasync",
    "rename": "?rename,?renameat,?renameat2",
    "chmod": "fchmod,?fchown",
    "mkdir": "?mkdir,mkdirat",
    "unlink": "?unlink,unlinkat",
    "lock": "flock",
    "open": "openat",
}
KILLED_AT = ["write", "fsync", "rename", "chmod", "mkdir", "unlink", "lock"]
REFUSED_AT = ["write", "fsync", "rename", "chmod", "mkdir", "unlink", "lock", "open"]
ERRORS = ["ENOSPC", "EIO"]
# A call whose failure costs nobody anything: the lock and its text, a temporary file that stays for the next run,
# standard error, what tells threads of signals, opening to read.
HARMLESS = re.compile(
    r"\.panelkit\.lock|^flock|^unlink.*\.panelkit-|^\w+\(2<|<(socket|UNIX|anon_inode)|^openat(?!.*O_CREAT)"
)
SAYS = re.compile(
    r"stands? there|there was no such file before|what was to go before it is gone|would be|is cut short|can't be read"
)
TABLE = Path(__file__).resolve().parents[2] / "docs" / "reliability.md"
ONLY = sys.argv[sys.argv.index("--only") + 1].split(",") if "--only" in sys.argv else []
BEGIN, END = "<!-- faults: begin -->", "<!-- faults: end -->"


def state(folder):
    """The bytes of each file below `folder` by its path; of nothing that only a run in the making has."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(".panelkit"):
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found


def left_over(folder):
    return [str(p.relative_to(folder)) for p in folder.rglob(".panelkit*")]


class Case:
    """A command that is run over an older result."""

    codes = (0, 1)

    def __init__(self, kit, work, name, args, repeats):
        self.kit, self.work, self.name, self.args = kit, work, name, args
        # Which thread writes which file differs from run to run: each point is tried so often.
        self.repeats = repeats
        # Elsewhere than in a loop's folder there is no lock, and what is young may be somebody's.
        self.locks = name not in ("questions", "schema")
        self.count = {"killed": 0, "interrupted": 0, "refused": 0, "full disk": 0, "read-only": 0}
        self.files = self.lost = self.panics = 0
        self.faults = []

    def prepare(self, old):
        """Keeps `old` as the state before and finds the one after, which a second run doesn't change."""
        self.before = self.work / f"{self.name}-before"
        shutil.copytree(old, self.before)
        self.old = state(self.before)
        at = self.fresh()
        done = self.run(at)
        assert done.returncode in self.codes, done.stderr
        assert not left_over(at), left_over(at)
        self.new = state(at / "loop")
        assert self.new != self.old, f"{self.name} changes nothing"

    def fresh(self, at=None):
        at = at or self.work / "at"
        if at.exists():
            shutil.rmtree(at)
        at.mkdir()
        shutil.copytree(self.before, at / "loop")
        return at

    def run(self, at, before=()):
        command = [*before, self.kit, *self.args]
        return subprocess.run(command, cwd=at, capture_output=True, text=True, errors="replace", env=self.env())

    def env(self):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("PANELKIT")}
        return {**kept, "XDG_CONFIG_HOME": str(self.work / "none"), "NO_COLOR": "1"}

    def fault(self, what, why):
        self.faults.append(f"{self.name}, {what}: {why}")
        print("FAULT", self.faults[-1], flush=True)

    def judge(self, what, at, done):
        """Old or new, never half; no panic."""
        loop = at / "loop"
        now = state(loop)
        for path in sorted({*now, *self.old, *self.new}):
            self.files += 1
            here = now.get(path)
            if here != self.old.get(path) and here != self.new.get(path):
                self.lost += len(self.old.get(path) or self.new.get(path) or b"") or 1
                self.fault(what, f"{path} is neither the old nor the new one")
        self.no_panic(what, done)

    def no_panic(self, what, done):
        if "panicked" in done.stderr:
            self.panics += 1
            self.fault(what, done.stderr[-400:])

    def again(self, what, at):
        """The next run goes through, ends where it would have ended and leaves nothing."""
        done = self.run(at)
        nobody_left = self.name == "purge" and "holds nothing about" in done.stderr
        if done.returncode not in self.codes and not nobody_left:
            return self.fault(what, f"the next run ends with {done.returncode}: {done.stderr[-400:]}")
        if state(at / "loop") != self.new:
            self.fault(what, "the next run ends elsewhere")
        if left_over(at) and self.locks:
            self.fault(what, f"the next run leaves {left_over(at)}")

    def traced(self, at, call, action, nth):
        """Runs with a fault at the nth such call of some thread; what the trace says of it, if it came to that."""
        log = self.work / "trace"
        calls = CALLS[call]
        inject = f"inject={calls}:{action}:when={nth}"
        trace = ["strace", "-f", "-y", "-qq", "-o", str(log), "-e", f"trace={calls}", "-e", "signal=none", "-e", inject]
        done = self.run(at, trace)
        calls = [re.sub(r"^\d+ +", "", line) for line in whole_calls(log.read_text(errors="replace"))]
        if action.startswith("signal"):
            hit = calls[-1:] if done.returncode in (137, -signal.SIGKILL, 130) else []
        else:
            hit = [c for c in calls if "(INJECTED)" in c]
        return done, hit

    def points(self, short):
        """Calls by their number until a run has none of that number."""
        return range(1, 3) if short else range(1, 400)

    def killed(self, short):
        for call in KILLED_AT:
            self.sweep(call, "signal=KILL", "killed", short)

    def interrupted(self, short):
        for call in ["fsync"] if short else ["write", "fsync", "rename"]:
            self.sweep(call, "signal=INT", "interrupted", short)

    def refused(self, short):
        for call in REFUSED_AT:
            for error in ERRORS[:1] if short else ERRORS:
                self.sweep(call, f"error={error}", "refused", short)

    def sweep(self, call, action, kind, short):
        for nth in self.points(short):
            came = False
            for _ in range(1 if short or call == "open" else self.repeats):
                at = self.fresh()
                done, hit = self.traced(at, call, action, nth)
                what = f"{action} at {call} {nth}"
                if call == "open" and not all("O_CREAT" in h for h in hit):
                    # It is the reading that fails: what is made of the rest is another matter.
                    came = came or bool(hit)
                    self.no_panic(what, done)
                    continue
                self.judge(what, at, done)
                if hit:
                    came = True
                    self.count[kind] += 1
                    getattr(self, f"after_{kind}")(what, at, done, hit)
                self.again(what, at)
                if not hit:
                    break
            if not came:
                break

    def after_killed(self, what, at, done, hit):
        pass

    def after_interrupted(self, what, at, done, hit):
        if done.returncode != 130:
            self.fault(what, f"exit code {done.returncode}")
        if left_over(at):
            self.fault(what, f"leaves {left_over(at)}")

    def after_refused(self, what, at, done, hit):
        if left_over(at) and "unlink" not in what:
            self.fault(what, f"leaves {left_over(at)}")
        serious = [h for h in hit if not HARMLESS.search(h)]
        if not serious:
            return
        if done.returncode != 2:
            self.fault(what, f"exit code {done.returncode} after {serious[0]}")
        if any(h.startswith("write(2<") for h in hit):
            # It can't say anything.
            return
        if not re.search("loop|standard output", done.stderr) or not SAYS.search(done.stderr):
            self.fault(what, f"says {done.stderr[-300:]!r} after {serious[0]}")

    def order(self):
        """Each temporary file is synced after its last byte and before its new name, each folder after that."""
        at = self.fresh()
        log = self.work / "trace"
        calls = ",".join(CALLS[c] for c in ["write", "fsync", "rename"])
        self.run(at, ["strace", "-f", "-y", "-qq", "-o", str(log), "-e", f"trace={calls}", "-e", "signal=none"])
        unsafe, renamed, open_folders = set(), 0, set()
        for line in whole_calls(log.read_text(errors="replace")):
            if m := re.match(r"\d+ +(?:write|pwrite64|writev)\(\d+<(.*?)>", line):
                unsafe.add(m[1])
            elif m := re.match(r"\d+ +(?:fsync|fdatasync)\(\d+<(.*?)>", line):
                unsafe.discard(m[1])
                open_folders.discard(m[1])
            elif m := re.match(r'\d+ +rename\w*\(.*?"(.*?)".*?"(.*?)"', line):
                source, target = (str((at / p).resolve()) for p in m.groups())
                source = str((at / m[1]).parent.resolve() / Path(m[1]).name)
                renamed += 1
                open_folders.add(str(Path(target).parent))
                if source in unsafe:
                    self.fault("order", f"{m[1]} gets its name before it is safe")
        if not renamed or open_folders:
            self.fault("order", f"{renamed} renamed, folders not synced: {sorted(open_folders)}")

    def full_disk(self, short):
        """On a file system with so many free blocks, or so many files to come, until there is room enough."""
        return self.short_of("block", short) and self.short_of("file", short)

    def short_of(self, what, short):
        at = self.work / "disk"
        at.mkdir(exist_ok=True)
        for free in range(0, 400, 5 if short else 1):
            mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m", "panelkit", str(at)], capture_output=True)
            if mount.returncode:
                return False
            try:
                shutil.copytree(self.before, at / "loop")
                with open(at / "filler", "wb") as filler:
                    room = os.statvfs(at)
                    if what == "block":
                        filler.write(bytes(room.f_bsize * (room.f_bavail - free)))
                    else:
                        inodes = room.f_files - room.f_ffree + free
                        subprocess.run(["mount", "-o", f"remount,nr_inodes={inodes}", str(at)], check=True)
                done = self.run(at)
                name = f"room for {free} {what}s"
                self.judge(name, at, done)
                enough = done.returncode in self.codes
                if not enough:
                    self.count["full disk"] += 1
                    if done.returncode != 2 or "No space left" not in done.stderr or not SAYS.search(done.stderr):
                        self.fault(name, f"exit code {done.returncode}, says {done.stderr[-300:]!r}")
                if left_over(at):
                    self.fault(name, f"leaves {left_over(at)}")
                (at / "filler").unlink()
                subprocess.run(["mount", "-o", "remount,nr_inodes=10000", str(at)], check=True)
                self.again(name, at)
            finally:
                subprocess.run(["umount", str(at)], check=True)
            if enough:
                break
        return True

    def read_only(self):
        """On a file system that takes nothing: what writes says so, what reads works."""
        at = self.work / "disk"
        at.mkdir(exist_ok=True)
        mount = subprocess.run(["mount", "-t", "tmpfs", "panelkit", str(at)], capture_output=True)
        if mount.returncode:
            return False
        try:
            shutil.copytree(self.before, at / "loop")
            subprocess.run(["mount", "-o", "remount,ro", str(at)], check=True)
            done = self.run(at)
            self.count["read-only"] += 1
            self.judge("read-only", at, done)
            if done.returncode != 2 or "Read-only" not in done.stderr or not SAYS.search(done.stderr):
                self.fault("read-only", f"exit code {done.returncode}, says {done.stderr[-300:]!r}")
            if not (at / "loop" / "plan.json").exists():
                return True
            for args in (["status", "loop"], ["gather", "loop", "-n"], ["compare", "loop", "-o", "-"], ["doctor", "loop"]):
                reads = subprocess.run([self.kit, *args], cwd=at, capture_output=True, text=True, env=self.env())
                if reads.returncode > 1:
                    self.fault("read-only", f"{args} ends with {reads.returncode}: {reads.stderr[-300:]}")
        finally:
            subprocess.run(["umount", str(at)], check=True)
        return True


def whole_calls(text):
    """The lines of a trace, those that another thread cut in two put together where they end."""
    begun = {}
    for line in text.splitlines():
        thread = line.split(" ", 1)[0]
        if line.endswith("<unfinished ...>"):
            begun[thread] = line.removesuffix("<unfinished ...>")
        elif "resumed>" in line and thread in begun:
            yield begun.pop(thread) + line.split("resumed>", 1)[1]
        else:
            yield line


def cases(kit, work):
    """The commands, each over what it made of an older plan and older scores."""
    base = work / "base"
    base.mkdir()
    loop = base / "loop"

    def do(*args, codes=(0, 1)):
        done = subprocess.run([kit, *args], cwd=base, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
        assert done.returncode in codes, done.stderr

    do("demo", "-o", "loop", "-q")
    shutil.rmtree(loop / "packets")
    shutil.rmtree(loop / "scorecards")
    do("packet", "loop", "--round", "2", "--format", "md,html", "-q")
    do("compare", "loop", "--format", "html", "-q")
    # Another plan, one candidate more, another score, a row that is not accepted.
    scores = sorted((loop / "scores").rglob("*.csv"))
    first = scores[0].read_text()
    rows = list(csv.reader(first.splitlines()))
    place = rows[0].index("score")
    rows[1][place] = "1" if rows[1][place] != "1" else "2"
    changed = work / "changed"
    shutil.copytree(loop, changed)
    with open(changed / "scores" / scores[0].relative_to(loop / "scores"), "w", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([*rows, [*rows[1][:place], "99", "off the scale"]])
    other = work / "other"
    shutil.copytree(loop, other)
    done = subprocess.run(
        [kit, "plan", "--role", "backend", "--seniority", "senior", "--seed", "7", "--force", "-o", "other", "-q"],
        cwd=work, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"},
    )
    assert done.returncode in (0, 1), done.stderr
    # A day that was scheduled otherwise before, somebody about whom it is decided, a page that was written before.
    told = work / "told"
    shutil.copytree(loop, told)
    before = ["--day", "2026-12-03", "--start", "09:00", "--zone", "Europe/Berlin", "--today", "2026-11-30", "-q"]
    done = [
        ["schedule", "told", *before],
        ["decide", "told", "--candidate", "Ana Kovač", "--decision", "next", "--by", "Ana", "--reason", "solid in coding", "--date", "2026-12-05", "-q"],
        ["brief", "told", "--format", "md", "-q"],
    ]
    for args in done:
        ran = subprocess.run([kit, *args], cwd=work, capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
        assert ran.returncode in (0, 1), ran.stderr
    (told / "asked.md").write_text("older\n")
    begun = work / "begun"
    begun.mkdir()
    ana = ["--candidate", "Ana Kovač"]
    day = ["--day", "2026-12-04", "--start", "10:00", "--zone", "Europe/Berlin", "--again", "--today", "2026-12-01", "-q"]
    asked = ["--role", "backend", "--level", "mid", "--loop", "screen", "--candidate", "Ana", "--interviewer", "Ben"]
    plan_args = ["plan", "--role", "backend", "--seniority", "senior", "--seed", "7", "--force", "-o", "loop", "-q"]
    named = ["--candidate", "Ana Kovač", "--candidate", "New Person", "--round", "2"]
    made = [
        (Case(kit, work, "plan", plan_args, 2), loop),
        (Case(kit, work, "packet", ["packet", "loop", *named, "--format", "md,html", "--force", "-q"], 8), other),
        (Case(kit, work, "gather", ["gather", "loop", "-q"], 2), changed),
        (Case(kit, work, "compare", ["compare", "loop", "--format", "html", "-q"], 2), changed),
        (Case(kit, work, "purge", ["purge", "loop", *ana, "-q"], 2), told),
        (Case(kit, work, "init", ["init", "loop", *asked, "--no-input", "-q"], 2), begun),
        (Case(kit, work, "assign", ["assign", "loop", "coding=Ben Ito", "-q"], 2), told),
        (Case(kit, work, "schedule", ["schedule", "loop", *day], 2), told),
        (Case(kit, work, "brief", ["brief", "loop", "--format", "md,html", "-q"], 2), loop),
        (Case(kit, work, "letter", ["letter", "loop", "invitation", "--format", "md", "-q"], 2), told),
        (Case(kit, work, "questions", ["questions", "loop", "--format", "md", "-o", "loop/asked.md", "--force", "-q"], 1), told),
        (Case(kit, work, "decide", ["decide", "loop", *ana, "--decision", "offer", "--by", "Ana", "--reason", "solid in design", "--date", "2026-12-06", "-q"], 2), told),
        (Case(kit, work, "feedback", ["feedback", "loop", *ana, "-q"], 2), told),
        (Case(kit, work, "schema", ["schema", "-o", "loop", "-q"], 1), begun),
    ]
    made = [(case, old) for case, old in made if not ONLY or case.name in ONLY]
    for case, old in made:
        case.prepare(old)
    return [case for case, _ in made]


def table(all_cases):
    kinds = list(all_cases[0].count)
    lines = ["| command | " + " | ".join(kinds) + " | files looked at | bytes lost | panics |"]
    lines.append("| --- |" + " ---: |" * (len(kinds) + 3))
    for case in all_cases:
        figures = [*case.count.values(), case.files, case.lost, case.panics]
        lines.append(f"| `{case.name}` | " + " | ".join(f"{n:,}" for n in figures) + " |")
    sums = [sum(c.count[k] for c in all_cases) for k in kinds]
    sums += [sum(getattr(c, k) for c in all_cases) for k in ("files", "lost", "panics")]
    lines.append("| all | " + " | ".join(f"{n:,}" for n in sums) + " |")
    return "\n".join(lines)


def write(result):
    text = TABLE.read_text()
    head, rest = text.split(BEGIN)
    tail = rest.split(END)[1]
    TABLE.write_text(f"{head}{BEGIN}\n\n{result}\n\n{END}{tail}")


def main():
    kit, work, short = os.path.abspath(sys.argv[1]), Path(sys.argv[2]).resolve(), "--short" in sys.argv
    # A shell lets what it runs in the background ignore Ctrl-C; here it is to be heard.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    all_cases = cases(kit, work)
    mounts = True
    for case in all_cases:
        case.order()
        case.killed(short)
        case.interrupted(short)
        case.refused(short)
        mounts = mounts and case.full_disk(short) and case.read_only()
        print(f"{case.name}: {case.count}, {case.files} files looked at", flush=True)
    if not mounts:
        print("SKIPPED: full and read-only file systems; only root may mount them")
    result = table(all_cases)
    print(result)
    for case in all_cases:
        if not case.count["killed"] or not case.count["refused"]:
            case.fault("all", "no fault came to it")
    faults = [f for case in all_cases for f in case.faults]
    if not short and mounts and not ONLY:
        write(result)
    sys.exit(f"{len(faults)} faults" if faults else 0)


main()
