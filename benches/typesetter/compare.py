#!/usr/bin/env python3
"""One packet cold, and many in a batch: panelkit beside Typst, plain pdfTeX, WeasyPrint and ReportLab.

usage: python3 benches/typesetter/compare.py [PACKETS=1000] [RUNS=5]
after: cargo build --release; pip install typst weasyprint reportlab markdown-it-py; needs poppler's pdfinfo; for pdfTeX
apt install --no-install-recommends texlive-plain-generic texlive-base (it is skipped where there is none)

The packet is a behavioural round of the built-in bank. Its Markdown, as panelkit writes it, is turned into Typst markup,
plain TeX, HTML and ReportLab's flowables with the same sizes and margins and, but for TeX, which has its own, the same
fonts. Rules, tick boxes, tags and bookmarks are left out, so the others do less. pdfTeX knows no batches: each packet is a
run. panelkit's time holds reading the plan, the template and the blank scorecard beside the PDF.
"""
import json, os, pathlib, re, resource, shutil, statistics, subprocess, sys, tempfile, time, unicodedata

ROOT = pathlib.Path(__file__).resolve().parents[2]
KIT = ROOT / "target" / "release" / "panelkit"
FONTS = ROOT / "templates" / "fonts"
# The peers' processes import this file for its functions.
ASKED = sys.argv[1:] if __name__ == "__main__" else []
PACKETS = int(ASKED[0]) if ASKED else 1000
RUNS = int(ASKED[1]) if len(ASKED) > 1 else 5


def tokens(markdown):
    from markdown_it import MarkdownIt
    return MarkdownIt("commonmark").enable("table").parse(markdown)


def plain(inline):
    return "".join(t.content if t.type in ("text", "code_inline") else " " if t.type.endswith("break") else "" for t in inline.children)


def typst(markdown):
    """The words as Typst markup."""
    safe = lambda s: re.sub(r"([\\#*_`$<>@\[\]~/=+-])", r"\\\1", s)
    out = ['#set page(paper: "a4", margin: 16mm, header: [#sys.inputs.name #h(1fr) Interviewer], footer: context [Confidential #h(1fr) #counter(page).display("1 of 1", both: true)])\n',
           '#set text(font: "Noto Sans", size: 9pt, lang: "en")\n', '#set document(title: "Packet")\n\n']
    depth, row, rows = 0, None, None
    for t in tokens(markdown):
        if t.type == "heading_open":
            out.append("=" * int(t.tag[1]) + " ")
        elif t.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif t.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif t.type == "list_item_open":
            out.append("\n" + "  " * (depth - 1) + "- ")
        elif t.type in ("fence", "code_block"):
            out.append(f"\n#raw({json.dumps(t.content, ensure_ascii=False)}, block: true)\n")
        elif t.type == "table_open":
            rows = []
        elif t.type == "tr_open":
            row = []
        elif t.type == "tr_close":
            rows.append(row)
        elif t.type == "table_close":
            cells = ", ".join(f"[{c}]" for r in rows for c in r)
            out.append(f"\n#table(columns: {len(rows[0])}, {cells})\n")
            rows = None
        elif t.type == "inline":
            (row if rows is not None else out).append(safe(plain(t)) + ("" if rows is not None else "\n\n"))
    return "".join(out)


def tex(markdown):
    """The words as plain TeX."""
    marks = {"\u2018": "`", "\u2019": "'", "\u201c": "``", "\u201d": "''", "\u2013": "--", "\u2014": "---", "\u2026": "...", "\u2610": "o", "\u2022": "$\\bullet$", "\u00b7": "$\\cdot$"}

    def letter(c):
        if c in marks:
            return marks[c]
        if c in "\\{}$&#^_%~<>|\"":
            return f"{{\\tt\\char{ord(c)}}}"
        base = unicodedata.normalize("NFKD", c)[0]
        return c if c.isascii() else base if base.isascii() else "?"

    safe = lambda s: "".join(map(letter, s))
    out = ["\\pdfpagewidth=210mm \\pdfpageheight=297mm \\pdfhorigin=16mm \\pdfvorigin=22mm \\hsize=178mm \\vsize=253mm\n"
           "\\font\\rm=cmr9 \\font\\bf=cmbx12 \\font\\tt=cmtt9 \\rm \\baselineskip=12.5pt \\parindent=14pt \\parskip=3pt \\raggedbottom \\raggedright\n"
           "\\headline={\\name\\hfil Interviewer} \\footline={Confidential\\hfil\\folio}\n\n"]
    depth, row, rows, bold = 0, None, None, False
    for t in tokens(markdown):
        if t.type == "heading_open":
            bold = True
        elif t.type in ("bullet_list_open", "ordered_list_open"):
            depth += 1
        elif t.type in ("bullet_list_close", "ordered_list_close"):
            depth -= 1
        elif t.type == "list_item_open":
            out.append(("\\itemitem" if depth > 1 else "\\item") + "{$\\bullet$}")
        elif t.type in ("fence", "code_block"):
            out.extend(f"\\line{{\\tt {safe(line).replace(' ', chr(92) + ' ')}\\hfil}}\n" for line in t.content.split("\n"))
        elif t.type == "table_open":
            rows = []
        elif t.type == "tr_open":
            row = []
        elif t.type == "tr_close":
            rows.append(row)
        elif t.type == "table_close":
            for r in rows:
                cells = "\\hfil".join(f"\\vtop{{\\hsize={165 // len(r)}mm\\noindent {c}}}" for c in r)
                out.append(f"\\line{{{cells}\\hfil}}\n")
            rows = None
        elif t.type == "inline":
            said = safe(plain(t))
            if rows is not None:
                row.append(said)
            else:
                out.append(f"{{\\bf {said}}}\n\n" if bold else f"{said}\n\n")
            bold = False
    return "".join(out) + "\\bye\n"


