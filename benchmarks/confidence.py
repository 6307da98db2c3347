"""How well confidence does on labelled public data, one data set left out at a time; fits the shipped profiles.

    python benchmarks/confidence.py ask DATA_DIR ANSWERS.jsonl [--rows 60] [--minutes 60]
    python benchmarks/confidence.py table DATA_DIR ANSWERS.jsonl [--diagram FILE.svg]
    python benchmarks/confidence.py fit DATA_DIR ANSWERS.jsonl
    python benchmarks/confidence.py rows blind > blind.jsonl; summarizer eval support blind.jsonl
    python benchmarks/confidence.py style

``DATA_DIR`` holds one ``SET.jsonl`` a data set with rows ``{"id", "doc", "claim", "label", "group"}``. ``ask`` puts
the embedded model's answers behind each other in ``ANSWERS.jsonl``, goes on where it was interrupted, and takes the
sets in turn so that whatever is there is balanced. Nothing of the texts is written anywhere. Two more sets are ours:
the claims of ``examples/``, and "reports" of ``given-claims.jsonl``. Its other sets, "blind" and "said",
``stories.jsonl`` and ``twins.jsonl`` are for measuring alone.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import fmean
from time import perf_counter

from zero_shot import zero_shot

from summarizer.confidence import profile as profiles
from summarizer.confidence.profile import Platt, Profile
from summarizer.confidence.score import score
from summarizer.confidence.signals import log_odds
from summarizer.evaluation.calibration import LabelledSignals, fit, platt
from summarizer.evaluation.diagrams import reliability
from summarizer.evaluation.held_out import each_set_left_out
from summarizer.evaluation.metrics import Scored, auroc, brier_skill, calibration_error, equal_width, figures
from summarizer.llm import PromptSet, open_model
from summarizer.reading.load import load as load_report
from summarizer.reading.parts import parts
from summarizer.reading.prepare import prepare
from summarizer.stages.check import ask
from summarizer.stages.evidence import facts, located, passage
from summarizer.stages.given import assess, shown
from summarizer.stages.rivals import rivals

HERE = Path(__file__).parent
SEED = 7
TURN = 12
"""Rows of a set before it is the next one's turn."""
LONGEST_GROUP = 14
OURS = ("examples", "reports")
"""Sets of our own, all of whose claims are shown the whole report: what a few sentences would give is not asked."""
OVERLAP = ("cover", "rare_cover", "pair_cover", "density", "longest_gap", "new_words")
CONTENT = ("names_new", "numbers_new", "negation_off", "swaps", "otherwise", "as_fact")
EMBEDDED = (*CONTENT, "p_weak_odds", "outdone")
PLAIN = (*CONTENT, "p_yes")


def load(folder: Path) -> dict[str, list[dict]]:
    """The rows of each set of the folder, and of our own two, whose claims are on reports of this project."""
    public = {path.stem: _rows(path) for path in sorted(folder.glob("*.jsonl"))}
    return {**public, **dict(zip(OURS, (examples(), ours("reports")), strict=True))}


def examples(name: str = "claims") -> list[dict]:
    """The claims on the reports of ``examples/``, of one of its two sets."""
    folder = HERE.parent / "examples"
    return [
        {**row, "doc": (folder / row["doc"]["file"]).read_text(), "group": row["doc"]["file"]}
        for row in _rows(folder / f"{name}.jsonl")
    ]


def ours(name: str) -> list[dict]:
    """A set of ``given-claims.jsonl``, on the reports of ``attributed.jsonl``."""
    reports = our_reports()
    return [
        {**row, "doc": reports[row["report"]]["text"], "group": row["report"]}
        for row in _rows(HERE / "given-claims.jsonl")
        if row["set"] == name
    ]


def our_reports() -> dict[str, dict]:
    return {f"{one['round']}-{one['name']}": one for one in _rows(HERE / "attributed.jsonl")}


def _rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sample(rows: list[dict], count: int) -> list[dict]:
    """Whole groups in a fixed order, until there are enough rows; where groups are few, some rows of all."""
    groups = defaultdict(list)
    for row in rows:
        groups[row["group"]].append(row)
    names = sorted(groups)
    random.Random(SEED).shuffle(names)
    if len(names) < count // LONGEST_GROUP:
        some = sorted(rows, key=lambda row: row["id"])
        random.Random(SEED).shuffle(some)
        return some[:count]
    chosen = [row for name in names for row in groups[name][:LONGEST_GROUP]]
    return chosen[:count]


