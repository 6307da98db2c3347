import subprocess
import sys

import pytest

from summarizer.errors import ExitCode, ModelNameError
from summarizer.llm import approximate_tokens, estimate, open_model
from summarizer.llm.errors import KeyMissing
from summarizer.llm.names import resolve


def test_the_default_stays_on_this_machine(monkeypatch):
    assert resolve().name == "embedded"
    assert estimate().sent_to == "this machine"
    assert estimate().cost_usd(1000, 1000) == 0
    monkeypatch.setenv("SUMMARIZER_MODEL", "ollama/llama3")
    assert resolve().base_url == "http://localhost:11434/v1"


def test_profiles(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    embedded, cloud = resolve().profile, resolve("openai/gpt-4o-mini").profile
    assert (embedded.window, embedded.context, embedded.grammar, embedded.concurrency) == (
        "sentence",
        8192,
        True,
        1,
    )
    assert (cloud.window, cloud.context, cloud.grammar, cloud.concurrency) == ("report", 128_000, False, 4)
    assert embedded.logprobs
    assert cloud.logprobs
    assert not resolve("anthropic/m", api_key="k").profile.logprobs
    assert resolve("openai/gpt-4o-mini", concurrency=9).profile.concurrency == 9


@pytest.mark.parametrize("name", ["gpt-4o", "openai/", "/x", "nobody/x", "Embedded", "openai/ x"])
def test_names_that_mean_nothing(name):
    with pytest.raises(ModelNameError) as caught:
        open_model(name)
    assert caught.value.exit_code is ExitCode.USAGE


def test_addresses_that_are_none():
    with pytest.raises(ModelNameError, match="http://"):
        open_model("openai/m", base_url="localhost:8000")
    with pytest.raises(ModelNameError, match="no base URL"):
        open_model("embedded", base_url="http://localhost:8000")
    with pytest.raises(ModelNameError, match="concurrency"):
        open_model("embedded", concurrency=0)


@pytest.mark.parametrize(
    ("name", "variable"),
    [("openai/m", "OPENAI_API_KEY"), ("anthropic/m", "ANTHROPIC_API_KEY"), ("groq/m", "GROQ_API_KEY")],
)
def test_keys_come_from_the_usual_variable(name, variable, monkeypatch):
    with pytest.raises(KeyMissing, match=variable) as caught:
        open_model(name)
    assert caught.value.exit_code is ExitCode.KEY
    monkeypatch.setenv(variable, "k1")
    assert resolve(name).api_key == "k1"
    assert resolve(name, api_key="k2").api_key == "k2"
    assert "k1" not in repr(resolve(name))


def test_a_key_that_cannot_be_one_is_not_shown():
    with pytest.raises(KeyMissing) as caught:
        open_model("openai/m", api_key="sk-x\ny")
    assert "sk-x" not in str(caught.value)


def test_ones_own_server_needs_no_key(monkeypatch):
    target = resolve("openai/some/model", base_url="http://localhost:8000/v1/")
    assert (target.model, target.base_url, target.api_key) == (
        "some/model",
        "http://localhost:8000/v1",
        "none",
    )
    monkeypatch.setenv("OPENAI_BASE_URL", "http://gateway:1/v1")
    assert resolve("openai/m").base_url == "http://gateway:1/v1"
    assert resolve("anthropic/m", base_url="http://gateway:1/v1/").base_url == "http://gateway:1"


def test_unknown_prices_are_unknown():
    assert estimate("openai/gpt-4o-mini").cost_usd(1_000_000, 0) == pytest.approx(0.15)
    assert estimate("openai/no-such-model").cost_usd(1, 1) is None
    assert estimate("openai/gpt-4o-mini", base_url="http://localhost:1/v1").cost_usd(1, 1) is None
    assert estimate("anthropic/claude-sonnet-4-5").sent_to == "https://api.anthropic.com"


def test_what_is_told_of_a_server_has_no_secret_of_its_address():
    told = estimate("openai/x", base_url="http://me:s3cret@host.example:81/v1?key=abc#k")
    assert told.sent_to == "http://host.example:81/v1"


def test_tokens_are_guessed():
    assert approximate_tokens("") == 0
    assert approximate_tokens("Fire broke out.") == 4
    assert approximate_tokens("火事") == 2


def test_nothing_heavy_is_imported_before_a_model_is_asked():
    script = (
        "import sys, summarizer.llm as llm\n"
        "llm.open_model('embedded'); llm.open_model('openai/m', api_key='k'); llm.PromptSet()\n"
        "heavy = {'openai', 'anthropic', 'instructor', 'xllamacpp', 'httpx2', 'jinja2', 'tenacity'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
