"""A service asked over HTTP: `cargo xtask bench web`.

A store of 1,000 families and one of 100,000, 40 entries each, are seeded through the store's own door by the rules
of casework, and served by the release build from SQLite. People sign in with links as anybody does. Then over 1, 16
and 64 connections they ask for: a practitioner's first page, a family's page, a search by surname, the evaluation;
and they send the form of a session, each with a submission of its own. Every answer must be the page expected, or the
measurement fails; what was written is counted in the store afterwards, and `alongside verify` must find it whole.

A hundred times the families are ten times the team and ten times the past: a practitioner's caseload is the same, a
surname finds as many. Whoever asks runs on the same machine, and takes its share of it.

The seeded stores are kept in target/bench/web. Prints Markdown for docs/benchmarks.md.
"""

import argparse
import hashlib
import json
import os
import platform
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from parts.site import Form, Server

TOP = Path(__file__).resolve().parent.parent
TICKS = os.sysconf("SC_CLK_TCK")
# What the contents of a seeded store come from.
SOURCES = ["bench/src/seed", "crates/calendar/src", "crates/record/src", "crates/casework/src", "crates/evaluation/src",
           "crates/store/src", "crates/store/migrations/sqlite"]
CASELOAD, FAMILY, SEARCH, EVALUATION = "caseload", "family", "search", "evaluation"
SESSION = "session recorded"
READERS = 16


@dataclass
class Line:
    """A line of the table."""

    operation: str
    connections: int
    rate: float
    p50: float
    p99: float
    # Processor time of the server for each request, in milliseconds.
    cpu: float
    peak: float
    others: float
    # How many requests there were, those of the warming up among them.
    sent: int


@dataclass
class Tools:
    """The programs, where stores are kept, and what was asked for."""

    alongside: Path
    bench: Path
    kept: Path
    asked: argparse.Namespace


def main():
    tools = prepare(arguments())
    lines = {families: measure(tools, families) for families in tools.asked.families}
    say(f"\n{machine(tools)}")
    for families, table in lines.items():
        say(f"\n{families:,} families, {tools.asked.seconds:g} seconds for each line of reading:\n")
        print_table(table)
    if len(lines) > 1:
        print_growth(lines)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--families", type=int, nargs="+", default=[1_000, 100_000])
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 16, 64])
    parser.add_argument("--seconds", type=float, default=4.0, help="for each operation and number of connections")
    parser.add_argument("--writes", type=int, default=4_000, help="sessions recorded for each number of connections")
    parser.add_argument("--only", nargs="+", choices=[CASELOAD, FAMILY, SEARCH, EVALUATION, SESSION])
    parser.add_argument("--keep", action="store_true", help="take a kept store though the program has changed since")
    parser.add_argument("--no-verify", action="store_true", help="leave out `alongside verify`, for a quick look")
    parser.add_argument("--no-build", action="store_true", help="measure the programs as they were built last")
    parser.add_argument("--program", help="another build of alongside to measure")
    return parser.parse_args()


def prepare(asked):
    words = ["cargo", "build", "--release", "--locked", "--quiet", "-p", "alongside", "-p", "bench"]
    if not asked.no_build:
        subprocess.run(words, cwd=TOP, check=True)
    told = subprocess.run(["cargo", "metadata", "--no-deps", "--format-version", "1"],
                          cwd=TOP, check=True, capture_output=True)
    target = Path(json.loads(told.stdout)["target_directory"])
    program = Path(asked.program) if asked.program else target / "release" / "alongside"
    return Tools(program, target / "release" / "bench", target / "bench" / "web", asked)


def seeded(tools, families):
    """The folder of a seeded store, made unless it is there from the same sources."""
    folder = tools.kept / str(families)
    digest = hashlib.sha256()
    for source in SOURCES:
        for file in sorted((TOP / source).rglob("*")):
            digest.update(file.read_bytes() if file.is_file() else b"")
    mark = folder / "seeded"
    if mark.exists() and (tools.asked.keep or mark.read_text() == digest.hexdigest()):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    start = time.perf_counter()
    subprocess.run([tools.bench, "seed", "--families", str(families), "--folder", folder], check=True)
    size = (folder / "alongside.db").stat().st_size / 1e6
    say(f"seeded {families:,} families in {time.perf_counter() - start:,.0f} s, {size:,.0f} MB")
    mark.write_text(digest.hexdigest())
    return folder