def in_turn(data: dict[str, list[dict]], count: int) -> list[tuple[str, dict]]:
    chosen = {name: sample(rows, count) for name, rows in data.items()}
    order = []
    for start in range(0, count, TURN):
        for name, rows in chosen.items():
            turn = sorted(rows[start : start + TURN], key=lambda row: (row["group"], row["doc"]))
            order += [(name, row) for row in turn]
    return order


def worded(row: dict) -> str:
    return " ".join(row["claim"].split()).encode("utf-8", "replace").decode()


async def collect(folder: Path, answers: Path, count: int, minutes: float) -> None:
    data = load(folder)
    done = {one["key"]: one for one in map(json.loads, answers.open())} if answers.exists() else {}
    claims = {name: len(rows) / len({row["group"] for row in rows}) for name, rows in data.items()}
    prompts, start, last = PromptSet(), perf_counter(), (None, None)
    async with open_model("embedded") as model:
        for name, row in in_turn(data, count):
            key = f"{name}:{row['id']}"
            told = done.get(key, {})
            if _whole(told) or perf_counter() - start > 60 * minutes:
                continue
            if last[0] != row["doc"]:
                last = (row["doc"], prepare(load_report(row["doc"]).report, headings=True))
            claim, prepared = worded(row), last[1]
            if few := located(claim, prepared).evidence:
                whole, single = passage(range(len(prepared.sentences)), prepared), parts(claim)
                text = shown(few, whole, claims=claims[name], facts=len(single))
                asked = partial(ask, context="", model=model, prompts=prompts)
                if "rivals" not in told:
                    likely = await asked(claim, text)
                    several = [await asked(fact, text) for fact in single if len(single) > 1]
                    plain = await asked(claim, few) if few != text and name not in OURS else likely
                    told = {"key": key, "set": name, "p": likely, "pp": several or [likely], "few": plain}
                    told["rivals"] = [
                        [base, *[await asked(rival.text, text) for rival in rivals(fact, prepared)]]
                        for fact, base in zip(single, told["pp"], strict=True)
                    ]
                if name not in OURS:
                    sentences = [one.plain for one in prepared.sentences]
                    told["zero_shot"] = await zero_shot(claim, sentences, model)
                with answers.open("a") as file:
                    file.write(json.dumps(told) + "\n")
            print(f"\r{key:60}", end="", flush=True)
        print("\n", model.usage.total(), f"{perf_counter() - start:.0f} s")


def _whole(told: dict) -> bool:
    """Whether all is there that is asked about a claim."""
    return "rivals" in told and (told["set"] in OURS or "zero_shot" in told)


def labelled(folder: Path, answers: Path) -> tuple[list[LabelledSignals], list[LabelledSignals]]:
    """The claims that the model was asked about, and all others."""
    told = {one["key"]: one for one in map(json.loads, answers.open()) if one.get("p") is not None}
    asked, others = [], []
    for name, rows in load(folder).items():
        last = (None, None)
        for row in rows:
            if last[0] != row["doc"]:
                last = (row["doc"], prepare(load_report(row["doc"]).report, headings=True))
            prepared = last[1]
            claim = located(worded(row), prepared)
            if claim.numbers:
                one = told.get(f"{name}:{row['id']}", {})
                likely = [one["p"], *one["pp"]] if one else []
                beside = [(base, rival) for base, *others in one.get("rivals", ()) for rival in others]
                found = assess(claim, facts(claim, prepared), prepared, likely=likely, beside=beside)
                values = {**found.signals, "contradicted": float(found.contradicted)}
                if one and name not in OURS:
                    values |= {"few": one["few"], "zero_shot": one["zero_shot"]}
                if "rivals" not in one:
                    values.pop("outdone", None)
                known = LabelledSignals(values, bool(row["label"]), row["group"], name)
                (asked if one else others).append(known)
    return asked, others


def coarse(rows: list[LabelledSignals]) -> list[LabelledSignals]:
    """The same as from a model that answers with a number: P(yes) in tens, and no more of it."""
    return [replace(row, signals={**row.signals, "p_yes": round(row.signals["p_yes"], 1)}) for row in rows]


