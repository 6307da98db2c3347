"""The example project, recorded from a fake model in a folder of its own and replayed as in CI."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from summarizer.testing import FakeModel, FakeReply

EXAMPLE = Path(__file__).parents[2] / "examples" / "plain_openai"


def fake_desk(request):
    if request.json["model"] == "no-such-model":
        return FakeReply("The model does not exist.", status=404)
    if request.json.get("stream"):
        return "Here is your invoice for March again."
    urgency = 5 if "error 500" in request.prompt else 2
    return {"topic": "access" if "sign in" in request.prompt else "other", "urgency": urgency}


def test_the_example_records_and_replays(tmp_path):
    project = tmp_path / "project"
    shutil.copytree(EXAMPLE, project, ignore=shutil.ignore_patterns("cassettes", "__pycache__", ".*"))

    def run(*options, **environment):
        kept = {name: value for name, value in os.environ.items() if name not in {"CI", "TRIAGE_MODEL"}}
        kept |= {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1", **environment}
        command = [sys.executable, "-m", "pytest", "-q", "-psummarizer.cassettes.pytest_plugin", *options]
        done = subprocess.run(command, cwd=project, env=kept, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        return done.stdout

    with FakeModel(fake_desk).serve() as url:
        run("--cassette-mode=once", OPENAI_BASE_URL=url, OPENAI_API_KEY="none")
    assert "4 passed" in run("--cassette-check", CI="true", OPENAI_BASE_URL="http://127.0.0.1:9/v1")
