"""What can be given to ``summarize`` and ``check``, and what is refused before anything is sent."""

from __future__ import annotations

import asyncio

import pytest

import summarizer
from desk import (
    FIRE,
    INJURED,
    KEY,
    MODELS,
    OPENING,
    READS,
    Desk,
    assert_grounded,
    assert_silent,
    claims_of,
    written,
    yes,
)
from summarizer import Report
from summarizer.errors import InputError, PromptError, ReportError
from summarizer.llm import PromptSet
from summarizer.testing import FakeModel


def test_a_str_is_text_a_path_a_file_and_a_report_itself(ask, tmp_path):
    path = tmp_path / "fire.txt"
    path.write_bytes(FIRE.replace("\n", "\r\n").encode())
    own = Report(id="own", text=FIRE, publisher="Herald", published="2031-03-05")
    for given, text, identifier in (
        (FIRE, FIRE, "r1"),
        (path, FIRE.replace("\n", "\r\n"), "r1"),
        (own, FIRE, "own"),
        ([own], FIRE, "own"),
    ):
        summary = ask(Desk(), given)
        assert_grounded(summary)
        assert [(one.id, one.text) for one in summary.reports] == [(identifier, text)]
    assert str(summary.when.value.start) == "2031-03-03"
    with pytest.raises(ReportError, match="no file"):
        ask(Desk(), tmp_path / "none.txt")


@MODELS
def test_several_reports_are_one_summary(ask, model):
    later = "Nine people were hurt in Halden, the hospital said.\n\nThe depot burned down."
    reads = {
        **READS,
        "burned down": ("The Halden depot burned down", None, "stated"),
        "hurt in Halden": ("At least nine people were injured in the fire", "hospital", "reported"),
    }
    summary = ask(Desk(reads=reads), [FIRE, Report(id="b", text=later), FIRE], model=model)
    assert_grounded(summary)
    assert [one.id for one in summary.reports] == ["r1", "b", "r3"]
    assert [fate.report for fate in summary.run.reports] == ["r1", "b", "r3"]
    injured = claims_of(summary)[INJURED]
    assert [one.report for one in injured.statements] == ["r1", "b", "r3"]
    assert (injured.sources, injured.voices) == (("Halden fire service", "hospital"), 2)
    assert len(summary.claims) == 5


def test_the_async_calls_run_in_the_callers_loop_and_the_blocking_ones_beside_it(plain):
    async def notebook(url):
        options = {"model": "openai/fake", "base_url": url, "prompts": plain}
        both = await asyncio.gather(
            summarizer.asummarize(FIRE, **options), summarizer.asummarize(FIRE, **options)
        )
        checks = await summarizer.acheck(FIRE, [OPENING], **options)
        return *both, summarizer.summarize(FIRE, **options), checks

    with Desk().serve() as url:
        one, two, three, checks = asyncio.run(notebook(url))
    assert one.claims == two.claims == three.claims
    assert [check.claim for check in checks] == [OPENING]


def test_the_model_of_the_environment(ask, monkeypatch):
    monkeypatch.setenv("SUMMARIZER_MODEL", "openai/other")
    desk = Desk()
    assert ask(desk, FIRE, model=None).run.model == "openai/other"
    assert {request.json["model"] for request in desk.requests} == {"other"}
    assert {request.headers["authorization"] for request in desk.requests} == {f"Bearer {KEY}"}


def test_a_directory_of_prompts_replaces_one_of_them(ask, tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "check.md").write_text("---\nname: check\nversion: 99\n---\n## user\nMINE {{ claim }}\n")
    seen: list[str] = []

    def answer(request):
        if "response_format" not in request.json:
            seen.append(request.prompt)
            return yes(0.7)
        return (
            written()
            if "headline" in request.json["response_format"]["json_schema"]["schema"]["properties"]
            else {
                "claims": [{"claim": OPENING, "sentences": [1], "source": None, "certainty": "stated"}],
            }
        )

    run = ask(FakeModel(answer), FIRE, prompts=str(own)).run
    assert seen == [f"MINE {OPENING}"]
    versions = {use.name: use.version for use in run.prompts}
    assert versions == {**{name: PromptSet().version(name) for name in versions}, "check": 99}


def test_a_broken_prompt_is_refused_before_anything_is_sent(ask, tmp_path):
    (tmp_path / "compose.md").write_text("---\nname: compose\nversion: 1\n---\n## user\n{{ claims \n")
    desk = Desk()
    for function, given in ((summarizer.summarize, (FIRE,)), (summarizer.check, (FIRE, [OPENING]))):
        with pytest.raises(PromptError, match=r"compose\.md:6"):
            ask(desk, *given, function=function, prompts=tmp_path)
    assert desk.requests == []


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ("", {}),
        (" \n\t\u200b\n", {}),
        ([], {}),
        ("\ud83d", {}),
        (FIRE, {"model": "nobody/knows"}),
        (FIRE, {"prompts": "no such directory"}),
        (FIRE, {"concurrency": 0}),
        ([Report(id="a", text=FIRE), Report(id="a", text=FIRE)], {}),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_sent(ask, given, options):
    desk = Desk()
    with pytest.raises(InputError) as caught:
        ask(desk, given, **options)
    assert caught.value.hint or "concurrency" in options
    assert_silent(caught.value)
    assert desk.requests == []


def test_check_takes_one_report_and_a_list_of_claims(ask):
    desk = Desk()
    for given in ((FIRE, OPENING), ([FIRE, FIRE], [OPENING])):
        with pytest.raises(InputError):
            ask(desk, *given, function=summarizer.check)
    assert desk.requests == []
    assert ask(desk, FIRE, [], function=summarizer.check) == []
