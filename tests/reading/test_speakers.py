"""Whose voice each sentence is, over several sentences. All texts are made up."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summarizer.reading.prepare import prepare
from summarizer.schema import Report


def heard(text: str) -> list[list[tuple[str, str]]]:
    return [[(voice.source, voice.manner) for voice in voices] for voices in prepare(Report(text=text)).heard]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mayor Celia Ourang said the hall was full. She added that two doors were locked.",
            [[("Mayor Celia Ourang", "says")], [("Mayor Celia Ourang", "says")]],
        ),
        (
            "The rail agency said the signal was red. It denied that the driver was warned.",
            [[("rail agency", "says")], [("rail agency", "denies")]],
        ),
        (
            "The harbour office said the lock was shut. Its director, Pia Lund, said it would reopen. "
            "It added that pilots were told.",
            [[("harbour office", "says")], [("Pia Lund", "says")], [("harbour office", "says")]],
        ),
        (
            "Ada Moss lives by the canal. She said the water came at night.",
            [[], [("Ada Moss", "says")]],
        ),
        (
            "Tarn Mutual said it was sad. The sports minister, Dag Orre, shut nine stands; somebody, he said, erred.",
            [[("Tarn Mutual", "says")], [("Dag Orre", "says")]],
        ),
        (
            "Mayor Celia Ourang said it fell. Its spokesman pointed at the club, which, he said, had hung a screen.",
            [[("Mayor Celia Ourang", "says")], [("spokesman", "says")]],
        ),
        (
            "Mayor Celia Ourang said it was calm. Pupil Cal Redd climbed out. “It was quiet,” he said.",
            [[("Mayor Celia Ourang", "says")], [], [("Cal Redd", "says")]],
        ),
        (
            "Ove Lund said it was late. The aid agency Open Hand shut its depot. Two were missing, he said.",
            [[("Ove Lund", "says")], [], [("Ove Lund", "says")]],
        ),
        (
            "Corvell, the rail company, and Signal House, the hospital’s operator, met near Little Ebb. It said no.",
            [[], []],
        ),
        (
            "Ada Moss, the service’s doctor, said it was safe. She said it was cold.",
            [[("Ada Moss", "says")], [("Ada Moss", "says")]],
        ),
        ("A union said that the vent was shut. This is untrue.", [[("union", "says")], [(None, "denies")]]),
        (
            "The vent was shut, a union said. “That is simply wrong,” the firm said.",
            [[("union", "says")], [("firm", "denies")]],
        ),
        (
            "A union said it burned. “That number is a fantasy,” said Ann Lee.",
            [[("union", "says")], [("Ann Lee", "denies")]],
        ),
        ("Early talk that he had been on board turned out to be wrong.", [[(None, "denies")]]),
        ("Laboratory tests have confirmed nine cases.", [[(None, "confirms")]]),
        ("The minister said it is wrong to strike now.", [[("minister", "says")]]),
        ("Preliminary reports say nine died.", [[]]),
        ("He said the water came at night.", [[]]),
        ("We are sorry. We have told the police.", [[], []]),
        (
            "The mayor met Ove Lund. Florist Pia Ruud saw, she says, two men.",
            [[], [("Pia Ruud", "says")]],
        ),
        (
            "The port said the sea was calm. Captain Ove Lund said it was not. Lund said the deck was dry. "
            "“A wave struck us,” it said.",
            [[("port", "says")], [("Captain Ove Lund", "says")], [("Lund", "says")], [("port", "says")]],
        ),
        ("Unconfirmed reports say the dam is cracked.", [[]]),
        (
            "Ivo Marsh was there. His widow, Pia Lund, said it was dark. He had left, she said. He said so.",
            [[], [("Pia Lund", "says")], [("Pia Lund", "says")], [("Ivo Marsh", "says")]],
        ),
        (
            "Several shopkeepers blamed the council. They said the drains were blocked.",
            [[("Several shopkeepers", "alleges")], [("Several shopkeepers", "says")]],
        ),
    ],
)
def test_pronouns_are_resolved(text, expected):
    assert heard(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "“The roof came down on the platform,” said Ove Lund, a porter. “People ran for the stairs.”",
        "“The roof came down on the platform,” Ove Lund said. “People ran for the stairs in the dark. "
        "Nobody knew where to go, and the sirens were silent. It was over quickly.”",
        '"The roof came down on the platform," said Ove Lund. "People ran for the stairs."',
        "‘The roof came down on the platform,’ said Ove Lund. ‘People ran for the stairs.’",
        "Ove Lund said the roof came down. “People ran for the stairs. Nobody knew where to go at all.”",
    ],
)
def test_a_quotation_over_several_sentences_has_one_speaker(text):
    assert {source for voices in heard(text) for source, _ in voices} == {"Ove Lund"}
    assert all(heard(text))


def test_the_report_speaks_again_behind_a_quotation():
    text = "“The roof came down,” said Ove Lund. “People ran.” The station was closed for three days."
    assert heard(text)[-1] == []


@pytest.mark.parametrize(
    ("sentence", "back"),
    [
        ("The brewery rejected the claim.", True),
        ("The brewery denied that.", True),
        ("The brewery denies it.", True),
        ("The brewery disputes this account.", True),
        ("The brewery dismissed the allegations as rumour.", True),
        ("The brewery denied both.", True),
        ("Ms Ruud called that figure false.", True),
        ("Ms Ruud calls the allegations baseless.", True),
        ("The brewery denied that the tank had leaked.", False),
        ("The brewery denied this tank had leaked.", False),
        ("The brewery rejected claims that the tank had leaked.", False),
        ("The brewery denied any leak.", False),
        ("The brewery said that.", False),
        ("It leaked, they say, a charge the brewery dismissed as absurd.", True),
        ("It leaked, they say, a figure the brewery considers far too high.", True),
    ],
)
def test_denials_that_only_point_back(sentence, back):
    voices = prepare(Report(text=f"Neighbours said the tank had leaked. {sentence}")).heard[-1]
    assert [voice.points_back for voice in voices][-1:] == [back]


def test_a_message_is_its_writers_unless_it_passes_somebody_on():
    text = (
        "10:01 ada: pump 2 is down\n"
        "10:02 bo: Halden Power told me the feed dropped, they expect a fix by noon\n"
        "10:03 ada: confirmed, I see it\n"
        "10:04 cy: they never called\n"
    )
    assert heard(text) == [
        [("ada", "says")],
        [("Halden Power", "says"), ("Halden Power", "says"), ("bo", "says")],
        [("ada", "confirms")],
        [("cy", "says")],
    ]


def test_a_letter_in_the_first_person_is_the_reports_own_voice():
    text = "We have found a fault. We said in May that we would replace the valve. I am sorry."
    assert heard(text) == [[], [], []]


def test_what_the_writers_of_a_notice_confirm_or_deny_is_theirs_though_nobody_is_named():
    text = "A union said that the vent was shut. We deny that. We have confirmed that it was open."
    assert heard(text) == [[("union", "says")], [(None, "denies")], [(None, "confirms")]]
    denial = prepare(Report(text=text)).heard[1][0]
    assert (denial.points_back, denial.source_start) == (True, None)


WORDS = st.sampled_from(
    [
        *"“”,.–",
        *(
            "Police",
            "Ann Lee",
            "said",
            "denied",
            "that.",
            "She",
            "He",
            "It",
            "I",
            "added,",
            "the claim.",
            "who",
        ),
        *("according to", "\n", "\n\n", "10:01", "ada:", "bo:", "مرحبا"),
    ]
)


@settings(max_examples=100)
@given(st.lists(WORDS, max_size=40).map(" ".join))
@example("10:01 ada: I said\n10:02 bo: I said\n10:03 cy: he said she said")
def test_every_source_stands_in_the_report_where_the_voice_says(text):
    prepared = prepare(Report(text=text))
    assert len(prepared.heard) == len(prepared.sentences)
    for sentence, voices in zip(prepared.sentences, prepared.heard, strict=True):
        for voice in voices:
            if voice.source is None:
                assert (voice.source_start, voice.source_end) == (None, None)
                assert voice.manner == "denies"
            else:
                assert text[voice.source_start : voice.source_end] == voice.source != ""
            assert 0 <= voice.start <= voice.end <= len(sentence.text)


def test_a_town_that_opens_a_dateline_is_nobody():
    text = "Ida Borg came. “It sank,” Borg said.\n\nPORT DAHL – Suspects fled. She said there were more."
    assert heard(text)[-1] == [("Borg", "says")]