def measure(tools, families):
    pristine = seeded(tools, families)
    contents = json.loads((pristine / "families.json").read_text())
    lines = []
    with served(tools, pristine) as server:
        cookies = server.sign_in([*contents["practitioners"][:READERS], contents["manager"]])
        for operation, requests in reads(server, contents, cookies):
            if wanted(tools, operation):
                lines += [load(tools, server, operation, requests, n) for n in tools.asked.connections]
    if wanted(tools, SESSION):
        for connections in tools.asked.connections:
            lines.append(record_sessions(tools, pristine, contents, connections))
        if not tools.asked.no_verify:
            verify(tools, contents)
    return lines


def wanted(tools, operation):
    return not tools.asked.only or operation in tools.asked.only


def served(tools, pristine):
    """A server of a copy, so that the seeded store stays as it is."""
    copy = tools.kept / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for name in ["alongside.db", "alongside.key"]:
        subprocess.run(["cp", "--reflink=auto", "-p", pristine / name, copy / name], check=True)
    # What was copied goes to the disc now and not while something is measured.
    os.sync()
    return Server(tools.alongside, copy, (tools.kept / "server.log").open("w"))


def reads(server, contents, cookies):
    """The operations that read, each with its requests and by what their answers are known."""
    def get(path, cookie, holds):
        return {"method": "GET", "path": path, "cookie": cookie, "status": 200, "holds": holds}

    *practitioners, manager = cookies
    chance = random.Random(1)
    yield CASELOAD, [get("/today", cookie, "You support 25 people of a ceiling of 30") for cookie in practitioners]
    some = chance.sample(contents["some"], k=min(1_000, len(contents["some"])))
    yield FAMILY, [get(f"/families/{each['family']}", practitioners[nth % len(practitioners)],
                       f"Family {each['reference']}") for nth, each in enumerate(some)]
    yield SEARCH, list(searches(server, get, practitioners, chance.choices(contents["surnames"], k=400)))
    total = re.search(f'data-figure="fam.total"[^>]*>{contents["families"]:,}<', server.page("/evaluation", manager))
    if not total:
        sys.exit("the evaluation does not say of how many families it is")
    yield EVALUATION, [get("/evaluation", manager, total[0])]


def searches(server, get, practitioners, surnames):
    """Searches that were sent: the words stay on the server, so what is asked for is the list they lead to."""
    for nth, surname in enumerate(surnames):
        cookie = practitioners[nth % len(practitioners)]
        _, head, _ = server.ask("POST", "/families/search", cookie, [("words", surname)])
        path = head["Location"]
        found = server.page(path, cookie)
        count = re.search(r'app-list-count">([^<]*famil[^<]*)<', found)
        if not count or f"{surname}</span>" not in found:
            sys.exit(f"a search did not find a family: {path}\n{found[-3000:]}")
        yield get(path, cookie, count[1])


def record_sessions(tools, pristine, contents, connections):
    """Sessions sent with the form of each family, as its worker has it before them."""
    with served(tools, pristine) as server:
        before = counted(tools)
        workers = contents["practitioners"][:40]
        cookies = server.sign_in(workers)
        ours = [each for each in contents["open"] if each["worker"] < len(workers)]
        requests = []
        for each in random.Random(2).sample(ours, k=len(ours)):
            address = f"/families/{each['family']}/record/session"
            cookie = cookies[each["worker"]]
            fields = Form(server.page(address, cookie), address)
            body = fields.filled(submission="SUBMISSION", kind="therapeutic", minutes="45",
                                 text="Talked about mornings, and what helped this week.")
            requests.append({"method": "POST", "path": address, "cookie": cookie, "body": body, "status": 303,
                             "holds": f"location: /families/{each['family']}?done=session"})
        line = load(tools, server, SESSION, requests, connections, tools.asked.writes)
    done = [now - then for now, then in zip(counted(tools), before)]
    # Each session is an entry, and what was said in it another.
    if done != [line.sent, 2 * line.sent]:
        sys.exit(f"{line.sent} sessions were answered for; submissions and entries stored: {done}")
    return line


def counted(tools):
    """Submissions and entries in the store."""
    with sqlite3.connect(f"file:{tools.kept / 'copy' / 'alongside.db'}?mode=ro", uri=True) as store:
        return [store.execute("select count(*) from submission").fetchone()[0],
                store.execute("select sum(size - looks) from tree").fetchone()[0]]


