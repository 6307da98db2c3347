"""The page as a reader uses it: from a claim to its place and back, tabs, filters, keys, copying, paper."""

from __future__ import annotations

import pytest

from browsing import until

pytestmark = pytest.mark.browser

LIT = "[...document.querySelectorAll('mark.on')].map(mark => mark.textContent.replace(/\\s+/g, ' '))"
FOCUS = "document.activeElement.id || document.activeElement.className"
CURRENT = "(document.querySelector('#list > li.on') || {}).id"
SHOWN = "[...document.querySelectorAll('#list > li:not([hidden])')].map(card => card.id)"


def in_view(page, selector):
    """Whether it can be seen without scrolling, in the window and in the pane that scrolls."""
    return page.evaluate(
        """selector => {
            const box = document.querySelector(selector).getBoundingClientRect();
            const pane = document.querySelector('#texts').getBoundingClientRect();
            const inside = document.querySelector(selector).closest('#texts');
            const top = inside ? Math.max(0, pane.top) : 0;
            return box.height > 0 && box.top >= top - 1 && box.bottom <= innerHeight + 1;
        }""",
        selector,
    )


def test_one_click_leads_from_a_claim_to_its_place_and_one_back(show, summary):
    page = show(summary, height=500)
    page.click("#c7 .evidence a")
    assert page.evaluate(LIT) == ["It is not known who paid for the lorry"]
    assert in_view(page, "mark.on")
    assert page.inner_text("#back") == "Back to claim c7"
    page.click("#back")
    assert page.evaluate(CURRENT) == page.evaluate(FOCUS) == "c7"
    assert in_view(page, "#c7")
    assert page.is_hidden("#back")


def test_the_whole_claim_can_be_clicked(show, summary):
    page = show(summary)
    page.click("#c4 h3 .text")
    assert page.evaluate(LIT) == ["I counted eleven bodies"]


def test_enter_leads_to_the_place_and_escape_back(show, summary):
    page = show(summary)
    page.focus("#c3 .evidence li:nth-child(2) a")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.on")
    assert page.evaluate(LIT) == ["The Ashen Front denied carrying out the attack"]
    assert "on" in page.evaluate(FOCUS)
    page.keyboard.press("Escape")
    until(page, f"{FOCUS} === 'c3'")
    assert in_view(page, "#c3")


def test_the_browser_goes_back_too(show, summary):
    page = show(summary)
    page.click(".lede .ref >> nth=0")
    until(page, f"{CURRENT} === 'c1'")
    page.click("#c2 .evidence a >> nth=1")
    until(page, f"{CURRENT} === 'c2'")
    page.go_back()
    until(page, f"{CURRENT} === 'c1'")


def test_a_place_leads_to_each_of_its_claims_in_turn(show, summary):
    page = show(summary)
    shared = page.locator("mark", has_text="it had received nine bodies")
    seen = []
    for _ in range(3):
        shared.click()
        page.wait_for_timeout(50)
        seen.append(page.evaluate(CURRENT))
    assert seen == ["c2", "c5", "c2"]
    assert "claim 1 of 2" in page.inner_text("#said").casefold()
    page.click(".text a.ref[href='#c6']")
    until(page, f"{CURRENT} === 'c6'")


def test_overlapping_evidence_is_told_apart_without_colour(show, summary):
    page = show(summary)
    borders = page.evaluate(
        """() => ['x1', 'x2'].map(name => getComputedStyle(document.querySelector(`mark.${name}`)))
               .map(style => `${style.borderBlockEndStyle} ${style.borderBlockEndWidth}`)"""
    )
    assert borders == ["solid 1px", "double 3px"]
    page.hover(".text a.ref[href='#c5']")
    assert page.locator("mark.hint").count() == 1


def test_reports_are_tabs(show, several):
    page = show(several)
    tabs = page.get_by_role("tab")
    assert [tab.get_attribute("aria-selected") for tab in tabs.all()] == ["true", "false"]
    assert page.is_hidden("#r2")
    tabs.nth(0).focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate(FOCUS) == "t2"
    assert page.is_visible("#r2")
    assert page.is_hidden("#r1")
    page.keyboard.press("Home")
    assert page.is_visible("#r1")
    page.click("#c8 .evidence a")
    page.wait_for_selector("#r2 mark.on")
    assert page.evaluate(LIT) == ["The death toll rose to ten overnight"]
    page.click("#t1")
    page.wait_for_selector("#r1", state="visible")


