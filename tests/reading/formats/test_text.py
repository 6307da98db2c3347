"""Plain text: kept exactly, its encoding told by a mark, by being UTF-8, or guessed and said."""

from __future__ import annotations

import codecs

import pytest

from summarizer.errors import ReportError
from summarizer.reading.formats.text import decode
from summarizer.reading.raw import LIMIT


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_tells_the_encoding_and_is_no_text(mark, encoding):
    assert decode(mark + "Škoda – 9 dead".encode(encoding), "it") == ("Škoda – 9 dead", ())


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [
        ("Café owner José Muñoz said three people were hurt.", "cp1252", "cp1252"),
        ("“We saw smoke,” he said – 9 dead, £5m lost.", "cp1252", "cp1252"),
        ("Взрыв на заводе, погибли девять человек, сообщили власти.", "koi8_r", "koi8_r"),
        ("爆発で9人が死亡した。警察によると、", "shift_jis", "cp932"),
    ],
)
def test_another_encoding_is_guessed_and_said(text, written, read):
    assert decode(text.encode(written), "it") == (text, (f"it is not UTF-8; it was read as {read}.",))


def test_an_encoding_is_guessed_from_where_it_shows():
    """A long file is not read as a whole by the detector, and what tells its encoding may stand late in it."""
    text = "Nine people were killed, the ministry says. " * 60_000 + "Café owner José Muñoz was among them."
    decoded, warnings = decode(text.encode("cp1252"), "it")
    assert decoded == text
    assert "cp1252" in warnings[0]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04\x00\x00secret", "binary"),
        (b"\x01\x02\x03secret", "binary"),
        (codecs.BOM_UTF16_LE + b"a\x00b", "not valid utf-16-le"),
        (codecs.BOM_UTF8 + b"caf\xe9 secret", "not valid utf-8"),
        (b"s" * LIMIT, "smaller than 100 MB"),
    ],
)
def test_bytes_that_are_no_text(data, says):
    with pytest.raises(ReportError, match=says) as caught:
        decode(data, "it")
    assert caught.value.hint
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
