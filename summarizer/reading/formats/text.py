"""Plain text and Markdown: kept exactly, and never sniffed as anything else.

Text is UTF-8 unless a byte order mark says otherwise; the mark tells the encoding and is no part of the text.
Where bytes are no UTF-8 the encoding is guessed, and the guess is said. Line ends, tabs and everything else
stay as they are.
"""

from __future__ import annotations

import codecs

from summarizer.errors import ReportError
from summarizer.reading.raw import LIMIT, Raw, too_large

# UTF-32 first: its little-endian mark starts with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What text files are written in. Left to itself the detector reads "Café" as a DOS code page of the Baltic.
_ENCODINGS = (
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "iso8859_2"),
    *("iso8859_5", "koi8_r", "koi8_u", "cp874", "cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
)
_WESTERN = "cp1252"
_SAMPLE = 1_000_000
"""Bytes that an encoding is guessed from."""
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1b"))
_CONTROL_SHARE = 0.05


def read_text(data: bytes, name: str) -> Raw:
    """The report that is all of a file. The arguments and errors are those of ``decode``."""
    text, warnings = decode(data, name)
    return Raw(name, {"text": text}, warnings)


def decode(data: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Turn the bytes of a text file into text.

    Args:
        data: the file's first ``LIMIT`` bytes; that many are too many.
        name: what errors and warnings call it.

    Returns:
        The text without its byte order mark, and a warning where the encoding was guessed.

    Raises:
        ReportError: it is too large, binary, or in no known encoding.
    """
    if len(data) >= LIMIT:
        raise too_large(name)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return decode_as(data.removeprefix(mark), encoding, name), ()
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if 0 in data or controls > _CONTROL_SHARE * len(data):
        raise ReportError(f"{name} is binary, not text.", hint="Give plain text or Markdown.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        encoding = _guess(data[max(0, error.start - _SAMPLE // 2) :][:_SAMPLE])
    if encoding is None:
        raise ReportError(f"{name} is in no encoding that could be told.", hint="Save it as UTF-8.")
    return decode_as(data, encoding, name), (f"{name} is not UTF-8; it was read as {encoding}.",)


def decode_as(data: bytes, encoding: str, name: str) -> str:
    """Decode by an encoding that is known.

    Raises:
        ReportError: the bytes are not valid in it.
    """
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReportError(
            f"{name} is not valid {encoding} at byte {error.start}.", hint="Save it as UTF-8."
        ) from None


def _guess(data: bytes) -> str | None:
    """Find the likeliest encoding; among equally likely ones the one that English text is written in."""
    from charset_normalizer import from_bytes

    matches = from_bytes(data, cp_isolation=list(_ENCODINGS))
    best = matches.best()
    if best is None:
        return None
    equal = {name for match in matches if match.chaos <= best.chaos for name in match.could_be_from_charset}
    return _WESTERN if _WESTERN in equal else best.encoding