@pytest.mark.parametrize("several_reports", [False, True])
def test_without_script_everything_is_there_and_linked(show, summary, several, several_reports):
    page = show(several if several_reports else summary, java_script_enabled=False)
    assert page.is_hidden(".tools")
    assert page.locator("button:visible").count() == 0
    assert all(panel.is_visible() for panel in page.locator(".report").all())
    page.click("#c7 .evidence a")
    assert page.url.endswith("#e7-1")
    assert page.locator("i#e7-1 + mark").is_visible()
    page.click(".text a.ref[href='#c7']")
    assert page.url.endswith("#c7")


def test_keys(show, several):
    page = show(several)
    press = page.keyboard.press

    def current(claim):
        until(page, f"{CURRENT} === '{claim}'")

    press("j")
    current("c1")
    press("j")
    current("c2")
    for words in ("killing at least nine people", "it had received", "Nine people had died"):
        press("s")
        until(page, f"{LIT}.join().startsWith('{words}')")
    assert page.is_visible("#r2")
    press("b")
    current("c2")
    press("k")
    current("c1")
    press("]")
    assert page.is_visible("#r2")
    press("[")
    assert page.is_visible("#r1")
    press("s")
    until(page, f"{LIT}.join().startsWith('Gunmen')")
    press("n")
    until(page, f"{LIT}.join().startsWith('killing')")
    press("p")
    until(page, f"{LIT}.join().startsWith('Gunmen')")
    press("/")
    assert page.evaluate(FOCUS) == "f-text"
    page.keyboard.type("jks?")
    assert page.input_value("#f-text") == "jks?"
    assert page.is_visible("#none")
    press("Escape")
    page.click("#reset")
    press("?")
    assert page.is_visible("dialog")
    press("Escape")
    assert page.is_hidden("dialog")


def test_keys_in_quick_succession_each_act_on_what_the_one_before_showed(show, several):
    page = show(several)
    page.evaluate(
        """keys => {
            for (const key of keys) document.body.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
        }""",
        ["j", "j", "k", "s", "n"],
    )
    assert page.evaluate(CURRENT) == "c2"
    until(page, "location.hash === '#e2-1'")
    until(page, f"{LIT}.join().startsWith('killing')")
    page.go_back()
    until(page, f"{LIT}.join().startsWith('Gunmen') && {CURRENT} === 'c1'")


def test_every_key_of_the_help_does_something_and_single_keys_can_be_turned_off(show, summary):
    page = show(summary)
    page.click("#help")
    listed = set(page.locator("dialog kbd").all_inner_texts())
    assert listed == {"j", "k", "s", "b", "Esc", "n", "p", "[", "]", "/", "c", "?"}
    page.uncheck("#single")
    page.click("#close")
    page.keyboard.press("j")
    page.keyboard.press("/")
    page.wait_for_timeout(100)
    assert page.evaluate(CURRENT) is None
    assert page.evaluate(FOCUS) != "f-text"


def test_filters(show, several):
    page = show(several)
    cases = [
        ("#f-confidence", "0.95 1.01", ["c1", "c8"]),
        ("#f-confidence", "0 0.5", ["c5"]),
        ("#f-certainty", "unconfirmed", ["c6"]),
        ("#f-report", "1", ["c2", "c8"]),
    ]
    for field, value, expected in cases:
        page.select_option(field, value)
        assert page.evaluate(SHOWN) == expected
        assert page.inner_text("#shown") == f"{len(expected)} of 8 claims"
        page.click("#reset")
        assert page.inner_text("#shown") == "8 claims"
    page.select_option("#f-voice", label="Marta Dželin (1)")
    assert page.evaluate(SHOWN) == ["c4"]
    page.click("#reset")
    page.check("#f-contested")
    assert page.evaluate(SHOWN) == ["c3", "c4"]
    page.select_option("#f-certainty", "alleged")
    assert page.evaluate(SHOWN) == ["c3"]
    page.fill("#f-text", "nowhere")
    assert page.evaluate(SHOWN) == []
    assert page.is_visible("#none")


