"""What both peers are asked for, in the same words and with the same worked example.

Runs in the peers' environment, so it imports nothing of summarizer.
"""

from __future__ import annotations

from dataclasses import dataclass

_TASK = """\
List every claim that the report makes, in the order of the report. A claim is one atomic fact; a sentence \
often holds several: list each of them. Leave out captions, bylines, links and other boilerplate. For each claim:
"""

_PARTS = {
    "quote": "the words of the report that state it, copied exactly",
    "claim": 'the fact in plain words, understandable alone: pronouns resolved, without "X said", worded positively',
    "source": (
        'the person, agency or group that says it, named as the report names it (not "he" or "she", and not the '
        "outlet that passes it on); null where the report speaks in its own voice"
    ),
    "certainty": (
        '"confirmed" (called confirmed or verified), "stated" (the report\'s own voice, unhedged), "reported" '
        '(attributed to somebody, unhedged), "alleged" (blame or accusation), "unconfirmed" (hedged: reportedly, '
        'apparently, possibly, unconfirmed) or "denied" (somebody says that it is not so)'
    ),
}


def instructions(*parts: str) -> str:
    """The task, with what is asked for of each claim."""
    return _TASK + "\n".join(f"- {part}: {_PARTS[part]}" for part in parts)


@dataclass(frozen=True)
class Example:
    """A text and what a right answer holds: quote, claim, source, certainty."""

    text: str
    claims: tuple[tuple[str, str, str | None, str], ...]


EXAMPLES = (
    Example(
        "A ferry with 140 passengers ran aground off Tolsk island on Monday evening, the coast guard said, and "
        "three of them were taken to hospital. It was the third such accident this year. Captain Ebba Lund "
        "blamed a broken buoy. “The light was out,” she said. The port authority denied that the buoy was "
        "broken. The ferry’s owner confirmed that fuel had leaked into the bay. Two crew members are reportedly "
        "missing. A passenger, Ivo Brandt, said he had heard a loud bang and that the lights went out, apparently "
        "because water reached the engine. The island’s school will stay closed, according to Radio Tolsk.",
        (
            (
                "A ferry with 140 passengers",
                "There were 140 passengers on the ferry.",
                "the coast guard",
                "reported",
            ),
            (
                "ran aground off Tolsk island on Monday evening",
                "The ferry ran aground off Tolsk island on Monday evening.",
                "the coast guard",
                "reported",
            ),
            (
                "three of them were taken to hospital",
                "Three passengers of the ferry were taken to hospital.",
                "the coast guard",
                "reported",
            ),
            (
                "It was the third such accident this year",
                "The grounding was the third ferry accident this year.",
                None,
                "stated",
            ),
            (
                "Captain Ebba Lund blamed a broken buoy",
                "A broken buoy caused the accident.",
                "Captain Ebba Lund",
                "alleged",
            ),
            ("The light was out", "The light of the buoy was out.", "Captain Ebba Lund", "reported"),
            (
                "The port authority denied that the buoy was broken",
                "The buoy was broken.",
                "the port authority",
                "denied",
            ),
            ("fuel had leaked into the bay", "Fuel leaked into the bay.", "The ferry’s owner", "confirmed"),
            (
                "Two crew members are reportedly missing",
                "Two crew members are missing.",
                None,
                "unconfirmed",
            ),
            ("he had heard a loud bang", "Ivo Brandt heard a loud bang.", "Ivo Brandt", "reported"),
            ("the lights went out", "The lights on the ferry went out.", "Ivo Brandt", "reported"),
            (
                "apparently because water reached the engine",
                "The lights went out because water reached the engine.",
                "Ivo Brandt",
                "unconfirmed",
            ),
            (
                "The island’s school will stay closed",
                "The school of Tolsk island will stay closed.",
                "Radio Tolsk",
                "reported",
            ),
        ),
    ),
)


def source_of(answer: str | None) -> str | None:
    """Read a source generously: what a model writes for "the report itself" is none."""
    if answer is None or answer.strip().lower() in {"", "null", "none", "report", "the report", "n/a"}:
        return None
    return answer
