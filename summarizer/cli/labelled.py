"""Work on labelled data: its answers are kept as they come, and it goes on where it was interrupted."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from summarizer.cli.options import Asking
from summarizer.cli.output import say
from summarizer.cli.tally import Tally, tally
from summarizer.evaluation.kept import Kept
from summarizer.evaluation.rows import Row
from summarizer.render.wording import plural


def open_kept(path: Path | None, form: Any, rows: Iterable[Row], asking: Asking, **more: bool) -> Kept:
    """Open the answers of an earlier run, or begin; they go with the data, the model and all that it was asked.

    Raises:
        InputError: as ``Kept``.
    """
    if path is None:
        return Kept(None, {})
    data = "\n".join(row.model_dump_json() for row in rows)
    return Kept(path, {**asking.asked(), **more, "data": hashlib.sha256(data.encode()).hexdigest()}, form)


@contextmanager
def working(
    verb: str, unit: str, names: Collection[str], kept: Kept, where: Path | None, asking: Asking
) -> Generator[Tally]:
    """Show how far the work is, and say what is kept where it does not come to its end.

    Args:
        verb: what is done.
        unit: to what.
        names: the ids of all answers that there will be.
        kept: those there are.
        where: what to name as the place where they are kept; None where they are not.
        asking: whom it is asked of.
    """
    before = sum(name in kept.answers for name in names)
    with asking.tape(), tally(verb, unit, len(names), before=before, quiet=asking.quiet) as progress:
        try:
            yield progress
        except BaseException:
            if where is not None and kept.answers:
                answers = plural(len(kept.answers), "answer")
                say(f"{answers} kept in {where}; the same command goes on from there.")
            raise
