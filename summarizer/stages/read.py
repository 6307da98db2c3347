"""Read: the model lists the atomic claims of a report, window by window.

A small model reads one sentence at a time, in one conversation: earlier sentences and what was kept of the answers
stay before its eyes, so it resolves pronouns, keeps to the form and repeats nothing, and a provider's prefix cache
makes each sentence cost only itself. A strong model reads a whole report with numbered sentences and cites them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field, RootModel

from summarizer.confidence.cues import is_denial
from summarizer.confidence.tokens import content, cover, stem_set
from summarizer.llm import Message, Model, Profile, Prompt, PromptSet, RequestBudget, approximate_tokens
from summarizer.llm.errors import ModelError, TooLong
from summarizer.reading.prepare import Prepared
from summarizer.reading.sentences import Sentence
from summarizer.reading.speakers import Voice
from summarizer.schema import Certainty, ReportFate, WindowFate
from summarizer.stages.ground import Draft, ground, ground_cited

T = TypeVar("T", bound=BaseModel)

_ROOM_SENTENCE = 160
"""Tokens for the claims of one sentence."""
_FEW, _LONGEST = 3, 160
"""Claims, and characters of one, that are asked for where the answer ran on."""
_ROOM_REPORT = 60
"""Tokens for the claims of a sentence in a window of many."""
_FAITHFUL = 0.6
"""Share of the words of a denial turned round that must stand in the denial."""
REMEMBERED = 2_500
"""Tokens of earlier turns that a conversation keeps; when there are more, the older half is dropped."""


class Claims(RootModel[list[str]]):
    """What the model answers for one sentence: its claims."""


class FewClaims(
    RootModel[Annotated[list[Annotated[str, Field(max_length=_LONGEST)]], Field(max_length=_FEW)]]
):
    """What it answers where it has run on: few claims, none of them long."""


class CitedClaim(BaseModel):
    """A claim as a model gives it that reads many sentences at once."""

    claim: str = Field(description="the fact, understandable alone, without who says it")
    sentences: list[int] = Field(description="numbers of the sentences that state it")
    source: str | None = Field(
        description="who says it, as the report names them; null for the report itself"
    )
    certainty: Certainty


class CitedClaims(BaseModel):
    """What the model answers for a window of numbered sentences."""

    claims: list[CitedClaim]


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a report gave: drafts in reading order and the fate of each window."""

    drafts: tuple[Draft, ...]
    windows: tuple[WindowFate, ...]
    failure: ModelError | None
    """The last error of a window that could not be read."""

    def fate(self, prepared: Prepared, name: str) -> ReportFate:
        """What became of the report, which came from ``name``."""
        failed = sum(fate.status == "failed" for fate in self.windows)
        status = "partly" if failed else "read" if self.drafts else "empty"
        return ReportFate(
            report=prepared.report.id,
            status="failed" if failed and failed == len(self.windows) else status,
            sentences=len(prepared.sentences),
            skipped=prepared.skipped,
            windows=self.windows,
            name=name,
        )


@dataclass(slots=True)
class _Reader:
    prepared: Prepared
    model: Model
    prompts: PromptSet
    done: Callable[[WindowFate, Sequence[Draft]], None]
    drafts: list[Draft] = field(default_factory=list)
    windows: list[WindowFate] = field(default_factory=list)
    failure: ModelError | None = None

    def window(
        self, start: int, end: int, drafts: Sequence[Draft] = (), error: ModelError | None = None
    ) -> None:
        """Note what became of the sentences ``start`` to ``end`` (exclusive)."""
        fate = WindowFate(
            start=self.prepared.sentences[start].start,
            end=self.prepared.sentences[end - 1].end,
            status="failed" if error else "read",
            claims=len(drafts),
            error=error.message if error else None,
        )
        self.drafts.extend(drafts)
        self.windows.append(fate)
        self.failure = error or self.failure
        self.done(fate, drafts)


async def read(
    prepared: Prepared,
    model: Model,
    prompts: PromptSet,
    *,
    done: Callable[[WindowFate, Sequence[Draft]], None],
) -> Reading:
    """Read a report.

    Args:
        prepared: the report, taken apart.
        model: its profile says how much it reads at a time.
        prompts: ``read`` and ``read-report``.
        done: told of each window with its drafts, in order.

    Raises:
        ModelError: what would fail for every other window too. Any other failure costs its window alone.
    """
    reader = _Reader(prepared, model, prompts, done)
    if model.profile.window == "sentence":
        await _read_sentences(reader)
    else:
        for start, end in windows(prepared.sentences, model.profile.context):
            await _read_window(reader, start, end, RequestBudget())
    return Reading(tuple(reader.drafts), tuple(reader.windows), reader.failure)


def windows(sentences: Sequence[Sentence], context: int) -> list[tuple[int, int]]:
    """Cut sentences into windows that leave at least half of a context for the question and the answer.

    Args:
        sentences: in reading order.
        context: tokens that the model takes.

    Returns:
        Ranges of sentence numbers, one behind the other.
    """
    room = context // 4
    cuts, filled = [0], 0
    for number, sentence in enumerate(sentences):
        size = approximate_tokens(sentence.text) + 4
        if filled and filled + size > room:
            cuts.append(number)
            filled = 0
        filled += size
    return [(start, end) for start, end in zip(cuts, [*cuts[1:], len(sentences)], strict=True) if end > start]