def verify(tools, contents):
    copy = tools.kept / "copy"
    start = time.perf_counter()
    told = subprocess.run([tools.alongside, "verify", "--database", f"sqlite:{copy / 'alongside.db'}", "--key-file",
                           copy / "alongside.key"], check=True, capture_output=True, text=True).stdout
    entries = counted(tools)[1]
    if f"{entries} entries of {contents['families']} families are as they were written" not in told:
        sys.exit(f"the store is not as it was written: {told}")
    say(f"{contents['families']:,} families: {entries:,} entries verified in {time.perf_counter() - start:,.0f} s")


def load(tools, server, operation, requests, connections, most=None):
    file = tools.kept / "requests.jsonl"
    random.Random(connections).shuffle(requests)
    file.write_text("".join(json.dumps(request) + "\n" for request in requests))

    def run(seconds, most):
        words = [tools.bench, "load", "--at", server.at, "--requests", file, "--connections", str(connections),
                 "--seconds", str(seconds), "--run", str(time.time_ns())]
        words += ["--most", str(most)] if most else []
        before = busy()
        process = subprocess.Popen([str(word) for word in words], stdout=subprocess.PIPE, text=True)
        told = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            sys.exit(f"{operation} at {connections} connections failed")
        return json.loads(told), busy() - before - used.ru_utime - used.ru_stime

    sent = 0
    if most is None:
        run(1.0, None)
    else:
        sent = run(60.0, max(64, most // 20))[0]["requests"]
    server.forget_peak()
    mine = server.ticks()
    start = time.perf_counter()
    told, elsewhere = run(tools.asked.seconds if most is None else 60.0, most)
    wall = time.perf_counter() - start
    cpu = (server.ticks() - mine) / TICKS
    others = max(0.0, elsewhere - cpu) / (wall * os.cpu_count())
    line = Line(operation, connections, told["requests"] / told["seconds"], told["p50_ms"], told["p99_ms"],
                cpu * 1e3 / told["requests"], server.peak(), others, sent + told["requests"])
    say(f"{operation} at {connections}: {line.rate:,.0f} a second, p99 {line.p99:.1f} ms, processor {line.cpu:.2f} ms, {line.peak:,.0f} MB, "
        f"{told['bytes'] / told['requests'] / 1e3:,.0f} kB each")
    return line


def busy():
    """Seconds all processors have been at work."""
    fields = [int(n) for n in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return (sum(fields) - fields[3] - fields[4]) / TICKS


def print_table(lines):
    say("| operation | connections | a second | p50, ms | p99, ms | processor, ms each | server's peak, MB | others |")
    say("|---|--:|--:|--:|--:|--:|--:|--:|")
    for line in lines:
        say(f"| {line.operation} | {line.connections} | {line.rate:,.0f} | {line.p50:.2f} | {line.p99:.2f} | "
            f"{line.cpu:.2f} | {line.peak:,.0f} | {line.others:.0%} |")


def print_growth(lines):
    """How many times as long each operation takes at the largest size as at the smallest."""
    small, large = min(lines), max(lines)
    say(f"\nAt {large:,} families the middle request takes this many times as long as at {small:,}:\n")
    say("| operation | " + " | ".join(f"{line} connections" for line in connections(lines[small])) + " |")
    say("|---|" + "--:|" * len(connections(lines[small])))
    before = {(line.operation, line.connections): line.p50 for line in lines[small]}
    ratios = {}
    for line in lines[large]:
        ratios.setdefault(line.operation, []).append(line.p50 / before[line.operation, line.connections])
    for operation, each in ratios.items():
        say(f"| {operation} | " + " | ".join(f"{ratio:.2f}" for ratio in each) + " |")


def connections(lines):
    return sorted({line.connections for line in lines})


def machine(tools):
    memory = int(Path("/proc/meminfo").read_text().split()[1]) / 1048576
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=TOP, capture_output=True, text=True)
    model = re.search(r"model name\s*:\s*(.*)", Path("/proc/cpuinfo").read_text())
    return (f"Measured on {time.strftime('%F')}, commit {commit.stdout.strip()}: {os.cpu_count()} cores "
            f"({model[1] if model else platform.machine()}), {memory:.0f} GB, Linux {platform.release()}.")


def say(words):
    print(words, flush=True)


if __name__ == "__main__":
    main()
