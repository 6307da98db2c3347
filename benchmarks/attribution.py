"""How well code alone tells who says something and how sure they are, on data that people labelled.

    python benchmarks/attribution.py --data ATTRIBUTION

reads ``polnear_train.jsonl``, ``muc4_confidence_train.jsonl`` and ``uw_factuality_train.jsonl`` in a folder, and writes
``docs/attribution.md``: what is right, and which level is taken for which. No model is asked. The levels of the sets
are not the program's; ``LEVELS_OF`` below says which stands for which. The fictional reports of ``attributed.jsonl``
are judged too.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import attributed
from attributed import Found

from summarizer.confidence.cues import clauses
from summarizer.confidence.tokens import content, cover
from summarizer.reading.attribution import attributions
from summarizer.reading.prepare import Prepared, prepare
from summarizer.reading.sentences import Sentence
from summarizer.reading.speakers import voices
from summarizer.schema import Certainty, Report
from summarizer.stages.ground import statement

PAGE = Path(__file__).resolve().parent.parent / "docs" / "attribution.md"

MUC4 = {
    "reported as fact": Certainty.STATED,
    "claimed or admitted": Certainty.REPORTED,
    "suspected or accused": Certainty.ALLEGED,
    "suspected or accused by authorities": Certainty.ALLEGED,
    "possible": Certainty.UNCONFIRMED,
}
"""How surely a group is held responsible. Who claims responsibility says so unhedged, of themselves: reported."""
POLNEAR: tuple[tuple[Certainty, re.Pattern[str]], ...] = (
    (Certainty.DENIED, re.compile(r"\b(?:den(?:y|ies|ied|ying)|reject|disput|dismiss|refut|rebut)", re.I)),
    (Certainty.ALLEGED, re.compile(r"\b(?:accus|blam|alleg|claim|charg(?:e[sd]?|ing) that)", re.I)),
    (Certainty.CONFIRMED, re.compile(r"\b(?:confirm|verif)", re.I)),
)
"""The level of an attributed sentence by its labelled cue, in this order; reported for any other cue."""
UW = {
    "certain-yes": "unhedged",
    "probable-yes": "hedged",
    "uncertain": "hedged",
    "probable-no": "hedged",
}
"""Whether an event is told as certain. ``certain-no`` is left out: a negation is a claim of its own, not a level."""
LEVELS_OF = """\
| set | its label | level |
|---|---|---|
| MUC-4, how surely a group is held responsible | reported as fact | stated |
| | claimed or admitted (by the group itself) | reported |
| | suspected or accused; the same by authorities | alleged |
| | possible | unconfirmed |
| PolNeAR, by the cue of the attribution | deny, reject, dispute, dismiss, refute, rebut | denied |
| | accuse, blame, allege, claim, charge that | alleged |
| | confirm, verify | confirmed |
| | any other cue | reported |
| | no attribution | stated |
| UW factuality, on −3 to +3 | above 2.5 | unhedged: confirmed, stated, reported, alleged or denied |
| | −2.5 to 2.5 | hedged: unconfirmed |
| | below −2.5 | left out: a plain negation is a claim of its own, not a level |
"""
_PRONOUN = re.compile(
    r"(?:he|she|it|they|we|i|you|who|which|that|this|these|those|one|some|many|others?)$", re.I
)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a set says and what the program says."""

    gold: str
    found: str


