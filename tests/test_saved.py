"""A saved summary is read again, or refused with the fix."""

from __future__ import annotations

import io
import json
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summarizer.errors import ExitCode, SummaryError
from summarizer.saved import LIMIT, load_stream, load_summary
from summarizer.schema import (
    Certainty,
    Cited,
    Claim,
    IncidentSummary,
    OutageSummary,
    Report,
    RunInfo,
    Statement,
)

HOSTILE = Path(__file__).parents[2] / "shared/data/hostile"
TEXT = "Nine people died at the Halden depot."
SECRET = "a word of the document"


class Breach(IncidentSummary):
    records: Cited[int] | None = None


def summary_of(schema=IncidentSummary, **fields):
    statement = Statement(report="r1", start=0, end=16, quote=TEXT[:16], certainty=Certainty.STATED)
    claim = Claim(
        id="c1", text=TEXT[:16], statements=(statement,), confidence=0.9, certainty=Certainty.STATED, voices=1
    )
    run = RunInfo(package="0.1.0", model="embedded", started=datetime(2031, 3, 5, tzinfo=UTC), seconds=1.5)
    return schema(
        **{
            "schema_name": schema.__name__,
            "claims": (claim,),
            "reports": (Report(id="r1", text=TEXT),),
            "run": run,
            **fields,
        }
    )


def changed(*path, to):
    """A saved summary in which something stands that did not."""
    tree = json.loads(summary_of().model_dump_json())
    *way, last = path
    place = tree
    for step in way:
        place = place[step]
    place[last] = to
    return json.dumps(tree).encode()


def read(data, schema=IncidentSummary):
    return load_stream(io.BytesIO(data), "a.json", schema)


def refused(data, schema=IncidentSummary):
    with pytest.raises(SummaryError) as caught:
        read(data, schema)
    assert caught.value.hint
    assert caught.value.exit_code is ExitCode.USAGE
    # What was wrong may hold text of a report, and tracebacks are shown whole.
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    assert SECRET not in str(caught.value)
    return caught.value.message


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_what_was_saved_comes_back(tmp_path, mark):
    summary = summary_of()
    path = tmp_path / "a.json"
    path.write_bytes(mark + summary.model_dump_json().encode() + b"\n")
    assert load_summary(path) == load_summary(str(path)) == summary


def test_a_schema_of_the_users():
    own = summary_of(Breach, records=Cited(value=12, claims=("c1",), confidence=0.9))
    assert read(own.model_dump_json().encode(), Breach) == own


def test_a_schema_of_the_package_is_found_by_its_name():
    outage = summary_of(OutageSummary)
    assert read(outage.model_dump_json().encode()) == outage
    assert "schema OutageSummary, not Breach" in refused(outage.model_dump_json().encode(), Breach)


def test_a_summary_without_claims():
    assert read(summary_of(claims=()).model_dump_json().encode()).claims == ()


def test_files_that_are_not_there(tmp_path):
    for path, why in (
        (tmp_path / "none.json", "No such file"),
        (tmp_path, "directory"),
        (Path("a\0b"), "ValueError"),
    ):
        with pytest.raises(SummaryError, match=why):
            load_summary(path)


def test_another_version():
    assert refused(changed("format_version", to=2)) == (
        "a.json is written in format 2; this version reads format 1."
    )


def test_another_schema():
    assert refused(summary_of(Breach).model_dump_json().encode()) == (
        "a.json was made with the schema Breach, not IncidentSummary."
    )
    assert "schema IncidentSummary, not Breach" in refused(summary_of().model_dump_json().encode(), Breach)
    assert "the schema ?," in refused(changed("schema_name", to=f"{SECRET}\x1b[2J"))


@pytest.mark.parametrize("tree", [[], {}, "text", 1, None, {"claims": []}])
def test_other_json(tree):
    assert refused(json.dumps(tree).encode()) == "a.json is no summary."


@pytest.mark.parametrize(
    "cut",
    [b"", b"{", SECRET.encode(), summary_of().model_dump_json().encode()[:-30], b"\xff\xfe{", b"[" * 100_000],
)
def test_damaged_json(cut):
    assert refused(cut).startswith("a.json is no JSON, or damaged: ")


@pytest.mark.parametrize(
    ("data", "where"),
    [
        (changed("claims", 0, "confidence", to=SECRET), "at claims.0.confidence"),
        (changed("claims", 0, "certainty", to=SECRET), "at claims.0.certainty"),
        (changed(SECRET, to=1), "at ?"),
        (changed("run", to=None), "at run"),
        (changed("claims", 0, "statements", 0, "quote", to="Ten people died."), "the quote of claim c1"),
        (changed("reports", to=[]), "the quote of claim c1 is not what stands at its place"),
        (changed("reports", 0, "text", to=""), "the quote of claim c1"),
        (
            changed("headline", to={"value": "x", "claims": ["c9"], "confidence": 1}),
            "cited but not among the claims: c9",
        ),
    ],
)
def test_damaged_summaries_say_where(data, where):
    message = refused(data)
    assert message.startswith("a.json is damaged")
    assert where in message


def test_what_is_too_large_is_not_read_on():
    class Endless(io.RawIOBase):
        def read(self, size=-1):
            assert size == LIMIT
            return b" " * size

    with pytest.raises(SummaryError, match="too large"):
        load_stream(Endless(), "a.json")


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the hostile strings are not here")
def test_any_json_is_refused():
    lines = (HOSTILE / "json_parsing.jsonl").read_text("utf-8").splitlines()
    # Two are only described: nothing but opening brackets, 100,000 and more.
    cases = [case for case in map(json.loads, lines) if case["text"] is not None or case["b64"]]
    assert len(cases) > 300
    for case in cases:
        message = refused(b64decode(case["b64"]) if case["b64"] else case["text"].encode())
        if case["expect"] == "accept":
            assert message == "a.json is no summary.", case["id"]
        elif case["expect"] == "reject":
            assert message.startswith("a.json is no JSON, or damaged: "), case["id"]
