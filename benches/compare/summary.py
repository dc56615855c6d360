#!/usr/bin/env python3
"""Five million scorecard rows summarised to CSV by candidate and competency: panelkit beside DuckDB and Polars.

usage: python3 benches/compare/summary.py [RUNS=5]
needs: pip install duckdb polars; the generator ../shared/peers/scorecards.py beside the repository; about 0.6 GB in /dev/shm
All do the same job: read the file, group it, count, mean and standard deviation, write the CSV to memory. The runs go
round robin, so that a busy machine is as busy for all. The results are compared figure by figure.
"""
import csv, importlib.util, pathlib, re, statistics, subprocess, sys, tempfile, time

root = pathlib.Path(__file__).resolve().parents[2]
kit = root / "target/release/panelkit"
runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
generator = root.parent / "shared/peers/scorecards.py"
for name in ("duckdb", "polars"):
    if importlib.util.find_spec(name) is None:
        sys.exit(f"SKIPPED: {name} is not installed (pip install {name})")
if not generator.exists():
    sys.exit("SKIPPED: ../shared/peers/scorecards.py is not beside this checkout")

DUCK = """import duckdb, sys
duckdb.sql("SET threads=2")
duckdb.sql(f'''COPY (SELECT candidate_id, competency, count(score) n, avg(score) mean, stddev_samp(score) sd FROM
 read_csv('{sys.argv[1]}', header=true, delim=',', quote='"', escape='"', columns={{'candidate_id':'VARCHAR',
 'interviewer':'VARCHAR','round':'VARCHAR','competency':'VARCHAR','score':'DOUBLE','recommendation':'VARCHAR',
 'notes':'VARCHAR'}}) GROUP BY 1,2) TO '{sys.argv[2]}' (HEADER)''')"""
POLARS = """import polars as pl, sys
q = (pl.scan_csv(sys.argv[1], schema_overrides={"score": pl.Float64}).group_by("candidate_id", "competency")
 .agg(pl.col("score").count().alias("n"), pl.col("score").mean().alias("mean"), pl.col("score").std().alias("sd")))
q.sink_csv(sys.argv[2])"""

with tempfile.TemporaryDirectory(dir="/dev/shm") as shm:
    subprocess.run([sys.executable, str(generator), shm], check=True)
    source = f"{shm}/scorecards.csv"
    ours = [str(kit), "compare", source, "--format", "csv", "-q", "--threads"]
    jobs = {
        "panelkit, 2 threads": lambda out: [*ours, "2", "-o", out],
        "panelkit, 1 thread": lambda out: [*ours, "1", "-o", out],
        "Polars, streaming": lambda out: [sys.executable, "-c", POLARS, source, out],
        "DuckDB, 2 threads": lambda out: [sys.executable, "-c", DUCK, source, out],
    }
    times = {name: [] for name in jobs}
    peak = {name: 0 for name in jobs}
    results = {}
    for turn in range(runs + 1):
        for i, (name, job) in enumerate(jobs.items()):
            out = f"{shm}/out{i}.csv"
            start = time.perf_counter()
            done = subprocess.run(["/usr/bin/time", "-f", "%M", *job(out)], stderr=subprocess.PIPE, text=True, check=True)
            if turn > 0:
                times[name].append(time.perf_counter() - start)
            peak[name] = max(peak[name], int(re.findall(r"\d+", done.stderr)[-1]))
            if turn == 0:
                with open(out, newline="") as f:
                    rows = csv.reader(f)
                    next(rows)
                    figure = lambda x: None if x == "" else float(x)
                    results[name] = {(r[0], r[1]): (int(float(r[2])), figure(r[3]), figure(r[4])) for r in rows}
    first = results["panelkit, 1 thread"]
    for name, other in results.items():
        assert first.keys() == other.keys(), name
        for key, (n, *figures) in first.items():
            m, *theirs = other[key]
            near = all((a is None) == (b is None) and (a is None or abs(a - b) < 1e-9) for a, b in zip(figures, theirs))
            assert n == m and near, (name, key, first[key], other[key])

best = min(statistics.median(times[n]) for n in ("Polars, streaming", "DuckDB, 2 threads"))
print(f"{len(first):,} groups; all results equal within 1e-9; {runs} runs each, round robin\n")
print("| tool | median s | of the best other | peak MiB |\n| --- | --- | --- | --- |")
for name in jobs:
    median = statistics.median(times[name])
    print(f"| {name} | {median:.2f} | {median / best:.2f} | {peak[name] / 1024:.0f} |")
