"""What goes in: one source text."""

from __future__ import annotations

from pydantic import Field

from summarizer.schema.base import Frozen, Moment


class Report(Frozen):
    """One source text, exactly as it was given.

    Every offset of the program is a position in ``text``, counted in code points.
    """

    text: str = Field(description="The exact text; every offset counts code points of it.")
    id: str = Field(
        default="",
        description="Unique within a run, also for identical texts; given as r1, r2, ... where left empty.",
    )
    title: str | None = Field(default=None, description="Its title, where that is not part of the text.")
    publisher: str | None = Field(default=None, description="Who published it.")
    published: Moment | None = Field(default=None, description="When it was published: a day or a time.")
    url: str | None = Field(default=None, description="Where it was found. Never opened.")
    timezone: str | None = Field(default=None, description="IANA name of the zone its times are given in.")
    language: str | None = Field(default=None, description="BCP 47 code of its language, e.g. 'en'.")
