"""The example project, recorded from a fake model in a folder of its own and replayed as in CI."""

import shutil
from pathlib import Path

from summarizer.testing import FakeModel

EXAMPLE = Path(__file__).parents[2] / "examples" / "plain_openai"
ALONE = [f"-pno:{plugin}" for plugin in ("asyncio", "hypothesispytest", "recording", "anyio")]


def fake_desk(request):
    if request.json.get("stream"):
        return "Here is your invoice for March again."
    urgency = 5 if "error 500" in request.prompt else 2
    return {"topic": "access" if "sign in" in request.prompt else "other", "urgency": urgency}


def test_the_example_records_and_replays(pytester, monkeypatch):
    shutil.copytree(
        EXAMPLE, pytester.path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("cassettes", "__pycache__")
    )
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    monkeypatch.delenv("TRIAGE_MODEL", raising=False)
    monkeypatch.delenv("CI", raising=False)
    with FakeModel(fake_desk).serve() as url:
        monkeypatch.setenv("OPENAI_BASE_URL", url)
        pytester.runpytest_inprocess(*ALONE, "--cassette-mode=once").assert_outcomes(passed=3)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("CI", "true")
    pytester.runpytest_inprocess(*ALONE, "--cassette-check").assert_outcomes(passed=3)
    assert len(list(pytester.path.rglob("*.json"))) == 3
