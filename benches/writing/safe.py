"""How long safe writing takes: the packets of many candidates, and the same files written by others.

python3 benches/writing/safe.py [CANDIDATES] [RUNS]

Each way writes the same files into a new folder below the current one, which should be on a real disk. PANELKIT names
the binary.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KIT = os.environ.get("PANELKIT", ROOT / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "panelkit")


def sync_folder(folder):
    fd = os.open(folder, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def safely(path, content):
    """Temporary file, sync, rename, sync of the folder."""
    draft = path.with_name("." + path.name)
    with open(draft, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.rename(draft, path)
    sync_folder(path.parent)


def contents(folder):
    return {p.relative_to(folder): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def write_all(files, at, write, threads=1):
    for path in files:
        (at / path).parent.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda f: write(at / f[0], f[1]), files.items()))


def main():
    candidates = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    times = {}
    with tempfile.TemporaryDirectory(dir=".") as work:
        work = Path(work)
        loop = work / "loop"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([KIT, "plan", "--role", "backend", "--seniority", "senior", "-o", loop], **quiet)
        people = work / "people.csv"
        people.write_text("name\n" + "".join(f"Candidate {n:04}\n" for n in range(candidates)))
        at = work / "made"

        def kit():
            packet = [KIT, "packet", at, "--candidates", people, "--format", "html"]
            subprocess.run(packet, check=True, **quiet)

        ways = {
            "panelkit: made and written safely": kit,
            "the same files, safely, one by one (Python)": lambda: write_all(files, at, safely),
            "the same files, safely, 16 at a time (Python)": lambda: write_all(files, at, safely, 16),
            "the same files, not made safe (Python)": lambda: write_all(files, at, Path.write_bytes),
        }
        for _ in range(runs):
            for name, way in ways.items():
                shutil.rmtree(at, ignore_errors=True)
                shutil.copytree(loop, at)
                os.sync()
                begin = time.perf_counter()
                way()
                times.setdefault(name, []).append(time.perf_counter() - begin)
                files = contents(at)
    first = statistics.median(next(iter(times.values())))
    print(f"{len(files)} files, {sum(map(len, files.values())) / 1e6:.0f} MB, medians of {runs}\n")
    print("| way | seconds | of panelkit |\n| --- | ---: | ---: |")
    for name, took in times.items():
        print(f"| {name} | {statistics.median(took):.2f} | {statistics.median(took) / first:.2f} |")


main()
