"""``summarizer cassettes``: look into recordings, and keep them true."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import click

from summarizer.errors import ExitCode

_PLACES = click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
_CASSETTE = click.Path(dir_okay=False, path_type=Path)
_PYTEST = click.argument("pytest_args", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGUMENT]...")
_PASSING_ON: dict[str, Any] = {"ignore_unknown_options": True, "allow_interspersed_args": False}


@click.group("cassettes")
def cassettes_group() -> None:
    """Look into recordings of model answers, and keep them true."""


@cassettes_group.command("ls")
@_PLACES
def list_cassettes(paths: tuple[Path, ...]) -> int:
    """List cassettes: entries, models, tokens, date. Exits with 1 where one cannot be read."""
    from summarizer.cassettes import CassetteError, review, storage
    from summarizer.cassettes.misses import shown

    code = ExitCode.DONE
    for path in review.find(paths or (Path(),)):
        try:
            _print(f"{shown(path)}: {review.summary(storage.load(path))}")
        except CassetteError as error:
            _print(str(error))
            code = ExitCode.LOOK
    return code


@cassettes_group.command()
@click.argument("cassette", type=_CASSETTE)
@click.argument("entry", type=click.IntRange(min=1), required=False)
def show(cassette: Path, entry: int | None) -> None:
    """Print what was asked and answered; ENTRY is a place in the cassette, from 1."""
    from summarizer.cassettes import review

    entries = _load(cassette).entries
    if entry is not None and entry > len(entries):
        raise click.UsageError(f"{cassette} has {len(entries)} entries.")
    pages = (
        review.page(number, stored) for number, stored in enumerate(entries, 1) if entry in {None, number}
    )
    _print("\n".join(pages))


@cassettes_group.command()
@click.argument("cassette", type=_CASSETTE)
@click.argument("other", type=_CASSETTE, required=False)
def diff(cassette: Path, other: Path | None) -> int:
    """Say what changed: from CASSETTE to OTHER, or since the last commit. Exits with 1 where something did."""
    from summarizer.cassettes import review

    after = _load(other or cassette)
    before = _load(cassette) if other else _committed(cassette)
    lines = list(review.changes(review.entries_of(before), review.entries_of(after)))
    _print("\n".join(lines))
    return ExitCode.LOOK if lines else ExitCode.DONE


@cassettes_group.command(context_settings=_PASSING_ON)
@_PYTEST
def check(pytest_args: tuple[str, ...]) -> int:
    """Run the tests that use cassettes, and fail for each recording that no longer fits the code.

    Found are: recordings no test asks for, cassettes no test uses, requests that changed, answers that no longer
    validate, prompts that are newer, recordings that are too old, secrets, damaged files.
    """
    return ExitCode.LOOK if _pytest("--cassette-check", *pytest_args).returncode else ExitCode.DONE


@cassettes_group.command(context_settings=_PASSING_ON)
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@_PYTEST
def prune(pytest_args: tuple[str, ...], *, dry_run: bool) -> int:
    """Run the tests that use cassettes, and remove the cassettes and recordings that none of them asked for.

    Recordings of a test that fails stay. Nothing is removed where a test could not be collected.
    """
    from summarizer.cassettes.misses import shown
    from summarizer.cassettes.pruning import leftovers, remove

    code, findings = _findings("--cassette-check", *pytest_args)
    if code not in {0, 1}:
        raise click.UsageError("The tests did not run, so nothing was removed.")
    for path, numbers in leftovers(findings).items():
        what = f"entries {', '.join(map(str, numbers))}" if numbers else "the whole cassette"
        _print(f"{'would remove' if dry_run else 'removed'} {what}: {shown(path)}")
        if not dry_run:
            remove(path, numbers)
    return ExitCode.DONE


@cassettes_group.command()
@_PLACES
@click.option(
    "--harmless", multiple=True, metavar="TEXT", help="Looks like a key and is none; may be repeated."
)
def scan(paths: tuple[Path, ...], *, harmless: tuple[str, ...]) -> int:
    """Look for keys and tokens in cassettes. Exits with 1 where there are any, or a cassette cannot be read."""
    from summarizer.cassettes import CassetteError, review, storage
    from summarizer.cassettes.misses import shown
    from summarizer.cassettes.scanning import find_secrets

    code = ExitCode.DONE
    for path in review.find(paths or (Path(),)):
        try:
            places = find_secrets(storage.load(path).entries, allowed=harmless)
        except CassetteError as error:
            places = [str(error)]
        for place in places:
            _print(f"{shown(path)}: {place}")
            code = ExitCode.LOOK
    return code


@cassettes_group.command(context_settings=_PASSING_ON)
@click.option("--changed", is_flag=True, help="Only the tests whose recordings no longer match.")
@_PYTEST
def record(pytest_args: tuple[str, ...], *, changed: bool) -> int:
    """Run the tests that use cassettes against the real models, and write their cassettes anew."""
    tests = list(pytest_args)
    if changed:
        _, findings = _findings("--cassette-check", *pytest_args)
        tests = sorted({str(finding["test"]) for finding in findings if finding["test"]})
        if not tests:
            _print("All recordings match.")
            return ExitCode.DONE
    done = _pytest("--cassette-only", "--cassette-mode=rewrite", *tests)
    return ExitCode.LOOK if done.returncode else ExitCode.DONE


@cassettes_group.command("import")
@click.argument("vcr", type=_CASSETTE)
@click.argument("cassette", type=_CASSETTE)
def import_vcr(vcr: Path, cassette: Path) -> None:
    """Make a cassette of a YAML file that vcrpy recorded. Refuses what holds a secret."""
    from summarizer.cassettes import storage
    from summarizer.cassettes.matching import DEFAULT_NORMALISERS
    from summarizer.cassettes.scanning import refuse_secrets
    from summarizer.cassettes.vcr import read

    entries = read(vcr)
    refuse_secrets(entries, str(cassette))
    with storage.locked(cassette):
        storage.write(cassette, storage.dump(DEFAULT_NORMALISERS, entries))


@cassettes_group.command("export")
@click.argument("cassette", type=_CASSETTE)
@click.argument("vcr", type=_CASSETTE)
def export_vcr(cassette: Path, vcr: Path) -> None:
    """Write a cassette as a YAML file that vcrpy replays."""
    from summarizer.cassettes import storage
    from summarizer.cassettes.vcr import dump

    storage.write(vcr, dump(_load(cassette).entries))


def _load(path: Path) -> Any:
    from summarizer.cassettes import storage

    try:
        return storage.load(path)
    except FileNotFoundError:
        raise click.UsageError(f"There is no {path}.") from None


def _committed(path: Path) -> Any:
    """The cassette as it was last committed."""
    from summarizer.cassettes import storage

    command = ["git", "-C", str(path.resolve().parent), "show", f"HEAD:./{path.name}"]
    with tempfile.TemporaryDirectory() as folder:
        old = Path(folder, path.name)
        try:
            shown = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        except FileNotFoundError:
            raise click.UsageError("There is no git to compare with; name another cassette.") from None
        if shown.returncode:
            raise click.UsageError(f"{path} is in no commit; name another cassette to compare it with.")
        old.write_bytes(shown.stdout)
        return storage.load(old)


def _pytest(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "pytest", *arguments], check=False)  # noqa: S603


def _findings(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """What a run of the tests found, and its exit code."""
    handle, name = tempfile.mkstemp(suffix=".json")
    os.close(handle)
    try:
        done = _pytest(*arguments, f"--cassette-report={name}")
        text = Path(name).read_text(encoding="utf-8")
        return done.returncode, json.loads(text) if text else []
    finally:
        Path(name).unlink()


def _print(text: str) -> None:
    from summarizer.cli.output import write
    from summarizer.render.safe import plain_lines

    if text:
        write(plain_lines(text) + "\n", None)
