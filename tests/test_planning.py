"""What a run would do, told without doing it."""

from __future__ import annotations

import pytest

from summarizer import Report
from summarizer.errors import PromptError, ReportError
from summarizer.llm import PromptSet, estimate
from summarizer.planning import first_prompt, forecast, plan, preview
from summarizer.reading.prepare import prepare

TEXT = (
    "A fire broke out at the Halden depot.\n\nNine people were injured, police said.\n\nMenu | Home | Sport\n"
)
PREPARED = prepare(Report(id="r1", text=TEXT))


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    for name in ("SUMMARIZER_MODEL", "OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)


def test_the_embedded_model_reads_a_window_a_sentence_on_this_machine():
    made = plan(TEXT)
    assert (made.model, made.destination, made.windows, made.cost_usd) == ("embedded", "this machine", 2, 0)
    (report,) = made.reports
    assert (report.id, report.windows, report.sentences, report.skipped) == ("r1", 2, 2, 1)
    assert made.tokens_read > made.tokens_written > 0


def test_a_strong_model_reads_a_report_at_once_and_needs_no_key_for_a_plan():
    made = plan([TEXT, TEXT], model="openai/gpt-4o")
    assert made.windows == 2
    assert made.destination == "https://api.openai.com/v1"
    assert made.cost_usd > 0
    own = plan(TEXT, model="openai/mine", base_url="http://127.0.0.1:9/v1")
    assert (own.destination, own.cost_usd) == ("http://127.0.0.1:9/v1", None)


@pytest.mark.parametrize("model", ["embedded", "openai/gpt-4o"])
def test_ten_times_the_text_is_about_ten_times_the_tokens(model):
    def tokens(sentences):
        text = "\n\n".join(f"Bridge number {number} fell over today." for number in range(sentences))
        return forecast([prepare(Report(id="r1", text=text))], estimate(model), PromptSet()).tokens_read

    assert 5 * tokens(300) < tokens(3_000) < 12 * tokens(300)


def test_a_page_without_a_sentence_takes_no_windows():
    made = plan("Menu | Home | Sport\n© Herald 2031\n")
    assert (made.windows, made.tokens_written) == (0, 0)


def test_a_pile_without_a_largest_incident_is_warned_of_before_anything_is_sent():
    kiln = "Fourteen kiln workers fell ill in Ostrel. The union accused Varn Ceramics of it."
    ferry = "The ferry Sankt Elin capsized off Torvik. Seven people died, said Jonas Lie, the harbour master."
    held = "Gunmen held 16 hostages in Qar. The customs house of Qar was surrounded by noon, said Amin Tor."
    (warning,) = plan([ferry, kiln, held]).warnings
    assert "several incidents" in warning
    assert plan([ferry, ferry + " Divers searched the Sankt Elin near Torvik."]).warnings == ()


def test_what_cannot_be_read_is_refused():
    with pytest.raises(ReportError):
        plan(" ")
    with pytest.raises(ReportError):
        preview("read", " ")


@pytest.mark.parametrize("name", PromptSet().names())
def test_every_prompt_has_a_preview(name):
    prompt = first_prompt(name, PREPARED, PromptSet())
    assert prompt.name == name
    assert prompt.messages
    assert all(message.content.strip() for message in prompt.messages)
    assert preview(name, TEXT) == prompt
    empty = prepare(Report(id="r1", text="Menu | Home | Sport\n"))
    assert first_prompt(name, empty, PromptSet()).name == name


@pytest.mark.parametrize("name", ["read", "read-report", "check"])
def test_a_preview_shows_the_report(name):
    assert "A fire broke out at the Halden depot." in preview(name, TEXT).messages[-1].content


def test_there_is_no_preview_of_what_is_not_there():
    with pytest.raises(PromptError, match="nothing"):
        preview("nothing", TEXT)


def test_what_is_odd_about_the_reports_is_told(tmp_path):
    (tmp_path / "a.txt").write_bytes("Caf\u00e9 fire: nine were hurt, police said.".encode("cp1252"))
    (tmp_path / "b.txt").write_bytes(b"")
    told = plan(tmp_path).warnings
    assert any("cp1252" in one for one in told)
    assert any("Not read" in one and "b.txt" in one for one in told)
