"""Summaries made by hand of a fictional report, with something of everything a renderer shows; not a model's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from summarizer.schema import (
    Certainty,
    Cited,
    Claim,
    Conflict,
    CountRange,
    IncidentKind,
    IncidentSummary,
    Party,
    PartyRole,
    PromptUse,
    Report,
    ReportFate,
    RunInfo,
    Side,
    StageUse,
    Statement,
    TimelineEntry,
    TimeSpan,
    Toll,
    WindowFate,
)

TEXT = """Nine dead in checkpoint attack

MEREZH, March 4 (CPW) – Gunmen attacked an army checkpoint at the Sennagh crossroads on Tuesday, killing at
least nine people, including four soldiers, the interior ministry said. It began shortly before 6 a.m.

The ministry blamed the Ashen Front. The Ashen Front denied carrying out the attack. “I counted
eleven bodies,” said Marta Dželin, who sells eggs at the market.

The provincial hospital confirmed that it had received nine bodies and 31 wounded. It is not known who paid
for the lorry. The road will reportedly stay closed until Friday.
"""


def statement(report, quote, certainty, source=None):
    start = report.text.index(quote)
    return Statement(
        report=report.id, start=start, end=start + len(quote), quote=quote, source=source, certainty=certainty
    )


def claim(identifier, text, confidence, *statements, contested=False, problems=()):
    sources = tuple(dict.fromkeys(item.source for item in statements if item.source))
    return Claim(
        id=identifier,
        text=text,
        statements=statements,
        confidence=confidence,
        certainty=min((item.certainty for item in statements), key=lambda level: level.rank),
        sources=sources,
        voices=max(1, len(sources)),
        contested=contested,
        problems=problems,
        signals={"supported": confidence},
    )


def make_run(**changes):
    return RunInfo(
        **{
            "package": "0.1.0",
            "model": "embedded",
            "prompts": (PromptUse(name="read", version=1, sha256="0" * 64),),
            "stages": (
                StageUse(stage="read", requests=9, tokens_read=8120, tokens_cached=6900, tokens_written=611),
                StageUse(stage="check", requests=7, tokens_read=2410, tokens_written=7),
            ),
            "cost_usd": 0.0,
            "started": datetime(2031, 3, 5, 9, 0, tzinfo=UTC),
            "seconds": 48.3,
            "reports": (ReportFate(report="r1", status="read", sentences=8, skipped=1, windows=()),),
            **changes,
        }
    )


@pytest.fixture
def summary():
    report = Report(id="r1", text=TEXT, publisher="Coastal Press Wire", published=date(2031, 3, 4))
    attack = "Gunmen attacked an army checkpoint at the Sennagh crossroads on Tuesday"
    killed = "killing at\nleast nine people"
    ministry = "the interior ministry"
    hospital = "The provincial hospital"
    bodies = "it had received nine bodies and 31 wounded"
    denial = "The Ashen Front denied carrying out the attack"
    claims = (
        claim(
            "c1",
            "Gunmen attacked an army checkpoint at the Sennagh crossroads on Tuesday",
            0.97,
            statement(report, attack, Certainty.REPORTED, ministry),
        ),
        claim(
            "c2",
            "At least nine people were killed in the attack at the Sennagh crossroads",
            0.91,
            statement(report, killed, Certainty.REPORTED, ministry),
            statement(report, bodies, Certainty.CONFIRMED, hospital),
        ),
        claim(
            "c3",
            "The Ashen Front carried out the attack",
            0.83,
            statement(report, "The ministry blamed the Ashen Front", Certainty.ALLEGED, ministry),
            statement(report, denial, Certainty.DENIED, "The Ashen Front"),
            contested=True,
        ),
        claim(
            "c4",
            "Eleven people were killed in the attack",
            0.64,
            statement(report, "I counted\neleven bodies", Certainty.REPORTED, "Marta Dželin"),
            contested=True,
        ),
        claim(
            "c5",
            "The hospital received 13 wounded",
            0.12,
            statement(report, bodies, Certainty.CONFIRMED, hospital),
            problems=("evidence says 31, claim says 13",),
        ),
        claim(
            "c6",
            "The road will stay closed until Friday",
            0.5,
            statement(report, "The road will reportedly stay closed until Friday", Certainty.UNCONFIRMED),
        ),
        claim(
            "c7",
            "It is not known who paid for the lorry",
            0.88,
            statement(report, "It is not known who paid\nfor the lorry", Certainty.STATED),
        ),
    )
    dawn = TimeSpan(
        text="shortly before 6 a.m. on Tuesday",
        start=datetime(2031, 3, 4, 5, 45),
        end=datetime(2031, 3, 4, 6, 0),
        precision="hour",
    )
    return IncidentSummary(
        headline=Cited(
            value="At least nine killed in attack on army checkpoint at Sennagh",
            claims=("c1", "c2"),
            confidence=0.91,
        ),
        summary=(
            Cited(
                value="Gunmen attacked an army checkpoint at the Sennagh crossroads, killing nine.",
                claims=("c1", "c2"),
                confidence=0.91,
            ),
            Cited(
                value="The interior ministry blames the Ashen Front, which denies it.",
                claims=("c3",),
                confidence=0.83,
            ),
        ),
        kind=Cited(value=IncidentKind.ATTACK, claims=("c1",), confidence=0.97),
        when=Cited(value=dawn, claims=("c1",), confidence=0.97),
        where=(Cited(value="Sennagh crossroads", claims=("c1",), confidence=0.97),),
        parties=(
            Party(
                name="Ashen Front",
                aliases=("the Front",),
                role=PartyRole.ALLEGED_PERPETRATOR,
                claims=("c3",),
                confidence=0.83,
            ),
            Party(name="Marta Dželin", role=PartyRole.WITNESS, claims=("c4",), confidence=0.64),
        ),
        toll=Toll(
            killed=Cited(value=CountRange(low=9, high=11), claims=("c2", "c4"), confidence=0.64),
            injured=Cited(
                value=CountRange(low=31, high=None, approximate=True), claims=("c5",), confidence=0.12
            ),
        ),
        timeline=(
            TimelineEntry(when=dawn, text="Gunmen attack the checkpoint", claims=("c1",), confidence=0.97),
            TimelineEntry(
                when=TimeSpan(text="Friday", start=date(2031, 3, 7), end=date(2031, 3, 7), precision="day"),
                text="The road may reopen",
                claims=("c6",),
                confidence=0.5,
            ),
        ),
        claims=claims,
        conflicts=(
            Conflict(
                about="How many people were killed",
                kind="number",
                sides=(
                    Side(claims=("c2",), sources=("the interior ministry", "The provincial hospital")),
                    Side(claims=("c4",), sources=("Marta Dželin",)),
                ),
                newer=1,
                explanation="At least nine, or eleven.",
            ),
            Conflict(
                about="Whether the Ashen Front carried out the attack",
                kind="denial",
                sides=(
                    Side(claims=("c3",), sources=("the interior ministry",)),
                    Side(claims=("c3",), sources=("The Ashen Front",)),
                ),
            ),
        ),
        unknowns=(Cited(value="Who paid for the lorry", claims=("c7",), confidence=0.88),),
        reports=(report,),
        run=make_run(),
    )


@pytest.fixture
def partial(summary):
    """The same summary, with a window that could not be read and two sentences left out."""
    windows = (
        WindowFate(start=0, end=200, status="read", claims=4),
        WindowFate(start=253, end=400, status="failed", error="The provider failed."),
    )
    fates = (ReportFate(report="r1", status="partly", sentences=8, skipped=1, windows=windows),)
    run = make_run(reports=fates, left_out=2, warnings=("report.txt is not UTF-8; it was read as cp1252.",))
    return summary.model_copy(update={"run": run})


@pytest.fixture
def several(summary):
    """The same summary from two reports: the second repeats a claim and adds one."""
    late = Report(
        id="r2",
        text="The death toll rose to ten overnight, Radio Sava said.\n\nNine people had died on the spot.\n",
        publisher="Radio Sava",
        published=date(2031, 3, 5),
        url="https://sava.example/8812",
    )
    second = summary.claims[1]
    again = second.model_copy(
        update={
            "statements": (
                *second.statements,
                statement(late, "Nine people had died on the spot", Certainty.STATED),
            )
        }
    )
    risen = claim(
        "c8",
        "The death toll rose to ten overnight",
        0.95,
        statement(late, "The death toll rose to ten overnight", Certainty.REPORTED, "Radio Sava"),
    )
    claims = (summary.claims[0], again, *summary.claims[2:], risen)
    return IncidentSummary.model_validate(
        {**dict(summary), "claims": claims, "reports": (*summary.reports, late)}
    )


@pytest.fixture
def large():
    """A thousand claims over a report of 200 pages."""
    line = "On page {0} the inspector wrote that beam {1} of span {0} had moved by {1} millimetres since May."
    sentences = [[line.format(page, beam) for beam in range(1, 31)] for page in range(1, 201)]
    text = "\f".join("\n\n".join(" ".join(page[at : at + 6]) for at in range(0, 30, 6)) for page in sentences)
    report = Report(id="r1", text=text, publisher="Bureau of Spans")
    names = [f"the inspector of section {number}" for number in range(40)]
    claims = tuple(
        claim(
            f"c{number}",
            f"Beam {beam} of span {page} had moved by {beam} millimetres",
            (number % 100) / 100,
            statement(report, sentences[page - 1][beam - 1], Certainty.REPORTED, names[number % 40]),
            contested=number % 50 == 0,
        )
        for number, (page, beam) in enumerate(
            ((page, beam) for page in range(1, 201) for beam in (1, 8, 15, 22, 29)), start=1
        )
    )
    cited = Cited(value="Two hundred spans have moved", claims=("c1", "c2"), confidence=0.01)
    return IncidentSummary(
        headline=cited, summary=(cited,), claims=claims, reports=(report,), run=make_run(reports=())
    )


def hostile(summary, *texts):
    """The summary with each of these texts in every field that a report, a model or a user may write.

    Where a field holds one text it holds all of them.
    """
    claims = tuple(
        summary.claims[4].model_copy(
            update={
                "id": f"c{number}",
                "text": text,
                "statements": (
                    Statement(
                        report=f"{text} {number}",
                        start=0,
                        end=len(text),
                        quote=text,
                        source=text,
                        certainty=Certainty.REPORTED,
                    ),
                ),
                "sources": (text,),
                "problems": (text,),
            }
        )
        for number, text in enumerate(texts, start=1)
    )
    everything = "\n".join(texts)
    cited = [Cited(value=text, claims=("c1",), confidence=0.4) for text in texts]
    return summary.model_copy(
        update={
            "headline": Cited(value=everything, claims=("c1",), confidence=0.4),
            "summary": tuple(cited),
            "where": tuple(cited),
            "parties": tuple(
                Party(name=text, aliases=(text, text), claims=("c1",), confidence=0.4) for text in texts
            ),
            "timeline": tuple(
                TimelineEntry(when=TimeSpan(text=text), text=text, claims=("c1",), confidence=0.4)
                for text in texts
            ),
            "when": Cited(value=TimeSpan(text=everything), claims=("c1",), confidence=0.4),
            "kind": None,
            "toll": Toll(),
            "claims": claims,
            "conflicts": tuple(
                Conflict(
                    about=text,
                    kind="account",
                    sides=(Side(claims=(f"c{number}",), sources=(text,)), Side(claims=("c1",))),
                    explanation=text,
                )
                for number, text in enumerate(texts, start=1)
            ),
            "unknowns": tuple(cited),
            "reports": tuple(
                Report(id=f"{text} {number}", text=text, title=text, publisher=text, url=text, language=text)
                for number, text in enumerate(texts, start=1)
            ),
            "run": summary.run.model_copy(
                update={
                    "model": everything,
                    "prompts": tuple(PromptUse(name=text, version=1, sha256=text) for text in texts),
                    "reports": tuple(
                        ReportFate(
                            report=f"{text} {number}",
                            status="partly",
                            sentences=1,
                            skipped=0,
                            windows=(WindowFate(start=0, end=len(text), status="failed", error=text),),
                        )
                        for number, text in enumerate(texts, start=1)
                    ),
                    "calibration": everything,
                    "warnings": texts,
                }
            ),
        }
    )
