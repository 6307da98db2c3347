"""How much of a report is found, and at what price: summarizer beside instructor and langextract.

    python benchmarks/extraction.py [--only NAME] [--peers instructor,langextract,summarizer] [--again]

Every report of ``examples/`` is given to the peers and to ``summarizer run``, one after the other, each a whole
process that loads the embedded model itself. What is measured stands in ``results-extraction.json``, and as
tables in ``extraction.md``; what is there already is not measured again. ``README.md`` says how.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import footprint

from summarizer.evaluation import FactScore, load_facts, score, total
from summarizer.llm.weights import PATH_VARIABLE, find_weights

HERE = Path(__file__).resolve().parent
EXAMPLES = HERE.parent / "examples"
WORK = HERE.parent / "build" / "bench"
RESULTS = HERE / "results-extraction.json"
TABLES = HERE / "extraction.md"
REQUIREMENTS = HERE / "requirements-peers.txt"
SYSTEMS = ("instructor", "langextract", "summarizer")
HELD_OUT = ("bridge", "water-notice")
"""Reports that nobody looks at while tuning; their figures are shown apart."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim's evidence stands."""

    start: int | None
    end: int | None
    quote: str
    source: str | None
    certainty: str


@dataclass(frozen=True, slots=True)
class Given:
    """A claim as a system gave it."""

    text: str
    statements: list[Place]


def main() -> None:
    """Measure what is missing, and write the tables."""
    names = sorted(path.name.removesuffix(".facts.json") for path in EXAMPLES.glob("*.facts.json"))
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--only", action="append", choices=names, metavar="NAME", help="this report; repeatable"
    )
    parser.add_argument("--peers", default=",".join(SYSTEMS), help=f"of {', '.join(SYSTEMS)}")
    parser.add_argument("--again", action="store_true", help="measure anew what is there already")
    asked = parser.parse_args()
    systems = [system for system in SYSTEMS if system in asked.peers.split(",")]
    results: dict[str, Any] = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {"runs": {}}

    for name in asked.only or names:
        runs = results["runs"].setdefault(name, {})
        for system in systems:
            done = system in runs and runs[system]["exit_code"] in (0, 1)
            if asked.again or not done:
                run = measure(system, name)
                if run["exit_code"] < 0:
                    say(
                        f"{name:14} {system:12} was stopped from outside (signal {-run['exit_code']}): not measured"
                    )
                    continue
                runs[system] = run
            elif answer_file(system, name).is_file():
                runs[system] |= judged(name, json.loads(answer_file(system, name).read_text()))
            save(results)
            say(f"{name:14} {system:12} {row_of(runs[system], None)}")
    if "summarizer" in systems and (asked.again or "footprint" not in results):
        results["footprint"] = footprint.measure(EXAMPLES / "attack.txt")
        save(results)


def measure(system: str, name: str) -> dict[str, Any]:
    """Run one system on one report, as a whole process."""
    say(f"{name:14} {system:12} ...")
    environment = {**os.environ, PATH_VARIABLE: str(find_weights())}
    kept = answer_file(system, name)
    kept.parent.mkdir(parents=True, exist_ok=True)
    answer, cost = run_process(
        command(system, EXAMPLES / f"{name}.txt"), environment, kept.with_suffix(".log")
    )
    kept.write_text(json.dumps(answer))
    return cost | used(answer) | judged(name, answer)


def command(system: str, report: Path) -> list[str]:
    """What to run for a report."""
    if system == "summarizer":
        return [str(Path(sys.executable).with_name("summarizer")), "run", str(report), "--format", "json"]
    return [str(peers_python()), str(HERE / "peers" / f"{system}_peer.py"), str(report)]