def scored(rows: list[LabelledSignals], value) -> list[Scored]:
    return [Scored(value(row), row.label, f"{row.set}:{row.group}") for row in rows]


def confidence(row: LabelledSignals, profile: Profile) -> float:
    """What ``check`` makes of it: no contradicted claim is above 0.2."""
    return score(profile, row.signals, contradicted=row.signals["contradicted"] > 0)


def after_platt(rows: list[LabelledSignals], profile: Profile) -> list[Scored]:
    """Each half of a set's groups with a Platt step fitted on the other half."""
    halves = [[], []]
    places = {group: place for place, group in enumerate(sorted({row.group for row in rows}))}
    for row in rows:
        halves[places[row.group] % 2].append(row)
    found = []
    for here, there in (halves, halves[::-1]):
        bare = profile.model_copy(update={"platt": Platt(), "shift": 0.0})
        step = platt([bare.raw(row.signals) for row in there], there)
        moved = bare.model_copy(update={"platt": step})
        found += scored(here, lambda row, moved=moved: confidence(row, moved))
    return found


def fitted(rows: list[LabelledSignals], others: list[LabelledSignals], **how) -> Profile:
    """Fitted on claims that the model was asked about, and on those of the others that are of the same sets.

    Shifted from the base rate of the sets to one half: how often the claims are right that somebody will check,
    nobody knows.
    """
    labels = defaultdict(list)
    for row in rows:
        labels[row.set].append(row.label)
    profile = fit(rows, more=[row for row in others if row.set in labels], **how)
    return profile.model_copy(update={"shift": round(-log_odds(fmean(map(fmean, labels.values()))), 4)})


def table(rows: list[LabelledSignals], others: list[LabelledSignals], *, diagram: Path | None = None) -> None:
    print(
        "| left out | n | supported | zero-shot | P(yes), few | P(yes) | overlap | content | all | gain "
        "| skill | ECE | skill, Platt | ECE, Platt | floor |"
    )
    print("|---" * 15 + "|")
    lines, shown = {}, []
    for name in dict.fromkeys(row.set for row in rows):
        rest, here = [row for row in rows if row.set != name], [row for row in rows if row.set == name]
        profile = fitted(rest, others, name=name, signals=EMBEDDED)
        every = [row for row in [*rows, *others] if row.set != name]
        raw = scored(here, lambda row, profile=profile: confidence(row, profile))
        moved = after_platt(here, profile)
        zero, few, asked = (
            auroc(scored(here, lambda row, kind=kind: row.signals[kind])) if kind in here[0].signals else None
            for kind in ("zero_shot", "few", "p_yes")
        )
        bare = [fit(every, name=name, signals=names) for names in (OVERLAP, CONTENT)]
        words = [auroc(scored(here, lambda row, one=one: one.apply(row.signals))) for one in bare]
        error = calibration_error(moved, equal_width())
        whole = auroc(raw)
        shown += [] if name in OURS else raw
        lines[name] = (
            len(here), sum(row.label for row in here) / len(here), zero, few, asked, *words, whole,
            whole - (zero or asked), brier_skill(raw), calibration_error(raw, equal_width()).value, brier_skill(moved),
            error.value, error.floor,
        )  # fmt: skip
        line(name, lines[name])
    public = [found for name, found in lines.items() if name not in OURS]
    size, *columns = zip(*public, strict=True)
    line("**mean of the public ones**", (sum(size), *(sum(column) / len(public) for column in columns)))
    if diagram:
        diagram.write_text(reliability(figures(shown), name="given claims"))


def line(name: str, values: Sequence[float | None]) -> None:
    count, *others = values
    print(
        "|", " | ".join([name, str(count), *("" if one is None else f"{one:.3f}" for one in others)]), "|",
        flush=True,
    )  # fmt: skip


def ship(rows: list[LabelledSignals], others: list[LabelledSignals]) -> None:
    folder = Path(profiles.__file__).parent / "profiles"
    for name, models, names, seen in (
        ("embedded", ("embedded",), EMBEDDED, rows),
        ("plain", (), PLAIN, coarse(rows)),
    ):
        fitting = partial(fitted, others=others, name=name, models=models, signals=names)
        profile = fitting(seen).model_copy(update={"held_out": each_set_left_out(seen, fitting)})
        (folder / f"{name}.json").write_text(profile.model_dump_json(indent=1) + "\n")
        print(f"{folder / name}.json")


