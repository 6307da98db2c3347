"""How well confidence does on the program's own claims; fits the profile that ships for them.

    python benchmarks/own_claims_report.py report
    python benchmarks/own_claims_report.py fit

Both read ``own-claims.jsonl``, the labels that ``own_claims.py`` makes. ``report`` writes
``docs/own-claims.md``, with the diagrams: cross-validated by report, by a profile fitted on the other claims.
``fit`` writes the profile that ships, with its cross-validated figures.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from extraction import HERE, replace, say
from own_claims import CLAIMS, SEED, WRONG, agreement, read

from summarizer.confidence.profile import Profile
from summarizer.evaluation.calibration import LabelledSignals, fit
from summarizer.evaluation.diagrams import reliability, risk_coverage_curve
from summarizer.evaluation.held_out import cross_validated, held_out
from summarizer.evaluation.metrics import Estimate, Figures, Scored, figures

DOCS = HERE.parent / "docs"
PROFILE = "embedded-own"
SHIPPED = HERE.parent / "summarizer" / "confidence" / "profiles" / f"{PROFILE}.json"
SIGNALS = ("p_yes_odds", "cover", "names_new", "names_off", "fragment", "new_words", "surer")


def main(arguments: list[str] | None = None) -> int:
    """Write the page, or the profile."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("report", help="write how well confidence does on the labels")
    steps.add_parser("fit", help="fit the profile that ships")
    asked = parser.parse_args(arguments)
    return report() if asked.step == "report" else ship()


def fitted(rows: Sequence[LabelledSignals]) -> Profile:
    """The profile of these claims."""
    return fit(rows, name=PROFILE, models=("embedded",), signals=SIGNALS).model_copy(update={"own": True})


def labelled_signals(kept: list[dict[str, Any]]) -> list[LabelledSignals]:
    """What a profile is fitted on."""
    return [LabelledSignals(row["signals"], row["label"] == 1, row["group"], "own claims") for row in kept]


def ship() -> int:
    """Fit the profile that ships on all labels, with its cross-validated figures."""
    rows = labelled_signals(list(read(CLAIMS)))
    scored = cross_validated(rows, fitted, seed=SEED)
    if scored is None:
        say("There are too few labels to hold some out.")
        return 1
    measured = held_out(figures(scored, seed=SEED), "own claims, by report")
    profile = fitted(rows).model_copy(update={"held_out": (measured,)})
    replace(SHIPPED, profile.model_dump_json(indent=1) + "\n")
    return 0


def report() -> int:
    """Cross-validate by report, and write the page and the diagrams."""
    kept = list(read(CLAIMS))
    rows = labelled_signals(kept)
    scored = cross_validated(rows, fitted, seed=SEED)
    if scored is None:
        say("There are too few labels to hold some out.")
        return 1
    asked = [Scored(row.signals["p_yes"], row.label, row.group) for row in rows if "p_yes" in row.signals]
    compared = {
        "cross-validated": figures(scored, seed=SEED),
        "the model's P(yes) alone": figures(asked, seed=SEED) if asked else None,
    }
    best = compared["cross-validated"]
    replace(DOCS / "own-claims-reliability.svg", reliability(best, name="own claims"))
    replace(DOCS / "own-claims-risk.svg", risk_coverage_curve(scored, name="own claims"))
    replace(DOCS / "own-claims.md", page(kept, compared))
    say((DOCS / "own-claims.md").read_text(encoding="utf-8"))
    return 0


def page(kept: list[dict[str, Any]], compared: Mapping[str, Figures | None]) -> str:
    """The page, in Markdown."""
    wrong = Counter(row["wrong"] for row in kept if not row["label"])
    lines = [
        "# Confidence on the program's own claims",
        "",
        "Written by `benchmarks/own_claims_report.py report` from `benchmarks/own-claims.jsonl`: claims that "
        f"the embedded model made of {len({row['group'] for row in kept})} short reports, labelled against "
        f"their evidence. {agreement([row['labels'] for row in kept])}",
        "",
        "Cross-validated: the reports are dealt into ten parts, and each part is scored by a profile fitted on the "
        "other nine. Which signals it uses was chosen on the same claims, which flatters it somewhat. Intervals are "
        "95%, by report. An ECE is to be read beside that of a perfect scorer on as many claims.",
        "",
        "| confidence | claims | supported | AUROC | Brier skill | ECE | a perfect scorer's |",
        "|---|---:|---:|---:|---:|---:|---:|",
        *(
            f"| {name} | {one.claims} | {one.base_rate:.3f} | {interval(one.auroc)} | {interval(one.brier_skill)} "
            f"| {one.ece.value:.3f} | {one.ece.floor:.3f} |"
            for name, one in compared.items()
            if one
        ),
        "",
        "![Reliability](own-claims-reliability.svg) ![Risk and coverage](own-claims-risk.svg)",
        "",
        "| what is wrong | claims |",
        "|---|---:|",
        *(f"| {reason}: {WRONG[reason]} | {count} |" for reason, count in wrong.most_common()),
        "",
    ]
    return "\n".join(lines)


def interval(estimate: Estimate | None) -> str:
    """A figure with its interval."""
    if estimate is None:
        return "–"
    between = f" ({estimate.low:.3f} to {estimate.high:.3f})" if estimate.low is not None else ""
    return f"{estimate.value:.3f}{between}"


if __name__ == "__main__":
    sys.exit(main())
