"""A report of 30 and one of 300 pages through a fake server on loopback: peak memory, and how time grows.

    python benchmarks/long_reports.py

Each run is a process of its own. Memory is its peak over that of an interpreter that has only imported the package.
Time is processor time, of which the fake server's own share (it answers in another process) is no part. The model is
fake: what is measured is our own code, the SDK and HTTP, on as many claims as a model would give (one a sentence).
"""

from __future__ import annotations

import json
import random
import re
import resource
import subprocess
import sys
import time
from pathlib import Path

WORDS_A_PAGE = 500
PAGES = (30, 300)
MOST_MEGABYTES = 300
MOST_RATIO = 11
RESULTS = Path(__file__).with_name("results-long-reports.json")

_NAMES = "Reyes Østgaard Moss Lind Brandt Okafor Dželin Ankarra Penhallow Varga".split()
_FIRST = "Ana Bo Ada Ilse José Marta Joyce Mireille Tomas Leila".split()
_PLACES = "Aldermoor Quenby Halden Merezh Dovrat Sennagh Brine Oakhurst Pellarin Kestrel".split()
_THINGS = "lock gate,barge,pumping station,depot,weir,footbridge,substation,warehouse,culvert,ferry".split(
    ","
)
_VERBS = (
    "gave way,was flooded,was closed,was inspected,caught fire,was repaired,was moved,was searched".split(",")
)
_SAID = "{source} said|according to {source}|{source} told the inquiry|{source} denied that report"


def report(pages: int) -> str:
    """A report of so many pages, as an inquiry would write it: paragraphs with attributions, numbers and names."""
    chance = random.Random(7)
    paragraphs, words = [], 0
    while words < pages * WORDS_A_PAGE:
        sentences = [_sentence(chance) for _ in range(chance.randint(3, 7))]
        paragraphs.append(" ".join(sentences))
        words += sum(len(sentence.split()) for sentence in sentences)
    return "\n\n".join(paragraphs)


def _sentence(chance: random.Random) -> str:
    source = f"{chance.choice(_FIRST)} {chance.choice(_NAMES)} of the {chance.choice(_PLACES)} council"
    fact = (
        f"the {chance.choice(_THINGS)} at {chance.choice(_PLACES)} {chance.choice(_VERBS)} on "
        f"{chance.randint(1, 28)} March and {chance.randint(2, 900)} people were taken to {chance.choice(_PLACES)}"
    )
    if chance.random() < 0.4:
        return f"{fact[0].upper()}{fact[1:]}."
    said = chance.choice(_SAID.split("|")).format(source=chance.choice([source, "she", "he"]))
    return f"{fact[0].upper()}{fact[1:]}, {said}."


def serve() -> None:
    """Answer until standard input ends: each sentence is its own claim, each claim is supported."""
    import math

    from summarizer.testing import FakeModel, FakeReply

    yes = [{"Yes": math.log(0.95), "No": math.log(0.05)}]

    def answer(seen):
        seen_json = seen.json
        if seen_json.get("logprobs"):
            return FakeReply("Yes", logprobs=yes)
        form = json.dumps(seen_json.get("tools") or seen_json.get("response_format") or "")
        last = str(seen_json["messages"][-1]["content"])
        if "CitedClaim" in form or '"sentences"' in form:
            cited = [
                {"claim": text, "sentences": [int(number)], "source": None, "certainty": "stated"}
                for number, text in re.findall(r"^\W*(\d+)\W+(.+)$", last, re.M)
            ]
            return FakeReply({"claims": cited})
        return FakeReply({"headline": None, "summary": [], "place": None})

    model = FakeModel(answer)
    model.requests = _Forgotten()
    with model.serve() as url:
        print(url, flush=True)
        sys.stdin.read()


class _Forgotten(list):
    """The server's own record of what it was asked, which nobody reads here."""

    def append(self, request) -> None:
        pass


def measure(pages: int, url: str) -> dict[str, float]:
    """Summarise in this process, and say what that took."""
    import summarizer
    from summarizer import pipeline  # noqa: F401  (part of what an interpreter has before the run)

    before, started = peak(), time.process_time()
    summary = summarizer.summarize(report(pages), model="openai/fake", base_url=url, api_key="none")
    return {
        "pages": pages,
        "words": len(summary.reports[0].text.split()),
        "claims": len(summary.claims),
        "requests": sum(stage.requests for stage in summary.run.stages),
        "seconds": round(time.process_time() - started, 2),
        "megabytes": round(peak() - before, 1),
    }


def peak() -> float:
    """Peak resident memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (
        1024 if sys.platform != "darwin" else 1024**2
    )


def main() -> int:
    """Measure both reports; 1 where memory or the ratio of times is over its bound."""
    server = subprocess.Popen(
        [sys.executable, __file__, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    url = server.stdout.readline().strip()
    try:
        rows = [
            json.loads(
                subprocess.run(
                    [sys.executable, __file__, str(pages), url], check=True, capture_output=True, text=True
                ).stdout
            )
            for pages in PAGES
        ]
    finally:
        server.communicate("")
    ratio = round(rows[1]["seconds"] / rows[0]["seconds"], 2)
    result = {"runs": rows, "ratio": ratio, "ratio_at_most": MOST_RATIO, "megabytes_at_most": MOST_MEGABYTES}
    print(json.dumps(result, indent=1))
    RESULTS.write_text(json.dumps(result, indent=1) + "\n")
    return int(ratio > MOST_RATIO or max(row["megabytes"] for row in rows) > MOST_MEGABYTES)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["serve"]:
            serve()
        case [pages, url]:
            print(json.dumps(measure(int(pages), url)))
        case _:
            sys.exit(main())