def run_process(
    line: list[str], environment: dict[str, str], log: Path
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Run a process to its end.

    Returns:
        The JSON that it printed (empty where it printed none) and what it took.
    """
    with tempfile.TemporaryFile() as out, log.open("wb") as err:
        before = time.perf_counter()
        process = subprocess.Popen(line, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        printed = out.read()
    kibibytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    cost = {
        "exit_code": process.returncode,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(usage.ru_utime + usage.ru_stime, 2),
        "load_per_core": round(os.getloadavg()[0] / (os.cpu_count() or 1), 2),
        "peak_mib": round(kibibytes / 1024),
    }
    try:
        return json.loads(printed), cost
    except ValueError:
        return {}, cost


def used(answer: dict[str, Any]) -> dict[str, Any]:
    """Requests and tokens by the server's count, and why an answer was lost, if it was."""
    keys = {"calls": "requests", "tokens_read": "tokens_read", "tokens_written": "tokens_written"}
    if "run" in answer:
        stages = answer["run"]["stages"]
        sums = {ours: sum(stage[theirs] for stage in stages) for ours, theirs in keys.items()}
        return sums | {"cut": 0, "error": None}
    return {key: answer.get(key, 0) for key in (*keys, "cut")} | {"error": answer.get("error")}


def judged(name: str, answer: dict[str, Any]) -> dict[str, Any]:
    """Score the claims of an answer."""
    claims = [
        Given(
            claim["text"],
            [Place(**{key: place[key] for key in Place.__slots__}) for place in claim["statements"]],
        )
        for claim in answer.get("claims", ())
    ]
    return {"score": asdict(score(load_facts(EXAMPLES / f"{name}.facts.json"), claims))}


def peers_python() -> Path:
    """The interpreter of the peers' own environment, which is made where it is not there or out of date."""
    home = WORK / "venv"
    python = home / "bin" / "python"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    made = home / "made-for"
    if not made.is_file() or made.read_text() != wanted:
        say(f"making the peers' environment from {REQUIREMENTS.name}")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet", "--requirement", str(REQUIREMENTS)]
        subprocess.run(install, check=True, stdout=sys.stderr)
        made.write_text(wanted)
    return python


def answer_file(system: str, name: str) -> Path:
    """Where the answer is kept, so that it can be scored again; not part of the results."""
    return WORK / "answers" / f"{name}.{system}.json"


def save(results: dict[str, Any]) -> None:
    """Write the results and the tables, each in one step."""
    replace(RESULTS, json.dumps(results, indent=1) + "\n")
    replace(TABLES, tables(results))


def replace(path: Path, text: str) -> None:
    """Write a file in one step."""
    fresh = path.with_suffix(".fresh")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


COLUMNS = (
    "facts",
    "found",
    "source",
    "certainty",
    "claims per fact",
    "not verbatim",
    "seconds",
    "× langextract",
    "written",
    "per fact found",
)


def tables(results: dict[str, Any]) -> str:
    """All that is measured, in Markdown."""
    runs: dict[str, dict[str, Any]] = {name: results["runs"][name] for name in sorted(results["runs"])}
    tuned = [name for name in runs if name not in HELD_OUT]
    held_out = [name for name in runs if name in HELD_OUT]
    lines = [
        "# Extraction",
        "",
        "Written by `extraction.py`; `README.md` says what the columns mean and how it was measured.",
        "",
        f"| report | system | {' | '.join(COLUMNS)} |",
        f"|---|---|{'---:|' * len(COLUMNS)}",
    ]
    for name in [*tuned, *held_out]:
        shown = f"{name} (held out)" if name in held_out else name
        for system in SYSTEMS:
            if system in runs[name]:
                run = runs[name][system]
                lines.append(f"| {shown} | {system} | {row_of(run, ratio(runs[name], system))} |")
    for title, names in (("all tuned", tuned), ("all held out", held_out)):
        for system in SYSTEMS:
            those = [runs[name] for name in names if system in runs[name]]
            if those:
                ratios = [each for run in those if (each := ratio(run, system)) is not None]
                middle = statistics.median(ratios) if ratios else None
                summed = row_of(added([run[system] for run in those]), middle)
                lines.append(f"| **{title}** ({len(those)}) | **{system}** | {summed} |")
    lost = [
        f"- {name}, {system}: {run['error'] or ''} {run['cut']} of {run['calls']} answers ran on for ever, "
        f"exit code {run['exit_code']}"
        for name, of_report in runs.items()
        for system, run in of_report.items()
        if run["error"] or run["cut"] or run["exit_code"] not in (0, 1)
    ]
    if lost:
        lines += ["", "Answers that were lost, in whole or in part:", "", *lost]
    return "\n".join([*lines, *footprint_table(results), ""])


def row_of(run: dict[str, Any], against: float | None) -> str:
    """The cells of one run, or of several added up."""
    got = FactScore(**run["score"])
    cells = [
        f"{got.facts}",
        f"{got.found_share:.2f}",
        f"{got.source_share:.2f}",
        f"{got.certainty_share:.2f}",
        f"{got.claims_per_fact:.2f}",
        f"{got.not_verbatim} of {got.quotes}",
        f"{run['seconds']:.0f}",
        f"{against:.2f}" if against is not None else "",
        f"{run['tokens_written']}",
        f"{run['tokens_written'] / got.found:.0f}" if got.found else "–",
    ]
    return " | ".join(cells)


def ratio(runs: dict[str, Any], system: str) -> float | None:
    """Seconds of a system over langextract's on the same report."""
    return runs[system]["seconds"] / runs["langextract"]["seconds"] if "langextract" in runs else None


def added(runs: list[dict[str, Any]]) -> dict[str, Any]:
    """Several runs as one, every fact counting the same."""
    sums = {key: sum(run[key] for run in runs) for key in ("seconds", "tokens_written")}
    return sums | {"score": asdict(total(FactScore(**run["score"]) for run in runs))}


def footprint_table(results: dict[str, Any]) -> list[str]:
    """What the program costs beside its answers."""
    rows: dict[str, str] = dict(results.get("footprint", {}))
    peaks = [runs["summarizer"]["peak_mib"] for runs in results["runs"].values() if "summarizer" in runs]
    if peaks:
        rows["peak resident memory of an embedded run"] = f"{max(peaks)} MiB"
    if not rows:
        return []
    return [
        "",
        "| what | measured |",
        "|---|---:|",
        *(f"| {what} | {value} |" for what, value in rows.items()),
    ]


def say(line: str) -> None:
    """Progress."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