def html(markdown):
    from markdown_it import MarkdownIt
    body = MarkdownIt("commonmark").enable("table").render(markdown)
    return f"""<html lang=en><title>Packet</title><style>@font-face {{font-family: N; src: url(file://{FONTS}/NotoSans-Regular.ttf)}}
    @font-face {{font-family: N; font-weight: bold; src: url(file://{FONTS}/NotoSans-Bold.ttf)}}
    @page {{size: A4; margin: 16mm; @bottom-right {{content: counter(page)}}}} body {{font: 9pt N}}</style><body>{body}"""


COLD = {
    "Typst": "import typst,sys; typst.compile('p.typ', output='t.pdf', font_paths=[sys.argv[1]], ignore_system_fonts=True, sys_inputs={'name': 'Zoe'})",
    "WeasyPrint": "import weasyprint; weasyprint.HTML('p.html').write_pdf('w.pdf')",
    "ReportLab": "import sys; sys.path.insert(0, sys.argv[2]); import compare; compare.reportlab(open('p.md').read(), 'r.pdf', 'Zoe')",
}
BATCH = {
    "Typst": "import typst,sys\nc=typst.Compiler('p.typ', font_paths=[sys.argv[1]], ignore_system_fonts=True)\n"
             "for i in range(int(sys.argv[3])): c.compile(output=f't{i}.pdf', sys_inputs={'name': f'Candidate {i:04d}'})",
    "WeasyPrint": "import weasyprint,sys\nfrom weasyprint.text.fonts import FontConfiguration\nf=FontConfiguration(); s=open('p.html').read()\n"
                  "for i in range(int(sys.argv[3])): weasyprint.HTML(string=s.replace('Zoe', f'Candidate {i:04d}')).write_pdf(f'w{i}.pdf', font_config=f)",
    "ReportLab": "import sys; sys.path.insert(0, sys.argv[2]); import compare; s=open('p.md').read()\n"
                 "for i in range(int(sys.argv[3])): compare.reportlab(s, f'r{i}.pdf', f'Candidate {i:04d}')",
}


def reportlab(markdown, path, name):
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, Preformatted, SimpleDocTemplate, Spacer, Table
    from xml.sax.saxutils import escape
    if "N" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("N", FONTS / "NotoSans-Regular.ttf"))
        pdfmetrics.registerFont(TTFont("B", FONTS / "NotoSans-Bold.ttf"))
    text, head = ParagraphStyle("t", fontName="N", fontSize=9, leading=12.5), ParagraphStyle("h", fontName="B", fontSize=12, leading=16)
    flow, heading, row, rows = [Paragraph(escape(name), text)], False, None, None
    for t in tokens(markdown):
        if t.type == "heading_open":
            heading = True
        elif t.type in ("fence", "code_block"):
            flow.append(Preformatted(t.content, text))
        elif t.type == "table_open":
            rows = []
        elif t.type == "tr_open":
            row = []
        elif t.type == "tr_close":
            rows.append(row)
        elif t.type == "table_close":
            flow.append(Table(rows))
            rows = None
        elif t.type == "inline":
            said = Paragraph(escape(plain(t)), head if heading else text)
            (row if rows is not None else flow).append(said)
            heading = False
    SimpleDocTemplate(str(path), pagesize=A4, topMargin=45, bottomMargin=45, leftMargin=45, rightMargin=45).build(flow)