def main() -> None:
    """Measure on all three, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data", type=Path, required=True)
    data: Path = parser.parse_args().data
    polnear = list(read(data / "polnear_train.jsonl"))
    muc4 = [judge_responsibility(row) for row in read(data / "muc4_confidence_train.jsonl")]
    uw = [judge_event(row) for row in read(data / "uw_factuality_train.jsonl") if row["band"] in UW]
    named = [row for row in polnear if not row["attributed"] or names_source(row)]
    PAGE.write_text(
        page(
            sources(polnear),
            [judge_sentence(row) for row in named],
            len(polnear) - len(named),
            [one for one in muc4 if one],
            sum(one is None for one in muc4),
            uw,
            attributed.judge(attributed.load()),
        ),
        encoding="utf-8",
    )


def names_source(row: dict[str, Any]) -> bool:
    """Whether a source of a sentence is named in it, rather than by a pronoun or in a sentence that is not given."""
    return any(not _PRONOUN.match(name) and name in row["text"] for name in row["source"])


def alone(text: str) -> Prepared:
    """A sentence as a report of its own, whatever it looks like."""
    sentence = Sentence(0, len(text), text)
    return Prepared(Report(id="r1", text=text), (sentence,), tuple(voices([sentence])), 0)


def judge_sentence(row: dict[str, Any]) -> Judged:
    """A sentence of PolNeAR: the level by its cue, and the level of a claim that takes all of its words."""
    cue = " ".join(row["cue"])
    gold = next((level for level, pattern in POLNEAR if pattern.search(cue)), Certainty.REPORTED)
    found = statement(row["text"], 0, alone(row["text"])).certainty
    return Judged(gold if row["attributed"] else Certainty.STATED, found)


def judge_responsibility(row: dict[str, Any]) -> Judged | None:
    """A row of MUC-4: the level of "GROUP is blamed for EVENT" where the text says most of it.

    None where no sentence that is read names the group.
    """
    prepared = prepare(Report(id="r1", text=row["text"]))
    names = [content(name) for name in row["actor"]]
    naming = [
        number
        for number, sentence in enumerate(prepared.sentences)
        if any(cover(name, content(sentence.text)) == 1 for name in names)
    ]
    if not naming:
        return None
    event = row["event"].replace(" at ", " ").replace("ACCOMPLISHED", "")
    claim = f"{row['actor'][0]} is blamed for {event}"
    best = max(naming, key=lambda number: cover(content(claim), content(prepared.sentences[number].text)))
    return Judged(MUC4[row["certainty"]], statement(claim, best, prepared).certainty)


def judge_event(row: dict[str, Any]) -> Judged:
    """An event of UW factuality: the level of a claim that takes the words of its clause."""
    text: str = row["text"]
    at = len(" ".join(text.split(" ")[: row["token"]]))
    clause = next((text[start:end] for start, end in clauses(text) if start <= at < end), text)
    hedged = statement(clause, 0, alone(text)).certainty is Certainty.UNCONFIRMED
    return Judged(UW[row["band"]], "hedged" if hedged else "unhedged")


@dataclass(frozen=True, slots=True)
class Sources:
    """Counts over sentences and over the named sources in them."""

    attributed: int = 0
    """Attributed sentences that hold the cue themselves, rather than a sentence before or behind."""
    found: int = 0
    """Those in which an attribution is found."""
    false: int = 0
    """Sentences that are not attributed in which one is found."""
    named: int = 0
    """Sources that stand in their sentence."""
    right: int = 0
    """Those that are found."""
    given: int = 0
    """Sources that are found in attributed sentences, right or not."""


def sources(rows: Sequence[dict[str, Any]]) -> Sources:
    """Whether attributions are found and their sources named rightly. Pronouns count as the words they are."""
    counts: Counter[str] = Counter()
    for row in rows:
        found = [one.source for one in attributions(row["text"])]
        if not row["attributed"]:
            counts["false"] += bool(found)
            continue
        gold = [name for name in row["source"] if name in row["text"]]
        if any(cue in row["text"] for cue in row["cue"]):
            counts["attributed"] += 1
            counts["found"] += bool(found)
        counts["named"] += len(gold)
        counts["given"] += len(found)
        counts["right"] += sum(any(is_same(name, one) for one in found) for name in gold)
    return Sources(**counts)


def is_same(gold: str, found: str) -> bool:
    """Whether two ways to name a source hold the same words, or one all of the other's; articles aside."""
    one, other = (set(re.findall(r"\w+", name.lower())) - {"the", "a", "an"} for name in (gold, found))
    return bool(one and other) and (one <= other or other <= one)


