#!/usr/bin/env python3
"""Mutated files of all formats through the release binary: no abort, within bounds of memory and time, rows that add up.

    cargo build --release
    python3 tests/mutate.py target/release/panelkit 120000 [SEED]

Each run of `panelkit gather` gets a folder of files (fixtures, changed at a few places; parts of workbooks are changed
inside their zips) and one good scorecard beside them, which has to count. What breaks a law is kept in a folder whose
name is printed.
"""

import io
import pathlib
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent
SCORECARDS = ROOT / "fixtures/scorecards"
PER_RUN = 60
MEMORY = 1 << 30  # resident, for the process and those that it starts
SECONDS = 180

PIECES = [
    b'"', b"'", b"\n", b"\r", b",", b";", b"\t", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"<!--", b"]]>", b"</c>",
    b'r="XFD1048576"', b"4294967295", b"18446744073709551616", b"-1", b"1e309", b"/W[0 0 0]", b"/Length 99999999",
    b"endobj", b"<<", b">>", b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"score,item,round,candidate\n", b"hidden=\"1\"",
    b"<f>A1</f>", b"number-rows-repeated=\"1048576\"", b"=1+1", b"\xe2\x80\xae",
]


def changed(data, rng, lend):
    """`data` with one to five changes; `lend` is another file, pieces of which come in."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 5)):
        at = rng.randint(0, len(out))
        end = min(len(out), at + rng.randint(0, 40))
        kind = rng.randrange(7)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << rng.randrange(8)
        elif kind == 1:
            del out[at:end]
        elif kind in (2, 3):
            out[at : at if kind == 2 else end] = rng.choice(PIECES)
        elif kind == 4:
            out[at:at] = out[at:end] * rng.randint(1, 30)
        elif kind == 5 and lend:
            a = rng.randrange(len(lend))
            out[at:end] = lend[a : a + rng.randint(1, 300)]
        else:
            del out[rng.randint(0, len(out)) :]
    return bytes(out)


def changed_inside(data, rng, lend):
    """A zip with a part that is changed, packed anew; other files are changed as they are."""
    if not data.startswith(b"PK") or rng.random() < 0.3:
        return changed(data, rng, lend)
    try:
        old = zipfile.ZipFile(io.BytesIO(data))
        names = [n for n in old.namelist() if not n.endswith("/")]
        which = rng.choice(names)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
            for name in names:
                part = old.read(name)
                new.writestr(name, changed(part, rng, lend) if name == which else part)
        return packed.getvalue()
    except Exception:  # a fixture that is damaged already
        return changed(data, rng, lend)


def run(binary, loop):
    """The result of `gather`, whose memory is bounded where the system keeps to it."""

    def bounds():
        resource.setrlimit(resource.RLIMIT_AS, (4 * MEMORY, 4 * MEMORY))

    start = time.time()
    done = subprocess.run(
        [binary, "gather", loop, "--format", "json"], capture_output=True, timeout=SECONDS, preexec_fn=bounds, check=False
    )
    return done, time.time() - start


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    total = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    rng = random.Random(seed)
    folders = [SCORECARDS / "same", SCORECARDS / "faulty", ROOT / "fixtures/rounds/files", ROOT / "fixtures/hostile"]
    folders += [ROOT / "../fuzz/corpus/pdf", ROOT / "fixtures/csv-spectrum/csvs"]
    seeds = [p for f in folders for p in sorted(f.iterdir()) if p.is_file() and p.stat().st_size < 300_000]
    good = (SCORECARDS / "canonical.csv").read_bytes().splitlines(keepends=True)
    good = b"".join(line for line in good if b"item,asks" in line or "José".encode() in line)
    tried, bad, slowest, start = 0, 0, 0.0, time.time()
    with tempfile.TemporaryDirectory() as top:
        while tried < total:
            loop = pathlib.Path(top) / "loop"
            (loop / "scores").mkdir(parents=True)
            shutil.copy(SCORECARDS / "plan.json", loop)
            shutil.copy(SCORECARDS / "candidates.csv", loop)
            (loop / "scores/good.csv").write_bytes(good)
            for i in range(min(PER_RUN, total - tried)):
                path, lend = rng.choice(seeds), rng.choice(seeds)
                data = changed_inside(path.read_bytes(), rng, lend.read_bytes())
                (loop / "scores" / f"{i:03}{path.suffix}").write_bytes(data)
            tried += PER_RUN
            why = ""
            try:
                done, seconds = run(binary, str(loop))
                slowest = max(slowest, seconds)
                sums = re.search(rb"(\d+) rows? read = (\d+) accepted \+ (\d+) rejected", done.stderr)
                if done.returncode not in (0, 1):
                    why = f"it ends with {done.returncode}"
                elif b"panicked" in done.stderr:
                    why = "a panic"
                elif not sums or int(sums[1]) != int(sums[2]) + int(sums[3]):
                    why = "the rows don't add up"
                elif b"good.csv" not in done.stdout:
                    why = "the good scorecard is lost"
            except subprocess.TimeoutExpired:
                why = f"more than {SECONDS} s"
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
            if peak > MEMORY:
                why = why or f"{peak >> 20} MiB"
            if why:
                bad += 1
                kept = tempfile.mkdtemp(prefix="panelkit-mutated-")
                shutil.copytree(loop, kept, dirs_exist_ok=True)
                print(f"{why}: {kept}", flush=True)
            shutil.rmtree(loop)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10
    print(f"{tried} files, seed {seed}: {bad} runs break a law; {time.time() - start:.0f} s, {peak} MiB at most, slowest run {slowest:.1f} s")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
