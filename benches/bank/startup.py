#!/usr/bin/env python3
"""Start-up: what loading the whole built-in bank adds to a command that loads nothing.

    cargo build --release && python3 benches/bank/startup.py [BINARY]

Both commands run alternately, RUNS times each; medians in milliseconds.
"""
import statistics
import subprocess
import sys
import time

RUNS = 60
binary = sys.argv[1] if len(sys.argv) > 1 else "target/release/panelkit"
commands = {"--version": [binary, "--version"], "bank list": [binary, "bank", "list"]}
times = {name: [] for name in commands}
for _ in range(RUNS):
    for name, command in commands.items():
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        times[name].append((time.perf_counter() - start) * 1000)
medians = {name: statistics.median(values) for name, values in times.items()}
for name, value in medians.items():
    print(f"{name:<10} {value:6.1f} ms")
print(f"{'the bank':<10} {medians['bank list'] - medians['--version']:6.1f} ms")
