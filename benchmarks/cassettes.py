"""Compare our cassettes with vcrpy + pytest-recording and with cassetter, in one run.

    python benchmarks/cassettes.py [--number 1000] [--peers vcrpy cassetter] [--write]

A fake model answers on loopback from this process. Each tool works in a process of its own, the peers in virtual
environments that are made on the first run; all drive the same version of the openai SDK. The result is a table in
Markdown and the figures that the project holds itself to, each with the measured value; exit code 1 where one is
not reached. Times are only worth something on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from summarizer.testing import FakeModel, FakeReply, SeenRequest

HERE = Path(__file__).resolve().parent
REQUIREMENTS = HERE / "requirements-cassettes.txt"
WORKER = HERE / "cassettes_worker.py"
RESULTS = HERE / "cassettes.md"
_MARK = "<!-- measured -->"
TOOLS = ("ours", "vcrpy", "cassetter")

ROWS = [
    ("a changed prompt, default settings", "changed", "{}"),
    ("right answers of 8 concurrent calls, threads", "threads", "{} of 8"),
    ("right answers of 8 concurrent calls, async", "tasks", "{} of 8"),
    ("replays/s, 1 recorded", "replay_1", "{:.0f}"),
    ("replays/s, 100 recorded", "replay_100", "{:.0f}"),
    ("replays/s, {number} recorded", "replay_all", "{:.0f}"),
    ("replays/s, {number} recorded, bodies compared", "replay_bodies", "{:.0f}"),
    ("ms to load {number}", "load_ms", "{:.0f}"),
    ("recordings/s, {number} in all, written", "record", "{:.0f}"),
    ("recordings/s, the first tenth of them", "record_tenth", "{:.0f}"),
    ("requests/s without a recorder", "live", "{:.0f}"),
    ("a miss: calls", "miss_calls", "{}"),
    ("a miss: ms until the test knows", "miss_ms", "{:.0f}"),
    ("a miss: lines the test prints", "miss_lines", "{}"),
    ("first streamed chunk while recording, ms (live: {live:.0f})", "first_chunk_ms", "{:.0f}"),
]


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--number", type=int, default=1000, help="recorded interactions")
    parser.add_argument("--peers", nargs="*", choices=TOOLS[1:], default=TOOLS[1:])
    parser.add_argument(
        "--environments",
        type=Path,
        default=HERE.parent / "build/bench/cassettes",
        help="where the peers live",
    )
    parser.add_argument("--write", action="store_true", help="put the tables into cassettes.md")
    chosen = parser.parse_args()

    fake = FakeModel(_answer)
    measured = {}
    with fake.serve() as url:
        for tool in ("ours", *chosen.peers):
            python = Path(sys.executable) if tool == "ours" else _environment(tool, chosen.environments)
            measured[tool] = _measure(tool, python, url, chosen.number)
            fake.requests.clear()
    figures, missed = _figures(measured, chosen.number)
    page = f"{_table(measured, chosen.number)}\n\n{figures}\n"
    print(page)
    if chosen.write:
        prose = RESULTS.read_text(encoding="utf-8").partition(_MARK)[0]
        RESULTS.write_text(f"{prose}{_MARK}\n\n{page}", encoding="utf-8")
    return 1 if missed else 0


def _answer(request: SeenRequest) -> FakeReply:
    """Answer with the last word of the question, so that a wrong answer is told from the right one."""
    word = request.prompt.split()[-1]
    if request.json.get("stream"):
        return FakeReply(chunks=[b'data: {"choices":[{"delta":{"content":"x"}}]}\n\n'] * 10, gap=0.08)
    # As with real models, answers do not come in the order of the questions: the last one asked comes first.
    delay = 0.04 * (8 - int(word.removeprefix("concurrent"))) if word.startswith("concurrent") else 0
    return FakeReply(f"The answer to {word}", delay=delay)


def _environment(tool: str, folder: Path) -> Path:
    """The Python of a peer's environment, made where it is not there yet."""
    home = folder / tool
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if not (home / "made").exists():
        venv.create(home, with_pip=True, clear=True)
        wanted = [
            line.split("#") for line in REQUIREMENTS.read_text().splitlines() if line and line[0] != "#"
        ]
        names = [name.strip() for name, *whose in wanted if not whose or whose[0].strip() == tool]
        subprocess.run([python, "-m", "pip", "install", "--quiet", *names], check=True)
        (home / "made").touch()
    return python


def _measure(tool: str, python: Path, url: str, number: int) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        command = [python, WORKER, tool, url, str(number), folder]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
        if done.returncode:
            raise SystemExit(f"{tool} failed:\n{done.stdout}\n{done.stderr}")
        return json.loads(done.stdout.splitlines()[-1])


def _table(measured: dict, number: int) -> str:
    names = {"ours": "summarizer.cassettes", "vcrpy": "vcrpy + pytest-recording", "cassetter": "cassetter"}
    lines = [
        "| | "
        + " | ".join(f"{names[tool]} {found['version']}" for tool, found in measured.items())
        + " | a bare dict |",
        "|---|" + "---|" * (len(measured) + 1),
    ]
    for title, key, form in ROWS:
        cells = [
            form.format(found[key]) if found.get(key) is not None else "-" for found in measured.values()
        ]
        bare = measured["ours"].get(f"dict_{key}")
        title = title.format(number=number, live=measured["ours"]["live_chunk_ms"])
        lines.append(f"| {title} | {' | '.join(cells)} | {form.format(bare) if bare is not None else '-'} |")
    return "\n".join(lines)


def _figures(measured: dict, number: int) -> tuple[str, int]:
    """The figures the project holds itself to, as a table, and how many are missed."""
    ours = measured["ours"]
    figures = [
        ("replays/s against a bare dict, same run", ours["dict_ratio"], ">=", 0.85),
        (f"ms to load {number}", ours["load_ms"], "<=", 50),
        (f"recordings/s, {number} of them", ours["record"], ">=", 300),
        ("concurrent calls right, threads", ours["threads"], ">=", 8),
        ("concurrent calls right, async", ours["tasks"], ">=", 8),
        ("calls of a miss", ours["miss_calls"], "<=", 1),
        ("ms of a miss", ours["miss_ms"], "<=", 50),
        ("lines of a miss", ours["miss_lines"], "<=", 12),
    ]
    for peer, factor in (("cassetter", 3), ("vcrpy", 50)):
        if peer in measured:
            times = ours["dict_ratio"] / measured[peer]["dict_ratio"]
            figures.append((f"replays/s against {peer}, bodies compared", times, ">=", factor))
    missed = 0
    rows = ["| figure | wanted | measured | |", "|---|---|---|---|"]
    for name, value, sign, limit in figures:
        reached = value >= limit if sign == ">=" else value <= limit
        missed += not reached
        rows.append(f"| {name} | {sign} {limit} | {value:.2f} | {'reached' if reached else '**missed**'} |")
    return "\n".join(rows), missed


if __name__ == "__main__":
    sys.exit(main())
