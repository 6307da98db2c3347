"""Who denies what: "rejected the claim" and "denied that" meet what was claimed before, and make a conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from summarizer.confidence.tokens import content, stem_set
from summarizer.reading.prepare import Prepared
from summarizer.reading.sentences import Sentence
from summarizer.reading.speakers import Voice
from summarizer.schema import Certainty, Statement
from summarizer.stages.check import Checked
from summarizer.stages.reconcile.groups import Group

_Told = tuple[Group, Checked]
_REACH = 4
"""Sentences back that "rejected the claim" may point."""


def deny_back(groups: Sequence[Group], reports: Sequence[Prepared]) -> None:
    """Give "rejected the claim" and "denied that" to what its report claimed before, nearest first."""
    told: defaultdict[str, defaultdict[int, list[_Told]]] = defaultdict(lambda: defaultdict(list))
    for group in groups:
        for member in group.members:
            told[member.draft.statement.report][member.draft.sentence].append((group, member))
    for prepared in reports:
        _deny_in(told[prepared.report.id], prepared)


def _deny_in(told: Mapping[int, Sequence[_Told]], prepared: Prepared) -> None:
    for number, voices in enumerate(prepared.heard):
        for voice in voices:
            if voice.points_back:
                sentence = prepared.sentences[number]
                denied = _said_before(told.get(number, ()), sentence, voice)
                for group in denied or _pointed_at(told, prepared, number, voice):
                    group.denials.append(
                        Statement(
                            report=prepared.report.id,
                            start=sentence.start,
                            end=sentence.end,
                            quote=sentence.text,
                            source=voice.source,
                            source_start=voice.source_start,
                            source_end=voice.source_end,
                            certainty=Certainty.DENIED,
                        )
                    )


def _said_before(told: Sequence[_Told], sentence: Sentence, voice: Voice) -> list[Group]:
    """Of the claims of a sentence those that stand before a denial in it: "..., a charge the company dismissed"."""
    subject = min(start for start, _ in voice.introduced) if voice.introduced else 0
    there = content(sentence.text)
    groups: list[Group] = []
    for group, member in told:
        used = [token for token in there if token.stem in stem_set(member.draft.text)]
        before = sum(token.start < subject for token in used)
        if member.draft.statement.source != voice.source and before * 2 > len(used):
            groups.append(group)
    return groups


def _is_deniable(told: Statement, voice: Voice) -> bool:
    """Whether a voice may deny a statement: somebody else's, or a rumour that nobody in particular stands behind."""
    if told.source is None:
        return told.certainty in {Certainty.ALLEGED, Certainty.UNCONFIRMED}
    return told.source != voice.source


def _pointed_at(
    told: Mapping[int, Sequence[_Told]], prepared: Prepared, number: int, voice: Voice
) -> list[Group]:
    """Of the claims by sentence, those of the nearest earlier one in which somebody else makes any; accusations first.

    None where the nearest accusation gave no claim: what is rejected is not in the ledger then.
    """
    nearby = [
        (group, member)
        for earlier in range(max(0, number - _REACH), number)
        for group, member in told.get(earlier, ())
        if _is_deniable(member.draft.statement, voice)
    ]
    accused = [
        earlier
        for earlier in range(max(0, number - _REACH), number)
        if any(one.manner == "alleges" and one.source != voice.source for one in prepared.heard[earlier])
    ]
    if accused and not any(member.draft.sentence == accused[-1] for _, member in nearby):
        return []
    accusing = [pair for pair in nearby if pair[1].draft.statement.certainty is Certainty.ALLEGED]
    pool = accusing or nearby
    nearest = max((member.draft.sentence for _, member in pool), default=None)
    return [group for group, member in pool if member.draft.sentence == nearest]
