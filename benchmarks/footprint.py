"""What summarizer costs beside its answers: starting, importing, and its own work around each model call."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.testing import FakeReply, SeenRequest

REPEATS = 7


def measure(report: Path) -> dict[str, str]:
    """All figures, by what they are."""
    return {
        "`summarizer --help` over bare Python": f"{help_over_bare():.0f} ms",
        "`import summarizer` imports openai": "yes" if imports_openai() else "no",
        "own CPU per model call (fake server)": f"{cpu_per_call(report):.1f} ms",
    }


def help_over_bare() -> float:
    """Milliseconds of ``summarizer --help`` beyond those of ``python -c pass``, medians of alternating runs."""
    ours, bare = [], []
    for _ in range(REPEATS):
        ours.append(_milliseconds([str(Path(sys.executable).with_name("summarizer")), "--help"]))
        bare.append(_milliseconds([sys.executable, "-c", "pass"]))
    return statistics.median(ours) - statistics.median(bare)


def imports_openai() -> bool:
    """Whether ``import summarizer`` brings openai with it."""
    code = "import summarizer, sys; print('openai' in sys.modules)"
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return asked.stdout.strip() == "True"


def cpu_per_call(report: Path) -> float:
    """Milliseconds of CPU per request of a run as with the embedded model, whose server is a fake elsewhere."""
    this = [sys.executable, __file__]
    with subprocess.Popen(
        [*this, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        line = [*this, "client", server.stdout.readline().strip(), str(report)]
        said = json.loads(subprocess.run(line, capture_output=True, text=True, check=True).stdout)
        server.communicate()
    return 1000 * said["cpu_seconds"] / said["requests"]


def _milliseconds(line: list[str]) -> float:
    before = time.perf_counter()
    subprocess.run(line, check=True, stdout=subprocess.DEVNULL)
    return 1000 * (time.perf_counter() - before)


def _client(address: str, report: Path) -> None:
    """Summarise twice; the second time, with everything imported, counts."""
    from summarizer import summarize
    from summarizer.llm import embedded

    embedded.server_address = lambda: address
    summarize(report, model="embedded")
    before = time.process_time()
    stages = summarize(report, model="embedded").run.stages
    spent = time.process_time() - before
    print(json.dumps({"cpu_seconds": spent, "requests": sum(stage.requests for stage in stages)}))


def _serve() -> None:
    """Answer until standard input ends."""
    from summarizer.testing import FakeModel

    with FakeModel(_answer).serve() as url:
        print(url, flush=True)
        sys.stdin.read()


def _answer(request: SeenRequest) -> FakeReply:
    """An answer of the form asked for, in words of the text."""
    from summarizer.testing import FakeReply

    asked = request.json
    if asked.get("logprobs"):
        return FakeReply("Yes", logprobs=[{"Yes": -0.1, "No": -2.4}])
    schema = asked["response_format"]["json_schema"]["schema"]
    words = str(asked["messages"][-1]["content"]).split()
    return FakeReply(json.dumps(_instance(schema, schema, words), ensure_ascii=False))


def _instance(schema: dict[str, Any], root: dict[str, Any], words: list[str]) -> Any:
    """A small value that fits a schema; its strings are the words of the text, in two halves."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _instance(root["$defs"][name], root, words)
    for key in ("anyOf", "oneOf", "enum"):
        if key in schema:
            return schema[key][0] if key == "enum" else _instance(schema[key][0], root, words)
    if "const" in schema:
        return schema["const"]
    match schema.get("type"):
        case "object":
            wanted: dict[str, Any] = schema.get("properties", {})
            return {name: _instance(each, root, words) for name, each in wanted.items()}
        case "array":
            half = len(words) // 2
            halves = [words[:half], words[half:]][: schema.get("maxItems", 2)]
            return [_instance(schema["items"], root, each) for each in halves]
        case "string":
            return " ".join(words[:20])
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return True
        case _:
            return None


if __name__ == "__main__":
    if sys.argv[1] == "serve":
        _serve()
    else:
        _client(sys.argv[2], Path(sys.argv[3]))
