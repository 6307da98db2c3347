"""The diagrams of a calibration as SVG: reliability, and what is left when unsure claims are put aside.

Written by hand, so that nothing heavy is needed to draw sixty lines. They are legible on light and dark pages, say
in words what they show (``title``, ``desc``), and hold no script and no reference to anything outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from summarizer.evaluation.metrics import Bin, CalibrationError, Figures, Scored, risk_coverage

_SIDE = 320
"""Width and height of the plotted square, in SVG units."""
_LEFT, _TOP, _RIGHT = 64, 56, 24
_BARS = 56
"""Height of the bars that show how many claims there are."""
_TITLE = 40
"""Characters of a title for which there is room."""
_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_STYLE = """\
.page{fill:#fff}text{fill:#24292f;font:12px system-ui,sans-serif}.title{font-size:15px;font-weight:600}
.grid{stroke:#d0d7de}.ideal{stroke:#6e7781;stroke-dasharray:5 4}.line{stroke:#0550ae;fill:none;stroke-width:2.5}
.dot{fill:#0550ae;stroke:#fff;stroke-width:1.5}.bar{fill:#8c959f}.spread{stroke:#0550ae;stroke-width:1.5}
@media(prefers-color-scheme:dark){.page{fill:#0d1117}text{fill:#e6edf3}.grid{stroke:#3d444d}
.ideal{stroke:#9198a1}.line{stroke:#79c0ff}.dot{fill:#79c0ff;stroke:#0d1117}.bar{fill:#656c76}.spread{stroke:#79c0ff}}
"""


def reliability(figures: Figures, *, name: str = "") -> str:
    """The reliability diagram (Murphy & Winkler 1977): for claims of about one confidence, the share supported.

    A dot on the dashed diagonal means what it says; the line through a dot is the 95% interval of Wilson (1927) for
    its share, and the bar below is how many claims it stands for.

    Args:
        figures: from ``metrics.figures``.
        name: what was scored, for the title.

    Returns:
        A whole SVG document.
    """
    most = max(one.count for one in figures.bins)
    floor = _TOP + _SIDE + 44 + _BARS
    marks = [
        *_frame("Confidence", "Supported"),
        f'<line class="ideal" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>',
        *(mark for one in figures.bins for mark in _dot(one, floor, most)),
        f'<text x="{_LEFT}" y="{floor + 18}">{figures.claims} claims by confidence, at most {most} a bar</text>',
    ]
    described = "; ".join(
        f"of {one.count} claims at {one.score:.2f}, {one.supported:.2f} are supported" for one in figures.bins
    )
    return _document(
        f"Reliability{_of(name)}",
        _error(figures.ece),
        f"{_error(figures.ece)}. {described}.",
        marks,
        floor + 32,
    )


def risk_coverage_curve(rows: Sequence[Scored], *, name: str = "") -> str:
    """The risk-coverage curve: how many claims are kept, the surest first, and how many of those are wrong.

    Args:
        rows: one or more scored claims.
        name: what was scored, for the title.

    Returns:
        A whole SVG document.
    """
    curve = risk_coverage(rows)
    points = " ".join(f"{_x(coverage)},{_y(risk)}" for coverage, risk in curve)
    base = curve[-1][1]
    marks = [
        *_frame("Claims kept, the surest first", "Not supported among them"),
        f'<line class="ideal" x1="{_x(0)}" y1="{_y(base)}" x2="{_x(1)}" y2="{_y(base)}"/>',
        f'<polyline class="line" points="{points}"/>',
        f'<circle class="dot" cx="{_x(curve[0][0])}" cy="{_y(curve[0][1])}" r="4"/>',
    ]
    shown = [_at(curve, share) for share in (0.25, 0.5, 0.75, 1.0)]
    described = "; ".join(f"of {kept:.0%} kept, {risk:.1%} are not supported" for kept, risk in shown)
    return _document(
        f"Risk and coverage{_of(name)}",
        f"{base:.1%} of all {len(rows)} claims are not supported (dashed)",
        f"{described}.",
        marks,
        _TOP + _SIDE + 56,
    )


def _at(curve: Sequence[tuple[float, float]], share: float) -> tuple[float, float]:
    """The first point that keeps at least a share."""
    return next(point for point in curve if point[0] >= share - 1e-9)


def _dot(one: Bin, floor: int, most: int) -> Iterable[str]:
    x, low, high = _x(one.score), *wilson(one.supported, one.count)
    width, left = _SIDE * (one.high - one.low) - 2, _x(one.low) + 1
    height = round(_BARS * one.count / most, 1)
    said = f"{one.count} claims at {one.score:.2f}: {one.supported:.2f} supported"
    yield f'<line class="spread" x1="{x}" y1="{_y(low)}" x2="{x}" y2="{_y(high)}"/>'
    yield f'<circle class="dot" cx="{x}" cy="{_y(one.supported)}" r="5"><title>{said}</title></circle>'
    yield f'<rect class="bar" x="{left:.1f}" y="{floor - height}" width="{width:.1f}" height="{height}"/>'


def wilson(share: float, count: int) -> tuple[float, float]:
    """The score interval of a share, 95% (Wilson 1927)."""
    z = 1.96
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    reach = z / (1 + z * z / count) * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    return max(0.0, middle - reach), min(1.0, middle + reach)


def _error(error: CalibrationError) -> str:
    return f"Calibration error {error.value:.3f} (a perfect scorer's: {error.floor:.3f})"


def _cut(title: str) -> str:
    """As much of a title as there is room for in a wide font; the whole stands in ``title``."""
    return title if len(title) <= _TITLE else f"{title[: _TITLE - 1]}…"


def _of(name: str) -> str:
    return f": {name}" if name else ""


def _x(value: float) -> float:
    return round(_LEFT + value * _SIDE, 1)


def _y(value: float) -> float:
    return round(_TOP + (1 - value) * _SIDE, 1)


def _frame(across: str, up: str) -> Iterable[str]:
    for tick in _TICKS:
        yield f'<line class="grid" x1="{_x(tick)}" y1="{_y(0)}" x2="{_x(tick)}" y2="{_y(1)}"/>'
        yield f'<line class="grid" x1="{_x(0)}" y1="{_y(tick)}" x2="{_x(1)}" y2="{_y(tick)}"/>'
        yield f'<text x="{_x(tick)}" y="{_y(0) + 17}" text-anchor="middle">{tick:.1f}</text>'
        yield f'<text x="{_x(0) - 8}" y="{_y(tick) + 4}" text-anchor="end">{tick:.1f}</text>'
    middle = _LEFT + _SIDE / 2
    yield f'<text x="{middle}" y="{_y(0) + 35}" text-anchor="middle">{across}</text>'
    turned = f'transform="rotate(-90 16 {_TOP + _SIDE / 2})"'
    yield f'<text x="16" y="{_TOP + _SIDE / 2}" text-anchor="middle" {turned}>{up}</text>'


def _document(title: str, subtitle: str, described: str, marks: Iterable[str], height: int) -> str:
    width = _LEFT + _SIDE + _RIGHT
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" role="img" aria-labelledby="title desc">',
            f'<title id="title">{escape(title)}</title>',
            f'<desc id="desc">{escape(described)}</desc>',
            f"<style>{_STYLE}</style>",
            f'<rect class="page" width="{width}" height="{height}"/>',
            f'<text class="title" x="12" y="22">{escape(_cut(title))}</text>',
            f'<text x="12" y="40">{escape(subtitle)}</text>',
            *marks,
            "</svg>",
            "",
        ]
    )
