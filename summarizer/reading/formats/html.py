"""Saved web pages: the article, its title, day and publisher, as trafilatura finds them.

What was extracted becomes the report's text, a blank line between paragraphs; offsets count there.
"""

from __future__ import annotations

import codecs
import logging
import re
from typing import Any

from summarizer.errors import ReportError
from summarizer.reading.formats.text import decode, decode_as
from summarizer.reading.raw import Raw, not_installed, too_large

LIMIT = 20_000_000
"""Bytes that are too many for a page; the extraction takes no more."""
_FEWEST_WORDS = 5
"""What is left of a page without an article: "Home", "Menu"."""
_LATEST = "2200-01-01"
"""The extraction would pass over a day later than today and guess another; ours is judged where all days are."""
_DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w:.-]{2,40})""", re.I
)
_HEAD = 4_096
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")


def read_html(data: bytes, name: str, *, encoding: str | None = None, url: str | None = None) -> Raw:
    """Take the article out of a page.

    Args:
        data: the page.
        name: what errors and warnings call it.
        encoding: as told by the server; what the page itself declares comes second, UTF-8 and a guess last.
        url: where the page was found; without it, its own canonical address is taken.

    Raises:
        ReportError: it is too large, in no known encoding or without an article, or trafilatura is missing.
    """
    if len(data) >= LIMIT:
        raise too_large(name, LIMIT)
    text, warnings = _decoded(data, name, encoding)
    page = _extracted(_XML_DECLARATION.sub("", text, count=1), name)
    article: str = (page.text if page else None) or ""
    if len(article.split()) < _FEWEST_WORDS:
        raise ReportError(f"{name} has no article that could be found.", hint="Save its text as a .txt file.")
    fields = {
        "text": "\n\n".join(line.rstrip() for line in article.splitlines() if line.strip()),
        "title": page.title,
        "publisher": page.sitename,
        "published": page.date,
        "url": url or page.url,
    }
    return Raw(name, {key: value for key, value in fields.items() if value}, warnings)


def _extracted(page: str, name: str) -> Any:
    try:
        from trafilatura import bare_extraction
    except ModuleNotFoundError:
        raise not_installed(name, "a web page", "trafilatura", "html") from None
    # Without a handler of its own, what it has to say of a page would be printed.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    dates = {"original_date": True, "extensive_search": False, "max_date": _LATEST}
    try:
        return bare_extraction(page, include_comments=False, with_metadata=True, date_extraction_params=dates)
    except Exception as error:  # a parser of other people's pages: whatever it raises, the page is the cause
        raise ReportError(
            f"{name} could not be taken apart ({type(error).__name__}).", hint="Save its text as a .txt file."
        ) from None


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, tuple[str, ...]]:
    if not encoding and (declared := _DECLARED.search(data, 0, _HEAD)):
        encoding = declared[1].decode("ascii")
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if encoding and not marked:
        try:
            codec = codecs.lookup(encoding).name
            # Browsers read what calls itself Latin-1 as Windows' superset of it.
            return decode_as(data, "cp1252" if codec == "iso8859-1" else codec, name), ()
        except (LookupError, ReportError):
            pass
    return decode(data, name)
