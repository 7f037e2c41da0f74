"""The whole evaluation against pandas, polars and DuckDB: `cargo xtask bench evaluation`.

Every contender is a whole process: it starts, reads a million families, counts, and prints. All must give
the same answers or the measurement fails. The peers count Tables 2 to 6, the changes, the safeguarding matrix,
missing episodes and Appendix 2 (171 ids), and read only the columns for that; Alongside reads and checks every
cell and gives its whole evaluation, intervals, bootstrap, costs and checks included.

Data, peers and answers are kept in target/bench. Prints Markdown for docs/benchmarks.md.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

TOP = Path(__file__).resolve().parent.parent
PEERS = TOP / "bench" / "peers"
KEPT = TOP / "target" / "bench"
PYTHON = KEPT / "venv" / "bin" / "python"
PACKAGES = ["numpy", "pandas", "polars", "duckdb", "pyarrow"]
AS_AT = "2022-08-30"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Contender:
    """Something that answers from a file; `kind` is what it reads."""

    name: str
    kind: str
    command: list


@dataclass
class Run:
    """One run: seconds of wall and processor, peak megabytes, and how busy others kept the machine."""

    wall: float
    cpu: float
    peak: float
    others: float


def main():
    asked = arguments()
    make_venv()
    data = KEPT / str(asked.families)
    if not (data / "parquet" / "emergency_sessions.parquet").exists():
        say(f"making {asked.families:,} families")
        subprocess.run([PYTHON, PEERS / "make.py", str(asked.families), data], check=True)
    program = Path(asked.program) if asked.program else build()
    contenders = [Contender(name, kind, [PYTHON, PEERS / f"with_{name}.py", data / kind])
                  for kind in ["csv", "parquet"] for name in ["pandas", "polars", "duckdb"]]
    evaluate = [program, "evaluate", "--as-at", AS_AT, "--format", "json"]
    contenders.append(Contender("alongside", "csv", [*evaluate, data / "csv"]))
    if not asked.no_store:
        database = bring_in(program, data, asked.import_again)
        contenders.append(Contender("alongside", "store", [*evaluate, *database]))
    if asked.only:
        contenders = [c for c in contenders if c.name in asked.only]
    runs, answers = measured(contenders, data, asked)
    print_table(asked, data, runs)
    differences = differing(answers)
    if differences:
        sys.exit("the answers differ:\n" + "\n".join(differences[:50]))
    say(f"\n{len(shared(answers))} answers, the same from all {len(answers)}.")


def arguments():
    parser = argparse.ArgumentParser(prog="cargo xtask bench evaluation", description=__doc__.splitlines()[0])
    parser.add_argument("--families", type=int, default=1_000_000, help="how many families (default a million)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each; the five least disturbed count")
    parser.add_argument("--program", help="an alongside already built, instead of building it")
    parser.add_argument("--only", nargs="+", help="only these: pandas polars duckdb alongside")
    parser.add_argument("--no-store", action="store_true", help="leave out the import and what is read from it")
    parser.add_argument("--import-again", action="store_true", help="import even if it was done before")
    return parser.parse_args()


def say(words):
    print(words, flush=True)


def make_venv():
    if not PYTHON.exists():
        say("installing the peers")
        subprocess.run([sys.executable, "-m", "venv", KEPT / "venv"], check=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)


def build():
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet", "-p", "alongside"], cwd=TOP, check=True)
    told = subprocess.run(["cargo", "metadata", "--no-deps", "--format-version", "1"],
                          cwd=TOP, check=True, capture_output=True)
    return Path(json.loads(told.stdout)["target_directory"]) / "release" / "alongside"


def bring_in(program, data, again):
    """Imports the CSV files into a SQLite store, unless that was done before; gives the words naming it."""
    store = data / "store"
    words = ["--database", f"sqlite:{store / 'alongside.db'}", "--key-file", store / "alongside.key"]
    if again or not (store / "imported").exists():
        subprocess.run(["rm", "-rf", store], check=True)
        store.mkdir()
        run = timed([program, "import", data / "csv", "--told-on", AS_AT, *words], store / "imported.part")
        (store / "imported.part").rename(store / "imported")
        size = sum(file.stat().st_size for file in store.iterdir()) / 1e6
        told = (store / "imported").read_text().strip()
        with (store / "imported").open("a") as kept:
            kept.write(f"{run.wall:.1f} s wall, {run.cpu:.1f} s processor, {run.peak:,.0f} MB peak, "
                       f"{size:,.0f} MB on disk, {run.others:.0%} of the machine used by others\n")
        say(f"imported: {told}")
    return words


def busy():
    """Seconds all processors have been at work, and seconds there have been."""
    fields = [int(n) for n in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS, sum(fields) / TICKS


def timed(command, out):
    """Runs a command to its end with its answer in a file."""
    before = busy()
    start = time.perf_counter()
    with out.open("w") as answer:
        process = subprocess.Popen([str(word) for word in command], stdout=answer)
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"failed ({process.returncode}): {' '.join(map(str, command))}")
    cpu = used.ru_utime + used.ru_stime
    worked, there = (now - then for now, then in zip(busy(), before))
    return Run(wall, cpu, used.ru_maxrss * 1024 / 1e6, max(0, worked - cpu) / max(there, 1 / TICKS))


def measured(contenders, data, asked):
    """Rounds of all in turn, so that nobody has the quiet minute alone; the first round does not count."""
    answers, runs = {}, {}
    for turn in range(asked.rounds + 1):
        for contender in contenders:
            key = (contender.name, contender.kind)
            out = data / f"answers.{contender.name}.{contender.kind}.json"
            run = timed(contender.command, out)
            if turn == 0:
                told = json.loads(out.read_text())
                answers[key] = ours(told) if contender.name == "alongside" else told
            else:
                runs.setdefault(key, []).append(run)
    return {key: sorted(all, key=lambda run: run.others)[:5] for key, all in runs.items()}, answers


def ours(told):
    """The figures, changes and flow of `alongside evaluate` under the ids that the peers give."""
    out = {}
    for figure in told["figures"]:
        id = figure["id"]
        if "n" in figure:
            out[id] = [figure["n"], figure["base"]]
        elif id == "age.mean":
            out[id] = [figure["sum"], figure["base"]]
        else:
            out[id] = figure["value"]
        if id == "n4.missing.mean":
            out["n4.missing.episodes"] = figure["sum"]
    for change in told["changes"]:
        for cell in ["both", "stopped", "started", "neither"]:
            out[f"{change['id']}.{cell}"] = change[cell]
    for flow in told["flows"]:
        if flow["id"] == "safeguarding":
            out["sg.matrix"] = flow["matrix"]
    return out


def shared(answers):
    """The ids that the peers give; Alongside alone gives more."""
    peers = [set(told) for (name, _), told in answers.items() if name != "alongside"]
    return sorted(set().union(*peers))


def differing(answers):
    """Every id on which not all agree, in words. An id that one does not give differs."""
    out = []
    for id in shared(answers):
        told = {key: answer.get(id) for key, answer in answers.items()}
        first = next(iter(told.values()))
        if any(answer != first for answer in told.values()):
            out.append(f"{id}: " + "; ".join(f"{name} from {kind} {answer}" for (name, kind), answer in told.items()))
    return out


def print_table(asked, data, runs):
    wall = {key: median(run.wall for run in each) for key, each in runs.items()}
    cpu = {key: median(run.cpu for run in each) for key, each in runs.items()}
    say(f"\n{asked.families:,} families, {size_of(data / 'csv')} of CSV, {size_of(data / 'parquet')} of Parquet. "
        f"{machine()}\n")
    say("| | from | wall, s | processor, s | peak, MB | others | against the fastest peer from CSV | … from Parquet |")
    say("|---|---|--:|--:|--:|--:|--:|--:|")
    for key in sorted(runs, key=wall.get):
        peak = median(run.peak for run in runs[key])
        others = median(run.others for run in runs[key])
        ratios = [ratio(wall, cpu, key, kind) for kind in ["csv", "parquet"]]
        say(f"| {key[0]} | {key[1]} | {wall[key]:.2f} | {cpu[key]:.2f} | {peak:,.0f} | {others:.0%} | "
            f"{' | '.join(ratios)} |")
    imported = data / "store" / "imported"
    if imported.exists():
        say(f"\nThe import, done once: {'; '.join(imported.read_text().split(chr(10))).strip('; ')}.")


def ratio(wall, cpu, key, kind):
    """How many times as fast as the fastest peer of this kind, by wall and by processor."""
    def fastest(of):
        return min((of[peer] for peer in of if peer[0] != "alongside" and peer[1] == kind), default=None)
    if fastest(wall) is None:
        return "–"
    return f"{fastest(wall) / wall[key]:.2f}× ({fastest(cpu) / cpu[key]:.2f}×)"


def size_of(folder):
    return f"{sum(file.stat().st_size for file in folder.iterdir()) / 1e6:,.1f} MB"


def machine():
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1048576
    listed = subprocess.run([PYTHON, "-m", "pip", "list", "--format", "json"], check=True, capture_output=True)
    versions = {package["name"]: package["version"] for package in json.loads(listed.stdout)}
    peers = ", ".join(f"{name} {versions[name]}" for name in PACKAGES)
    return (f"{os.cpu_count()} cores, {memory:.0f} GB, Linux {platform.release()}, Python "
            f"{platform.python_version()}, {peers}; load {os.getloadavg()[0]:.1f} at the end; {time.strftime('%F')}.")


if __name__ == "__main__":
    main()