def window_count(prepared: Prepared, profile: Profile) -> int:
    """How many windows a model of this profile reads a report in."""
    if profile.window == "sentence":
        return len(prepared.sentences)
    return len(windows(prepared.sentences, profile.context))


async def _read_sentences(reader: _Reader) -> None:
    prompt = reader.prompts.render("read")
    examples = [stem_set(message.content) for message in prompt.messages if message.role != "system"]
    turns: list[Message] = []
    prepared = reader.prepared
    for number, sentence in enumerate(prepared.sentences):
        question = turn(sentence, prepared.heard[number])
        share = RequestBudget()
        try:
            found = await _claims(reader, prompt, turns, question, share)
        except ModelError as error:
            if error.fatal:
                raise
            reader.window(number, number + 1, error=error)
            continue
        read_here = [claim for claim in found if not _is_example(claim, sentence, examples)]
        drafts = [await _affirmed(draft, reader, share) for draft in ground(read_here, number, prepared)]
        reader.window(number, number + 1, drafts)
        kept = json.dumps([draft.text for draft in drafts], ensure_ascii=False)
        turns = remembered([*turns, question, Message("assistant", kept)])


def _is_example(claim: str, sentence: Sentence, examples: Sequence[frozenset[str]]) -> bool:
    """Whether a claim is one of the prompt's own examples and has no word of the sentence: it was not read there."""
    words = stem_set(claim)
    return words.isdisjoint(stem_set(sentence.text)) and any(words <= example for example in examples)


async def _claims(
    reader: _Reader, prompt: Prompt, turns: Sequence[Message], question: Message, share: RequestBudget
) -> list[str]:
    """The claims of a sentence.

    A small model that runs on repeats itself, and does so again before the same conversation: it is then asked about
    the sentence alone, for few and short claims.
    """

    async def ask(turns: Sequence[Message], form: type[T]) -> T:
        asked = replace(prompt, messages=(*prompt.messages, *turns, question))
        return await reader.model.fill(asked, form, stage="read", max_tokens=_ROOM_SENTENCE, share=share)

    try:
        return (await ask(turns, Claims)).root
    except TooLong as error:
        if not share.left:
            raise
        failure = error
    try:
        few = await ask([], FewClaims)
    except TooLong:
        raise failure from None
    return [claim for claim in few.root if len(claim) < _LONGEST]  # one of all that length may be cut


async def _affirmed(draft: Draft, reader: _Reader, share: RequestBudget) -> Draft:
    """The draft, worded positively where it is still worded as a denial; as it is where the model cannot say."""
    if draft.statement.certainty is not Certainty.DENIED or not is_denial(draft.text):
        return draft
    try:
        prompt = reader.prompts.render("affirm", claim=draft.text)
        answer = await reader.model.fill(prompt, Claims, stage="read", max_tokens=_ROOM_SENTENCE, share=share)
    except ModelError as error:
        if error.fatal:
            raise
        return draft
    text = " ".join(" ".join(answer.root).split())
    faithful = cover(content(text), content(draft.text)) >= _FAITHFUL
    return replace(draft, text=text) if text and faithful and not is_denial(text) else draft


def turn(sentence: Sentence, heard: Sequence[Voice]) -> Message:
    """A sentence as the model is shown it, with its speaker before it where the sentence does not name them."""
    whole = (voice.source for voice in heard if voice.start == 0 and voice.end == len(sentence.text))
    speaker = sentence.speaker or next(whole, None)
    return Message("user", f"{speaker}: {sentence.plain}" if speaker else sentence.plain)


def remembered(turns: list[Message]) -> list[Message]:
    """The turns that stay in the conversation: all of them, or the newer half once they are too many."""
    if sum(approximate_tokens(message.content) + 5 for message in turns) <= REMEMBERED:
        return turns
    half = len(turns) // 2
    return turns[half + half % 2 :]


async def _read_window(reader: _Reader, start: int, end: int, budget: RequestBudget) -> None:
    """Read many sentences at once; where the answer does not fit, each half of them."""
    prompt = window_prompt(reader.prompts, reader.prepared, start, end)
    try:
        answer = await reader.model.fill(
            prompt, CitedClaims, stage="read", max_tokens=200 + _ROOM_REPORT * (end - start), share=budget
        )
    except TooLong as error:
        if end - start == 1:
            reader.window(start, end, error=error)
            return
        middle = (start + end) // 2
        await _read_window(reader, start, middle, RequestBudget())
        await _read_window(reader, middle, end, RequestBudget())
        return
    except ModelError as error:
        if error.fatal:
            raise
        reader.window(start, end, error=error)
        return
    drafts = ground_cited(
        [
            (one.claim, [start + number - 1 for number in one.sentences], _name(one.source), one.certainty)
            for one in answer.claims
        ],
        range(start, end),
        reader.prepared,
    )
    reader.window(start, end, drafts)


def _name(source: str | None) -> str | None:
    return " ".join((source or "").split()) or None


def window_prompt(prompts: PromptSet, prepared: Prepared, start: int, end: int) -> Prompt:
    """The question about the sentences ``start`` to ``end`` (exclusive), numbered from 1."""
    report, sentences = prepared.report, prepared.sentences[start:end]
    lines = [
        f"{one.time or ''} {one.speaker}: {one.plain}".strip() if one.speaker else one.plain
        for one in sentences
    ]
    return prompts.render(
        "read-report",
        sentences=lines,
        publisher=report.publisher or "",
        published=str(report.published or ""),
    )