def write_rows(name: str) -> None:
    """A set of ours for ``summarizer eval support``, with the texts."""
    for row in APART[name]() if name in APART else with_reports(name):
        print(json.dumps(row, ensure_ascii=False))


def with_reports(name: str) -> list[dict]:
    reports = our_reports()
    fields = ("text", "publisher", "published")
    return [{**row, "doc": {field: reports[row["report"]][field] for field in fields}} for row in ours(name)]


def stories() -> list[dict]:
    """Claims on stories, which are no reports: what people feel and mean, and what is told by the way."""
    return [
        {**claim, "doc": story["text"], "group": story["name"]}
        for story in _rows(HERE / "stories.jsonl")
        for claim in story["claims"]
    ]


def twins() -> list[dict]:
    """Claims each put to two texts alike, of which one supports it: by its words alone none is told from another."""
    return [
        {
            "id": f"{pair['name']}-{number}-{side}",
            "doc": pair[side],
            "claim": claim["claim"],
            "label": int(claim["supported_by"] == side),
            "group": pair["name"],
        }
        for pair in _rows(HERE / "twins.jsonl")
        for side in ("text", "twin")
        for number, claim in enumerate(pair["claims"], 1)
    ]


def cuts() -> list[dict]:
    """Claims put to a text of a pair that supports them, and to the same text without the words that do."""
    rows = []
    for pair in _rows(HERE / "twins.jsonl"):
        for cut in pair["cuts"]:
            left = pair[cut["side"]]
            for words in cut["cut"]:
                left = left.replace(words, "")
            shared = {"claim": cut["claim"], "group": pair["name"]}
            name = f"{pair['name']}-{cut['side']}"
            rows.append({"id": f"{name}-whole", "doc": pair[cut["side"]], "label": 1, **shared})
            rows.append({"id": f"{name}-cut", "doc": left, "label": 0, **shared})
    return rows


APART = {"stories": stories, "twins": twins, "cuts": cuts}
"""Sets that have texts of their own."""


def style() -> None:
    """How well a claim of our sets can be judged by its words alone, learnt from the other sets: AUROC, no text read.

    Source: hypothesis-only baselines (Poliak et al. 2018).
    """
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    sets = {name: ours(name) for name in ("reports", "blind", "said")}
    sets |= {"examples": examples(), "examples/said": examples("said")}
    sets |= {"stories": stories(), "twins": twins()}
    for name, rows in sets.items():
        others = [row for other in sets if other != name for row in sets[other]]
        words = TfidfVectorizer(token_pattern=r"\b\w+\b", sublinear_tf=True, min_df=2)
        model = make_pipeline(words, LogisticRegression(max_iter=1000))
        model.fit([row["claim"] for row in others], [row["label"] for row in others])
        guesses = model.decision_function([row["claim"] for row in rows])
        known = [
            Scored(float(guess), bool(row["label"]), str(number))
            for number, (guess, row) in enumerate(zip(guesses, rows, strict=True))
        ]
        print(f"{name:15} {len(rows):4} {auroc(known):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="what", required=True)
    commands.add_parser("rows").add_argument("set", choices=["reports", "blind", "said", *APART])
    commands.add_parser("style")
    for what in ("ask", "table", "fit"):
        command = commands.add_parser(what)
        command.add_argument("data", type=Path)
        command.add_argument("answers", type=Path)
        if what == "ask":
            command.add_argument("--rows", type=int, default=60, help="rows a set")
            command.add_argument("--minutes", type=float, default=60)
        if what == "table":
            command.add_argument("--diagram", type=Path, help="reliability on the public sets, as SVG")
    given = parser.parse_args()
    if given.what == "rows":
        write_rows(given.set)
    elif given.what == "style":
        style()
    elif given.what == "ask":
        asyncio.run(collect(given.data, given.answers, given.rows, given.minutes))
    elif given.what == "table":
        table(*labelled(given.data, given.answers), diagram=given.diagram)
    else:
        ship(*labelled(given.data, given.answers))


if __name__ == "__main__":
    main()
