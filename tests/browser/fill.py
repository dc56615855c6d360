#!/usr/bin/env python3
"""Fills packets' PDFs with pypdf, pdftk and pdf.js, passes them through qpdf, and gathers them.

fill.py PANELKIT FOLDER CHROMIUM
"""
import csv, json, pathlib, shutil, string, subprocess, sys

from texts import texts

kit, work, browser = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
here = pathlib.Path(__file__).parent.resolve()
OVERALL = ["strong-no", "no", "yes", "strong-yes"]
POINTS = ["1", "2", "3", "4", "not-asked"]
try:
    import logging, pypdf

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    # Older ones fill in fields in another way.
    pypdf = pypdf if int(pypdf.__version__.split(".")[0]) >= 5 else None
except ImportError:
    pypdf = None


def run(*args, codes=(0, 1)):
    done = subprocess.run([kit, *args], capture_output=True, text=True, cwd=work)
    assert done.returncode in codes, (args, done.stderr)
    return done


def name(plan, candidate, interviewer, one, check, item, column):
    enc = lambda t: "".join(f"%{b:02X}" if chr(b) in ".;=%" else chr(b) for b in t.encode("latin-1")) if t.isascii() else t
    return f"plan={plan};candidate={enc(candidate)};interviewer={enc(interviewer)};round={one};check={check};item={enc(item)};{column}"


def with_pypdf(source, target, values):
    writer = pypdf.PdfWriter(clone_from=str(source))
    boxes = {k: f"/{v}" if k.endswith(";score") else v for k, v in values.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, boxes, auto_regenerate=False)
    writer.write(str(target))


def with_pdftk(source, target, values):
    def string(text):
        return b"<" + (b"\xfe\xff" + text.encode("utf-16-be")).hex().encode() + b">"

    fields = b"".join(b"<< /T %s /V %s >>\n" % (string(k), b"/" + v.encode() if k.endswith(";score") else string(v))
        for k, v in values.items())
    fdf = target.with_suffix(".fdf")
    fdf.write_bytes(b"%FDF-1.2\n1 0 obj\n<< /FDF << /Fields [\n" + fields + b"] >> >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
    subprocess.run(["pdftk", str(source), "fill_form", str(fdf), "output", str(target)], check=True)


rounds = [a for i in range(6) for a in ("--round", f"{'technical' if i % 2 else 'behavioral'}:60:Intervjuér {i}")]
run("plan", "--role", "backend", "--seniority", "senior", *rounds, "-o", "loop", "-q")
letters = string.ascii_lowercase[:18]
names = [f"Cándidate {c.upper()}" for c in letters]
run("packet", "loop", *[a for n in names for a in ("--candidate", n)], "--format", "pdf", "-q")
plan = json.loads((work / "loop/plan.json").read_text())
packets = {}
for c, candidate in enumerate(names):
    for r, one in enumerate(plan["rounds"]):
        (pdf,) = (work / f"loop/packets/candidate-{letters[c]}").glob(f"0{r + 1}-*intervjuer*.pdf")
        blank = (work / "loop/scorecards" / f"candidate-{letters[c]}-{pdf.stem}.csv").read_text(encoding="utf-8-sig").splitlines()
        packets[candidate, one["id"]] = (pdf, one, next(csv.DictReader(blank)))
all_texts = [t.replace("\r", "") for t in texts(sum(len(one["questions"]) + 1 for _, one, _ in packets.values()))]
assert len(all_texts) >= 500, len(all_texts)
tools = {"pdf.js": None}
if pypdf: tools["pypdf"] = with_pypdf
else: print("SKIPPED: pypdf 5 or newer is not installed")
if shutil.which("pdftk"): tools["pdftk"] = with_pdftk
else: print("SKIPPED: pdftk is not installed")
for t, (tool, fill) in enumerate(tools.items()):
    out = work / tool
    out.mkdir()
    meant, jobs, k = {}, [], 0
    for s, ((candidate, _), (pdf, one, card)) in enumerate(packets.items()):
        values = {}
        for i, item in enumerate([q["id"] for q in one["questions"]] + ["overall"]):
            point = OVERALL[(s + i + t) % 4] if item == "overall" else POINTS[(s + i + t) % 5]
            text = all_texts[k]
            k += 1
            meant[candidate, one["id"], item] = (point.replace("-", " "), text)
            for column, value in (("score", point), ("evidence", text)):
                values[name(card["plan"], candidate, card["interviewer"], one["id"], card["check"], item, column)] = value
        target = out / f"{s}.pdf"
        if fill: fill(pdf, target, values)
        else: jobs.append({"from": str(pdf), "to": str(target), "values": values})
    if jobs:
        (work / "jobs.json").write_text(json.dumps(jobs))
        subprocess.run(["node", str(here / "fill.mjs"), browser, str(work / "jobs.json")], check=True, timeout=300)
    # Every other one is written again by qpdf, which must keep the form.
    for i, target in enumerate(sorted(out.glob("*.pdf"))):
        checked = subprocess.run(["qpdf", "--check", str(target)], capture_output=True, text=True)
        assert checked.returncode == 0 or tool == "pdftk" and checked.returncode == 3, (target, checked.stdout, checked.stderr)
        if i % 2:
            subprocess.run(["qpdf", "--replace-input", "--object-streams=generate", str(target)], check=False)
    scores = json.loads(run("gather", "loop", str(out), "--format", "json").stdout)
    findings = [f for f in scores["findings"] if f["code"] not in ("no-evidence", "overall-contradicts", "skipped", "no-header", "evidence-error")]
    assert not findings, (tool, findings[:4])
    assert scores["rows_rejected"] == 0 and all(e["state"] == "complete" for e in scores["expected"]), (tool, scores["expected"][:3])
    said = {(r["candidate"], r["round"], r["question"]): ("not asked" if r["score"] is None else f"{r['score']:g}", r["evidence"]) for r in scores["records"]}
    said |= {(r["candidate"], r["round"], "overall"): (r["value"], r["evidence"]) for r in scores["recommendations"]}
    assert said.keys() == meant.keys()
    for key, (point, text) in meant.items():
        assert said[key][0] == point, (tool, key, said[key], point)
        assert said[key][1] == text.strip("\ufeff \t\n\r\u00a0\u2028"), (tool, key, said[key][1], text)
    print(f"{tool}: {len(meant)} ratings and texts in {len(packets)} filled PDFs are gathered without a finding")
    if fill:
        continue
    # What was flattened or printed holds no fields any more.
    for how, command in {
        "flattened": ["qpdf", "--generate-appearances", "--flatten-annotations=all", str(out / "0.pdf"), str(work / "flat.pdf")],
        "printed": ["pdftocairo", "-pdf", str(out / "0.pdf"), str(work / "printed.pdf")],
    }.items():
        subprocess.run(command, check=True, capture_output=True)
        refused = run("gather", "loop", command[-1], "--format", "csv", codes=(1, 2))
        assert "printed to PDF, flattened" in refused.stderr and "filled in and saved" in refused.stderr, (how, refused.stderr)
    print("a flattened and a printed copy are refused with a hint")
