"""The types of the project: what goes in, the ledger, and what comes out."""

from summarizer.schema.base import Frozen, Moment, Offset, Probability
from summarizer.schema.breach import BreachSummary
from summarizer.schema.claim import Certainty, Check, Claim, Statement
from summarizer.schema.outage import OutageSummary
from summarizer.schema.own import computed
from summarizer.schema.report import Report
from summarizer.schema.summary import (
    FORMAT_VERSION,
    IncidentSummary,
    PromptUse,
    ReportFate,
    RunInfo,
    StageUse,
    WindowFate,
)
from summarizer.schema.values import (
    Cited,
    Conflict,
    CountRange,
    IncidentKind,
    Party,
    PartyRole,
    Side,
    TimelineEntry,
    TimeSpan,
    Toll,
)

__all__ = [
    "FORMAT_VERSION",
    "BreachSummary",
    "Certainty",
    "Check",
    "Cited",
    "Claim",
    "Conflict",
    "CountRange",
    "Frozen",
    "IncidentKind",
    "IncidentSummary",
    "Moment",
    "Offset",
    "OutageSummary",
    "Party",
    "PartyRole",
    "Probability",
    "PromptUse",
    "Report",
    "ReportFate",
    "RunInfo",
    "Side",
    "StageUse",
    "Statement",
    "TimeSpan",
    "TimelineEntry",
    "Toll",
    "WindowFate",
    "computed",
]
