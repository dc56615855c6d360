#!/usr/bin/env python3
"""No text counts as a formula: tables.py FILES.json FOLDER

Opens in LibreOffice every table of the loops that ../browser/hostile.py played: workbooks as they are, CSV files with a comma, a semicolon and a
tab between their cells, as people's settings have it. No cell may hold a formula, a link or an error, but for formulas of a workbook that are the
kit's own.
"""
import json, os, pathlib, re, shutil, subprocess, sys

files, work = json.load(open(sys.argv[1])), pathlib.Path(sys.argv[2]).resolve()
# Of a CSV file: the separator, the quotation mark, UTF-8, from the first line; numbers are found as when a person opens it.
SEPARATORS = {"comma": 44, "semicolon": 59, "tab": 9}
BATCH = 60


def office(source, *args):
    command = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={(work / 'profile').as_uri()}", *args]
    subprocess.run([*command, *map(str, source)], check=True, timeout=300, capture_output=True)


def converted(paths, name, *args):
    """Each of `paths` as a flat spreadsheet; the names of copies are numbers, as several files are called alike."""
    source, target = work / name, work / f"{name}-opened"
    source.mkdir()
    for i, path in enumerate(paths):
        shutil.copy(path, source / f"{i}{pathlib.Path(path).suffix}")
    copies = sorted(source.iterdir())
    for i in range(0, len(copies), BATCH):
        office(copies[i:i + BATCH], *args, "--convert-to", "fods", "--outdir", str(target))
    for i, path in enumerate(paths):
        opened = target / f"{i}.fods"
        assert opened.exists(), f"LibreOffice doesn't open {path}"
        yield path, opened.read_text()


def faults(text):
    for formula in re.findall(r'table:formula="([^"]*)"', text):
        yield f"counts {formula}"
    for found in re.findall(r"<text:a [^>]*|<table:(?:cell-range-source|dde-link)[^>]*|<script:event-listener [^>]*", text):
        yield f"holds {found}"


# What is looked for is found: a formula, and one behind a semicolon.
trap = work / "trap.csv"
trap.write_text("a,=1+1\nb;=2+2,c\n")
caught = [list(faults(text)) for code in (44, 59) for _, text in converted([trap], f"trap{code}", f"--infilter=CSV:{code},34,76,1")]
assert all(caught), caught
tables = [p for p in files["tables"] if p.endswith(".csv")]
books = [p for p in files["tables"] if p.endswith(".xlsx")]
assert len(tables) > 20 and len(books) > 15, (len(tables), len(books))
found = []
for name, code in SEPARATORS.items():
    for path, text in converted(tables, name, f"--infilter=CSV:{code},34,76,1"):
        found += [f"{path}, opened with a {name}, {fault}" for fault in faults(text)]
for path, text in converted(books, "books"):
    found += [f"{path} {fault}" for fault in faults(text)]
for fault in found[:40]:
    print(f"FAULT {fault[:400]}", file=sys.stderr)
print(f"LibreOffice opened {len(tables)} CSV files three ways and {len(books)} workbooks with hostile texts: {len(found)} formulas count")
sys.exit(1 if found else 0)
