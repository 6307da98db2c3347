"""Diagrams: well-formed, told in words, and drawn where the figures are."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from summarizer.evaluation.diagrams import reliability, risk_coverage_curve, wilson
from summarizer.evaluation.metrics import Scored, figures

SVG = "{http://www.w3.org/2000/svg}"
ROWS = [Scored(0.95, place != 0, str(place)) for place in range(4)] + [Scored(0.15, False, "x")]


def drawn(text):
    root = ET.fromstring(text)
    assert "://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "script" not in text
    for style in ("prefers-color-scheme:dark", 'class="page"'):
        assert style in text
    return root, root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text


def test_reliability_has_a_dot_where_each_bin_is():
    root, title, described = drawn(reliability(figures(ROWS, draws=20), name="<a> & b"))
    assert title == "Reliability: <a> & b"
    assert "of 4 claims at 0.95, 0.75 are supported" in described
    assert "a perfect scorer's" in described
    low, high = root.findall(f"{SVG}circle")
    left, side, top = 64, 320, 56
    assert float(high.get("cx")) == pytest.approx(left + 0.95 * side)
    assert float(high.get("cy")) == pytest.approx(top + 0.25 * side)
    assert float(low.get("cy")) == pytest.approx(top + side)
    bars = [float(bar.get("height")) for bar in root.findall(f"{SVG}rect[@class='bar']")]
    assert bars == [14, 56]


def test_a_long_name_is_cut_where_it_is_drawn_and_not_where_it_is_told():
    root, title, _ = drawn(reliability(figures(ROWS, draws=20), name="x" * 60))
    assert title == f"Reliability: {'x' * 60}"
    assert root.find(f"{SVG}text[@class='title']").text == f"Reliability: {'x' * 26}…"


def test_risk_and_coverage():
    root, title, described = drawn(risk_coverage_curve(ROWS))
    assert title == "Risk and coverage"
    assert described == (
        "of 80% kept, 25.0% are not supported; of 80% kept, 25.0% are not supported; "
        "of 80% kept, 25.0% are not supported; of 100% kept, 40.0% are not supported."
    )
    points = root.find(f"{SVG}polyline").get("points").split()
    assert points == ["320.0,296.0", "384.0,248.0"]


def test_the_interval_of_a_share():
    """The interval of 4 in 10 as Agresti & Coull (1998) give it."""
    assert wilson(0.4, 10) == pytest.approx((0.168, 0.687), abs=0.001)
    assert wilson(0.0, 5)[0] == 0
    assert wilson(1.0, 5)[1] == 1
