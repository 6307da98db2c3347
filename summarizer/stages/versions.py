"""Which reports a later version of the same report corrects or replaces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime

from summarizer.reading.prepare import Prepared
from summarizer.schema import Report
from summarizer.stages.copies import Shingles, contained, shingles

_REVISED = re.compile(
    r"^\W*(?:correction|corrected|clarification|updated?)\b(?:\W|$)"
    r"|\b(?:an? (?:earlier|previous) version of this|this (?:story|article|report|notice|item) (?:has been|was)"
    r" (?:corrected|updated|amended)|corrects? (?:the )?(?:\w+ ){1,4}(?:in|of|to))\b",
    re.IGNORECASE | re.MULTILINE,
)
"""How a text says itself that it replaces an earlier one."""
_REPLACES, _REPLACES_IF_SAID = 0.5, 0.15
"""Shared shingles, as a share of the shorter text's, from which a later text of the same publisher is a version of the
earlier one; and where it says itself that it is."""
_NEXT = 50
"""Later reports of one publisher among which a version is looked for."""


def superseded(prepared: Sequence[Prepared]) -> dict[str, str]:
    """The newest version of each report that has a newer one, by the id of the older.

    A version has the same address or the same publisher, is published later, and repeats much of the text. Where
    neither is dated, the text that says that it corrects or updates the other is the later one.
    """
    families: defaultdict[str, list[Prepared]] = defaultdict(list)
    for one in prepared:
        for key in {one.report.url, (one.report.publisher or "").strip().casefold()} - {None, ""}:
            families[f"{key}"].append(one)
    newer: dict[str, str] = {}
    for family in families.values():
        texts = {one.report.id: shingles(one) for one in family} if len(family) > 1 else {}
        ordered = sorted(family, key=_age)
        for place, one in enumerate(ordered):
            for later in ordered[place + 1 : place + 1 + _NEXT]:
                if _replaces(later, one, texts):
                    newer[one.report.id] = later.report.id
    return {older: _newest(older, newer) for older in newer}


def _replaces(later: Prepared, earlier: Prepared, texts: dict[str, Shingles]) -> bool:
    says_so = bool(_REVISED.search(later.report.text))
    dated = moment(earlier.report), moment(later.report)
    if None in dated or dated[0] == dated[1]:
        if not says_so or _REVISED.search(earlier.report.text):
            return False
    elif earlier.report.text == later.report.text:
        return False
    shared = contained(texts[earlier.report.id], texts[later.report.id])
    return shared >= (_REPLACES_IF_SAID if says_so else _REPLACES)


def _age(one: Prepared) -> tuple[datetime, bool]:
    """To sort by: the date, then what does not say that it replaces something."""
    return moment(one.report) or datetime.min.replace(tzinfo=UTC), bool(_REVISED.search(one.report.text))


def _newest(older: str, newer: dict[str, str]) -> str:
    while older in newer:
        older = newer[older]
    return older


def moment(report: Report) -> datetime | None:
    """When a report was published, to compare with others: the start of the day where only the day is given."""
    published = report.published
    if published is None:
        return None
    if not isinstance(published, datetime):
        published = datetime(published.year, published.month, published.day, tzinfo=UTC)
    return published if published.tzinfo else published.replace(tzinfo=UTC)
