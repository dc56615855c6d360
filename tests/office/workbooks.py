#!/usr/bin/env python3
"""Fills scorecard workbooks in LibreOffice and gathers them: workbooks.py PANELKIT FOLDER"""
import json, os, pathlib, re, subprocess, sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "browser"))
from texts import texts

kit, work = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
here = pathlib.Path(__file__).parent.resolve()
SCORES = ["1 Poor", "2 Borderline", "3 Solid", "4 Outstanding", "not asked"]
OVERALL = ["strong no", "no", "yes", "strong yes"]
FIRST_ROW = 4


def run(*args):
    done = subprocess.run([kit, *args], capture_output=True, text=True, cwd=work)
    assert done.returncode in (0, 1), (args, done.stderr)
    return done


def office(profile, *args, **environment):
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile}", *args]
    subprocess.run(command, check=True, timeout=90, capture_output=True, env={**os.environ, **environment})


def profile():
    """A user profile of LibreOffice with the macro in it."""
    made = (work / "profile").as_uri()
    # Its first start lays the presets out, over whatever is there.
    office(made, "--terminate_after_init")
    standard = work / "profile/user/basic/Standard"
    (standard / "Fill.xba").write_text((here / "fill.xba").read_text())
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE library:%s PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "%s.dtd">\n'
    space = 'xmlns:library="http://openoffice.org/2000/library"'
    (standard / "script.xlb").write_text(head % ("library", "library")
        + f'<library:library {space} library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Fill"/></library:library>')
    (standard / "dialog.xlb").write_text(head % ("library", "library")
        + f'<library:library {space} library:name="Standard" library:readonly="false" library:passwordprotected="false"/>')
    for kind in ("script", "dialog"):
        (standard.parent / f"{kind}.xlc").write_text(head % ("libraries", "libraries")
            + f'<library:libraries {space} xmlns:xlink="http://www.w3.org/1999/xlink"><library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/{kind}.xlb/" xlink:type="simple" library:link="false"/></library:libraries>')
    return made


def typed(text):
    """What a workbook can hold of `text`: XML has no other control characters, and a cell no bare carriage return."""
    return text.replace("\r", "")


def read(text):
    """What gather reads of it: an apostrophe before what looks like a formula, at the beginning or behind a separator, is
    taken for the one that CSV needs."""
    bare = re.sub(r"(?<=[;\t\n])'(?='*(?:[=@]|[+\-]\S))", "", text.lstrip(" "))
    if re.match(r"'[' ]*[=+\-@\t\n]", bare):
        bare = bare[1:]
    return bare.strip("\ufeff \t\n\r\u00a0\u2028")


def units(text):
    raw = text.encode("utf-16-be")
    return " ".join(f"{raw[i]:02x}{raw[i + 1]:02x}" for i in range(0, len(raw), 2))


plan_args = ["--role", "backend", "--seniority", "senior"]
rounds = [a for i in range(6) for a in ("--round", f"{'technical' if i % 2 else 'behavioral'}:60:Interviewer {i}")]
run("plan", *plan_args, *rounds, "-o", "loop", "-q")
names = [f"Candidate {c}" for c in "ABCDEFGHIJKLMNOPQRST"]
run("packet", "loop", *[a for n in names for a in ("--candidate", n)], "--format", "xlsx", "--merge", "-q")
run("packet", "loop", "--candidate", names[0], "--round", "1", "--format", "xlsx", "-q")
plan = json.loads((work / "loop/plan.json").read_text())
sheets = [(name, one) for name in names for one in plan["rounds"]]
words = [typed(t) for t in texts(sum(len(one["questions"]) + 1 for _, one in sheets))]
assert len(words) >= 500, len(words)
book = work / "loop/scorecards/all.xlsx"
meant, lines, k = {}, [book.as_uri()], 0
for s, (name, one) in enumerate(sheets):
    items = [q["id"] for q in one["questions"]] + ["overall"]
    for i, item in enumerate(items):
        score = OVERALL[(s + i) % 4] if item == "overall" else SCORES[(s + i) % 5]
        meant[name, one["id"], item] = (score if item == "overall" or score == "not asked" else score[0], words[k])
        lines.append(f"{s} {FIRST_ROW + i} 3 {units(score)}")
        lines.append(f"{s} {FIRST_ROW + i} 4 {units(words[k])}".rstrip())
        k += 1
listing = work / "listing.txt"
listing.write_text("\n".join(lines) + "\n")
before = book.read_bytes()
office(profile(), "macro:///Standard.Fill.Fill", LISTING=listing.as_uri())
failed = work / "listing.txt.failed"
assert not failed.exists(), failed.read_text()
assert book.read_bytes() != before, "LibreOffice saved nothing"
scores = json.loads(run("gather", "loop", str(book), "--format", "json").stdout)
findings = [f for f in scores["findings"] if f["code"] not in ("no-evidence", "overall-contradicts", "evidence-error")]
assert not findings, findings[:5]
assert scores["rows_rejected"] == 0 and all(e["state"] == "complete" for e in scores["expected"]), scores["expected"][:3]
said = {(r["candidate"], r["round"], r["question"]): ("not asked" if r["score"] is None else f"{r['score']:g}", r["evidence"]) for r in scores["records"]}
said |= {(r["candidate"], r["round"], "overall"): (r["value"], r["evidence"]) for r in scores["recommendations"]}
assert said.keys() == meant.keys()
for key, (score, text) in meant.items():
    assert said[key][0] == score, (key, said[key], score)
    assert said[key][1] == read(text), (key, said[key][1], text)
print(f"{len(meant)} cells of {len(sheets)} sheets came back from LibreOffice as they were typed, without a finding")