def test_search_is_in_claims_quotes_and_sources(show, several):
    page = show(several)
    for words, expected in (
        ("LORRY", ["c7"]),
        ("marta", ["c4"]),
        ("hospital 31 says", ["c5"]),
        ("bodies", ["c2", "c4", "c5"]),
        ("<b>", []),
    ):
        page.fill("#f-text", words)
        assert page.evaluate(SHOWN) == expected


def test_a_claim_that_is_filtered_away_is_shown_when_it_is_asked_for(show, summary):
    page = show(summary)
    page.check("#f-contested")
    page.click(".text a.ref[href='#c7']")
    until(page, f"{CURRENT} === 'c7'")
    assert in_view(page, "#c7")
    assert not page.is_checked("#f-contested")


def test_sort(show, several):
    page = show(several)
    for order, expected in (
        ("sure", ["c1", "c8", "c2", "c7", "c3", "c4", "c6", "c5"]),
        ("unsure", ["c5", "c6", "c4", "c3", "c7", "c2", "c8", "c1"]),
        ("certainty", ["c2", "c5", "c7", "c1", "c4", "c8", "c3", "c6"]),
        ("voices", ["c2", "c3", "c1", "c4", "c5", "c6", "c7", "c8"]),
        ("told", ["c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8"]),
    ):
        page.select_option("#f-order", order)
        assert page.evaluate(SHOWN) == expected
    page.select_option("#f-order", "unsure")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    until(page, f"{CURRENT} === 'c5'")


@pytest.mark.parametrize("refused", [False, True])
def test_a_claim_is_copied_with_its_quotes_source_and_confidence(show, several, refused):
    page = show(several, permissions=["clipboard-read", "clipboard-write"])
    if refused:
        page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('no')))")
    page.click("#c3 .copy")
    until(page, "document.getElementById('said').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "The Ashen Front carried out the attack\n"
        "Confidence that the quoted words support it: 83% very likely. Certainty: alleged.\n"
        "Beware: contested.\n"
        "“The ministry blamed the Ashen Front” – the interior ministry, alleged, Coastal Press Wire (r1)\n"
        "“The Ashen Front denied carrying out the attack” – The Ashen Front, denied, Coastal Press Wire (r1)"
    )
    assert page.inner_text("#said") == "Claim c3 copied with its quotes"


def test_on_paper_all_reports_and_the_provenance_are_there_and_no_controls(show, several):
    page = show(several)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for gone in (".tools", ".copy >> nth=0", ".masthead nav", "#tabs", ".skip"):
        assert page.is_hidden(gone)
    for there in ("#r1", "#r2", ".made", "#c8", ".sides >> nth=0"):
        assert page.is_visible(there)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.is_hidden(".made")
    assert page.pdf().startswith(b"%PDF")


@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1600])
def test_nothing_is_wider_than_the_window(show, several, partial, width):
    for shown in (several, partial):
        page = show(shown, width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_telephone_the_place_is_shown_and_the_way_back_stays_in_view(show, several):
    page = show(several, width=360, height=640, has_touch=True)
    page.tap("#c6 .evidence a")
    page.wait_for_selector("mark.on")
    assert in_view(page, "mark.on")
    assert in_view(page, "#back")
    page.tap("#back")
    until(page, f"{CURRENT} === 'c6'")
    assert in_view(page, "#c6")


def test_light_and_dark(show, summary):
    grounds = [
        show(summary, color_scheme=scheme).evaluate(
            "getComputedStyle(document.documentElement).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    light, dark = (sum(map(int, ground[4:-1].split(","))) for ground in grounds)
    assert light > 600
    assert dark < 150


def test_an_address_with_a_place_opens_at_it(show, several):
    page = show(several)
    page.goto(f"{page.url}#e8-1")
    page.reload()
    page.wait_for_selector("#r2 mark.on")