def page(
    named: Sources,
    polnear: Sequence[Judged],
    pronouns: int,
    muc4: Sequence[Judged],
    unnamed: int,
    uw: Sequence[Judged],
    written: Sequence[Found],
) -> str:
    """All that is measured, in Markdown."""
    precision, recall = named.right / named.given, named.right / named.named
    found = named.found / (named.found + named.false)
    lines = [
        "# Who says it, and how sure they are: what was measured",
        "",
        "Written by `benchmarks/attribution.py`. With the embedded model, code alone decides the source and the "
        "certainty of a claim (`summarizer/reading/attribution.py`, `speakers.py`, `stages/ground.py`); no model was "
        "asked here. Sets for development: rules may have been written with an eye on texts like these, so read the "
        "figures as an upper bound.",
        "",
        "## Sources",
        "",
        "PolNeAR (Newell et al. 2018), single sentences of political news. It calls more an attribution than the "
        "program does: also what somebody wants, does or is asked.",
        "",
        "| what | share | of |",
        "|---|---:|---:|",
        f"| attributed sentences that are found, of those that hold the cue | {share(named.found, named.attributed)} |",
        f"| sentences with an attribution found that are attributed | {found:.3f} | {named.found + named.false} |",
        f"| sources standing in their sentence that are found | {share(named.right, named.named)} |",
        f"| sources found that are right | {share(named.right, named.given)} |",
        "",
        f"F1 of sources: {2 * precision * recall / (precision + recall):.3f}. A source is right where its words, "
        "articles aside, are those of the label or one holds the other; a pronoun counts as the word that it is.",
        "",
        "## Certainty",
        "",
        "The levels of the sets are not the program's. This one was taken for that one:",
        "",
        LEVELS_OF,
        "### PolNeAR",
        "",
        f"The claim takes all words of the sentence. {pronouns} sentences are left out whose source is a pronoun or "
        "stands in a sentence that the set does not give. It has no label for hedges: `unconfirmed` is never right "
        "here, and hedged sentences count as errors.",
        "",
        *matrix(polnear, list(Certainty)),
        "",
        "### MUC-4",
        "",
        "News in capitals from Latin America. The claim is that the group is blamed for the event; its evidence is the "
        f"sentence naming the group that shares most words with it. In {unnamed} texts no such sentence is read.",
        "",
        *matrix(muc4, list(Certainty)),
        "",
        "### UW factuality",
        "",
        "The claim takes the words of the event's clause. The set also rates plans and forecasts below certain, which "
        "are unhedged statements about the future to the program.",
        "",
        *matrix(uw, ["unhedged", "hedged"]),
        "",
        "## Reports written for this project",
        "",
        "Fictional news, notices, logs and letters (`benchmarks/attributed.jsonl`), each fact with a claim worded by "
        "hand, who says it, and the levels that a careful reader accepts. They were written in rounds, by others than "
        "those who wrote the rules, to use the whole range of what such texts do. After each round rules were written "
        "with an eye on it. *First seen* is how a round did before that: what to expect of a new text.",
        "",
        *attributed.table(written),
        "",
        "Where several levels are accepted and one of them was found, that one counts as the label, else the first. "
        "Facts whose words are in no sentence that is read are left out here. Most denials that are missed only point "
        "back (“the firm rejected that”): a run ties these to the claims that they deny when it reconciles, "
        "which is not measured here.",
        "",
        *matrix([judged(one) for one in written if one.certainty], list(Certainty)),
        "",
    ]
    return "\n".join(lines)


def judged(found: Found) -> Judged:
    """A fact of a written report, by the accepted level that is nearest to what was found."""
    assert found.certainty
    return Judged(found.certainty if found.is_certainty_right else found.sure[0], found.certainty)


def share(part: int, whole: int) -> str:
    """Two cells: a share and what it is of."""
    return f"{part / whole:.3f} | {whole}"


def matrix(judged: Sequence[Judged], levels: Sequence[str]) -> list[str]:
    """A confusion matrix with recall by row and precision below, and the shares that are right."""
    counts = Counter((one.gold, one.found) for one in judged)
    gold, found = Counter(one.gold for one in judged), Counter(one.found for one in judged)
    right = sum(counts[level, level] for level in levels)
    recalls = [counts[level, level] / gold[level] for level in levels if gold[level]]
    rows = [
        f"| **{level}** | "
        + " | ".join(str(counts[level, other]) for other in levels)
        + f" | {counts[level, level] / gold[level]:.2f} |"
        for level in levels
        if gold[level]
    ]
    precisions = [f"{counts[level, level] / found[level]:.2f}" if found[level] else "–" for level in levels]
    return [
        f"Right: {right} of {len(judged)} ({right / len(judged):.3f}); mean recall of the levels that occur "
        f"{sum(recalls) / len(recalls):.3f}; always saying the most frequent level is right on "
        f"{max(gold.values()) / len(judged):.3f}.",
        "",
        f"| label ↓ found → | {' | '.join(levels)} | recall |",
        f"|---|{'---:|' * (len(levels) + 1)}",
        *rows,
        f"| precision | {' | '.join(precisions)} | |",
    ]


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSONL file."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


if __name__ == "__main__":
    main()
