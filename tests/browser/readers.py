#!/usr/bin/env python3
"""Every packet is accepted by the readers of PDF, strictly, and by markdownlint: readers.py PANELKIT FOLDER

Packets of every kind: ten roles, names in Polish, Greek, Arabic and Japanese letters, one full of markup, one with a
character that no font has, Letter paper, the merged day, the comparison. qpdf checks the files, pypdf and pdfminer read
them strictly, pdf.js draws every page, reads its words and its structure; markdownlint has its default rules, less
line length.
"""
import json, pathlib, subprocess, sys

kit, work = sys.argv[1], pathlib.Path(sys.argv[2])
NAMES = ["Zoë Łukasiewicz-Żółć", "Γεώργιος Παπαδόπουλος", "فاطمة الزهراء", "山田 花子", "*_[x](y)#<b>", "1. - 😀"]
ROLES = ["backend", "frontend", "data-engineer", "engineering-manager", "fullstack", "ml-engineer", "mobile", "qa", "security", "sre"]


def run(*args):
    """Runs the kit; 1 says that something needs a person."""
    done = subprocess.run([kit, *map(str, args), "-q"], capture_output=True, text=True)
    assert done.returncode in (0, 1), (args, done.stderr)


for i, role in enumerate(ROLES):
    run("plan", "--role", role, "--level", "senior", "-o", work / role)
    for name in (NAMES if i == 0 else NAMES[4:5]):
        run("packet", work / role, "--candidate", name, "--format", "pdf,md")
run("packet", work / "backend", "--candidate", "Ana", "--candidate", "Bo", "--merge", "--paper", "letter")
run("demo", "-o", work / "demo")
run("compare", work / "demo", "-o", work / "comparison.pdf", "--format", "pdf")
pdfs, markdown = sorted(work.rglob("*.pdf")), sorted(work.rglob("*.md"))
assert len(pdfs) >= 75 and len(markdown) >= 75, (len(pdfs), len(markdown))

import logging
import pypdf, pdfminer.settings
from pdfminer.high_level import extract_pages
from pdfminer.layout import LTPage

pdfminer.settings.STRICT = True
logging.disable(logging.NOTSET)
logging.basicConfig(level=logging.WARNING, handlers=[handler := logging.Handler()])
noted = []
handler.emit = lambda record: noted.append(record.getMessage())
for pdf in pdfs:
    checked = subprocess.run(["qpdf", "--check", pdf], capture_output=True, text=True)
    assert checked.returncode == 0 and "WARNING" not in checked.stderr, (pdf, checked.stdout, checked.stderr)
    reader = pypdf.PdfReader(pdf, strict=True)
    text = [page.extract_text() for page in reader.pages]
    assert all(text[i] for i in range(len(text)) if reader.pages[i].get_contents().get_data()), pdf
    assert reader.outline and reader.metadata.title and reader.trailer["/Root"]["/MarkInfo"]["/Marked"], pdf
    assert sum(isinstance(page, LTPage) for page in extract_pages(str(pdf))) == len(reader.pages), pdf
    assert not noted, (pdf, noted)
print(f"qpdf, pypdf (strict) and pdfminer (strict) accept {len(pdfs)} PDFs without a word")
(work / "readers.json").write_text(json.dumps({"pdfs": [str(p) for p in pdfs], "markdown": [str(m) for m in markdown]}))
