"""Making untrusted text harmless: what a report or a model wrote is shown, never obeyed.

``visible`` takes out what a terminal or a page would act on and keeps the rest as it is; ``plain`` also folds
it to one line; ``markdown`` also takes the power from what Markdown, HTML and the sites that render them would
act on.
"""

from __future__ import annotations

import re

# C0 and C1 controls (white space aside), marks that reorder or hide text, and halves of characters. Joiners
# stay: emoji and several scripts are written with them.
_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_HALF = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"\s+")

_HTML = str.maketrans({"<": "&lt;", ">": "&gt;"})
_ENTITY = re.compile(r"&(?=#?\w+;)")
"""An ampersand that would be more than itself; any other stays readable as it is."""
_MARKUP = re.compile(r"([\\`*_\[\]|~#$^])")
_LIST_OR_RULE = re.compile(r"^(\d{0,9})([-+=.)])")
# Sites turn addresses, mentions and issue numbers into links and mails whatever is escaped in front of them;
# an invisible joiner between their parts keeps them text.
_JOINER = "\u2060"
_ACTIVE = re.compile(
    r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\S)|(?<=\\#)(?=\w)|(?<=\bGH)(?=-\d)", re.IGNORECASE
)


def visible(text: str) -> str:
    """Take out controls, reordering marks and invisible characters; white space stays as it is."""
    return _HALF.sub("\ufffd", _HARMFUL.sub("", text))


def plain(text: str) -> str:
    """Fold white space and take out controls, reordering marks and invisible characters."""
    return _SPACE.sub(" ", visible(text)).strip()


def plain_lines(text: str) -> str:
    """Do what ``plain`` does, and keep tabs and the ends of lines."""
    lines = text.replace("\r\n", "\n").split("\n")
    return "\n".join(visible(line).replace("\r", " ").rstrip() for line in lines)


def markdown(text: str) -> str:
    """Write untrusted text so that CommonMark and GitHub show it as it is, in a paragraph, list or table."""
    escaped = _MARKUP.sub(r"\\\1", _ENTITY.sub("&amp;", plain(text)).translate(_HTML))
    return _ACTIVE.sub(_JOINER, _LIST_OR_RULE.sub(r"\1\\\2", escaped))
