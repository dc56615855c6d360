#!/usr/bin/env python3
"""The form packets for the browser check, and what came of them.

forms.py make PANELKIT FOLDER    a loop, its packets as forms, and texts to type
forms.py check PANELKIT FOLDER   each saved scorecard is gathered without a finding and says what was typed
"""
import json, pathlib, shutil, subprocess, sys

from texts import texts

what, kit, work = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
loop = work / "loop"
NAME = "Zoë \"Z\" Łukasiewicz, =1+1"


def run(*args):
    done = subprocess.run([kit, *args], capture_output=True, text=True, cwd=work)
    assert done.returncode in (0, 1), (args, done.stderr)
    return done


if what == "make":
    run("plan", "--role", "backend", "--seniority", "senior", "--round", "technical:60:José Ångström", "-o", "loop", "-q")
    run("packet", "loop", "--candidate", NAME, "--format", "html", "-q")
    (packet,) = [p for p in (loop / "packets").rglob("*.html") if not p.name.startswith("candidate-")]
    shutil.copy(packet, work / "form.html")
    run("plan", "--role", "backend", "--seniority", "senior", "--round", "technical:60", "-o", "open", "-q")
    run("packet", "open", "--candidate", NAME, "--format", "html", "-q")
    (packet,) = [p for p in (work / "open" / "packets").rglob("*.html") if not p.name.startswith("candidate-")]
    shutil.copy(packet, work / "open.html")
    # The same packets on paper, long and short, in both sizes.
    (work / "printed").mkdir()
    for name, role, level, one, paper in [
        ("coding", "backend", "senior", "coding:60", "a4"),
        ("design", "backend", "staff", "system-design:60", "letter"),
        ("behavioral", "data-engineer", "mid", "behavioral:45", "a4"),
        ("technical", "frontend", "junior", "technical:90", "letter"),
    ]:
        run("plan", "--role", role, "--seniority", level, "--round", one, "-o", f"p-{name}", "-q")
        run("packet", f"p-{name}", "--candidate", NAME, "--format", "html,pdf", "--paper", paper, "-q")
        for kind in ["html", "pdf"]:
            (packet,) = [p for p in (work / f"p-{name}" / "packets").rglob(f"*.{kind}") if not p.name.startswith("candidate-")]
            shutil.copy(packet, work / "printed" / f"{name}.{kind}")
    (work / "texts.json").write_text(json.dumps(texts(500)))
    sys.exit()

plan = json.loads((loop / "plan.json").read_text())
cards = sorted((work / "cards").glob("card-*.csv"))
assert len(cards) > 80, len(cards)
for card in cards:
    typed = json.loads((card.parent / card.name.replace("card-", "typed-").replace(".csv", ".json")).read_text())
    done = run("gather", "loop", str(card), "--format", "json")
    scores = json.loads(done.stdout)
    # An end of the scale without evidence, and an overall recommendation that contradicts, are about what was rated.
    # What isn't evidence is noted as a column that isn't read; none else is.
    aside = [f for f in scores["findings"] if f["code"] == "unread-column"]
    assert all(f["severity"] == "note" and "`interpretation`" in f["message"] for f in aside), (card, aside)
    findings = [f for f in scores["findings"] if f not in aside and f["code"] not in ("no-evidence", "overall-contradicts", "evidence-error")]
    assert not findings, (card, findings)
    assert scores["rows_rejected"] == 0 and [e["state"] for e in scores["expected"]] == ["complete"], (card, scores["expected"])
    said = {r["question"]: ["not asked" if r["score"] is None else f"{r['score']:g}", r["evidence"]] for r in scores["records"]}
    (overall,) = scores["recommendations"]
    said["overall"] = [overall["value"], overall["evidence"]]
    for item, (score, text) in typed.items():
        assert said[item][0] == score, (card, item, said[item], score)
        assert said[item][1] == text.strip("\ufeff \t\n\r\u00a0\u2028"), (card, item, said[item][1], text)
print(f"{len(cards)} saved scorecards are gathered without a finding and say what was typed")
named = json.loads(run("gather", "open", str(work / "cards" / "named.csv"), "--format", "json").stdout)
assert [e["interviewer"] for e in named["expected"]] == ["Łukasz Øst"] and named["rows_rejected"] == 0, named
print("a packet for nobody in particular is saved with the name that was typed")