def timed(command, cwd, cores=None):
    """The seconds that a command takes, and those of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    pin = (lambda: os.sched_setaffinity(0, cores)) if cores else None
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, preexec_fn=pin)
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        sys.exit(f"{command}: {done.stderr[-600:]}")
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def pages(pdf):
    return int(re.search(r"Pages:\s+(\d+)", subprocess.run(["pdfinfo", pdf], capture_output=True, text=True).stdout)[1])


def peak(command, cwd):
    done = subprocess.run(["/usr/bin/env", "python3", "-c", "import resource,subprocess,sys; subprocess.run(sys.argv[1:], capture_output=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)", *map(str, command)],
                          cwd=cwd, capture_output=True, text=True)
    return int(done.stdout) / 1024


def main():
    base = "/dev/shm" if os.path.isdir("/dev/shm") else None
    with tempfile.TemporaryDirectory(dir=base) as tmp:
        tmp = pathlib.Path(tmp)
        subprocess.run([KIT, "plan", "--role", "backend", "--level", "senior", "--round", "behavioral:30", "-o", "loop", "-q"], cwd=tmp, capture_output=True)
        subprocess.run([KIT, "packet", "loop", "--candidate", "Zoe", "-q"], cwd=tmp, check=True, capture_output=True)
        pdf = next((tmp / "loop" / "packets" / "zoe").glob("*behavioral.pdf"))
        markdown = pdf.with_suffix(".md").read_text()
        count = pages(pdf)
        size = pdf.stat().st_size
        (tmp / "p.md").write_text(markdown)
        (tmp / "p.typ").write_text(typst(markdown))
        (tmp / "p.html").write_text(html(markdown))
        (tmp / "p.tex").write_text(tex(markdown))
        here = pathlib.Path(__file__).resolve().parent
        (tmp / "people.csv").write_text("name\n" + "".join(f"Candidate {i:04d}\n" for i in range(PACKETS)))

        def kit(*args):
            return [KIT, "packet", "loop", "--format", "pdf", "-q", "--force", *args]

        few = {"Typst": PACKETS, "WeasyPrint": max(PACKETS // 10, 2), "ReportLab": max(PACKETS // 4, 2)}
        cold = {name: [sys.executable, "-c", code, FONTS, here] for name, code in COLD.items()}
        batch = {name: [sys.executable, "-c", code, FONTS, here, str(few[name])] for name, code in BATCH.items()}
        cold["panelkit"], batch["panelkit"], few["panelkit"] = kit("--candidate", "Zoe"), kit("--candidates", "people.csv"), PACKETS
        if shutil.which("pdftex"):
            run = lambda job, name: f"pdftex -interaction=batchmode -jobname={job} '\\def\\name{{{name}}}\\input p.tex'"
            few["pdfTeX"] = max(PACKETS // 10, 2)
            cold["pdfTeX"] = ["sh", "-c", run("x", "Zoe")]
            batch["pdfTeX"] = ["sh", "-c", "\n".join(run(f"x{i}", f"Candidate {i:04d}") for i in range(few["pdfTeX"]))]
        else:
            print("SKIPPED pdfTeX: there is no pdftex (apt install --no-install-recommends texlive-plain-generic texlive-base)\n")
        one, many, work = ({n: [] for n in cold} for _ in range(3))
        both = []
        for _ in range(RUNS):
            for name in cold:
                one[name].append(timed(cold[name], tmp)[0])
                took, processor = timed(batch[name], tmp, {0})
                many[name].append(took / few[name])
                work[name].append(processor / few[name])
            both.append(timed(batch["panelkit"], tmp)[0] / PACKETS)
        made = {"panelkit": count, "Typst": pages(tmp / "t0.pdf"), "WeasyPrint": pages(tmp / "w0.pdf"), "ReportLab": pages(tmp / "r0.pdf")}
        if "pdfTeX" in cold:
            made["pdfTeX"] = pages(tmp / "x0.pdf")
        print(f"A packet of {count} pages, {size / 1000:.1f} KB; medians of {RUNS} runs, batches of {PACKETS} on one core.\n")
        print("| tool | cold, ms | of Typst | a packet in a batch, ms | of Typst | pages | a page in a batch, processor ms | of pdfTeX |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- |")
        median = {n: [statistics.median(all[n]) for all in (one, many)] + [statistics.median(work[n]) / made[n]] for n in cold}
        for name in ("panelkit", "Typst", "pdfTeX", "WeasyPrint", "ReportLab"):
            if name not in cold:
                continue
            c, b, w = median[name]
            of_tex = f"{w / median['pdfTeX'][2]:.2f}" if "pdfTeX" in cold else ""
            print(f"| {name} | {c * 1000:.0f} | {c / median['Typst'][0]:.2f} | {b * 1000:.1f} | {b / median['Typst'][1]:.2f} | {made[name]} | {w * 1000:.2f} | {of_tex} |")
        together = statistics.median(both)
        print(f"\npanelkit on two cores: {together * 1000:.1f} ms a packet, {median['panelkit'][1] / together:.2f} times as fast as on one;"
              f" peak memory {peak(kit('--candidates', 'people.csv'), tmp):.0f} MiB for {PACKETS} packets, {peak(kit('--candidate', 'Zoe'), tmp):.0f} MiB for one,"
              f" {peak(kit('--candidates', 'people.csv', '--merge'), tmp):.0f} MiB for all in one file.")


if __name__ == "__main__":
    main()
