"""The pipeline, top to bottom: reports -> sentences -> read -> ground -> check -> score -> reconcile -> compose."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast, get_args

from summarizer import blocking, events
from summarizer.confidence.profile import load as load_profile
from summarizer.confidence.profile import profile_for
from summarizer.errors import InputError
from summarizer.llm import open_model, prompt_set
from summarizer.llm.errors import ModelError
from summarizer.reading.datelines import dateline
from summarizer.reading.load import Pile, Source, load_all
from summarizer.reading.prepare import Prepared, prepare
from summarizer.run import Effort, Run
from summarizer.schema import Check, IncidentSummary, ReportFate, WindowFate
from summarizer.schema.own import OwnField, own_fields
from summarizer.stages import slots
from summarizer.stages.check import Checked
from summarizer.stages.check import check as check_drafts
from summarizer.stages.compose import Composed, compose
from summarizer.stages.fields import Filled, fill_fields
from summarizer.stages.given import check_given
from summarizer.stages.ground import Draft
from summarizer.stages.incidents import sort_pile
from summarizer.stages.parties import parties
from summarizer.stages.read import read, window_count
from summarizer.stages.reconcile import Ledger, reconcile
from summarizer.stages.toll import toll

S = TypeVar("S", bound=IncidentSummary)


async def asummarize(
    reports: Source | Sequence[Source],
    *,
    model: str | None = None,
    schema: type[S] = IncidentSummary,
    base_url: str | None = None,
    api_key: str | None = None,
    prompts: str | Path | None = None,
    seed: int | None = None,
    timeout: float | None = None,
    concurrency: int | None = None,
    effort: Effort = "standard",
    profile: str | Path | None = None,
    on_event: events.Listener | None = None,
    fetch: bool = False,
    journal: str | Path | None = None,
) -> S:
    """Summarise reports of one incident.

    Args:
        reports: one or several; a ``str`` is text, a ``Path`` a file (text, Markdown, HTML, PDF or JSON Lines,
            by its suffix) or a folder, a ``Report`` itself.
        model: ``embedded`` or ``provider/model``; where not given ``$SUMMARIZER_MODEL``, else ``embedded``.
        schema: ``IncidentSummary``, or a subclass that adds ``Cited`` fields with defaults.
        base_url: of an OpenAI-compatible server, where it is not the provider's own.
        api_key: where it is not in the provider's usual environment variable.
        prompts: directory with templates that replace those of the same name.
        seed: for models that take one.
        timeout: seconds for one request.
        concurrency: requests at a time.
        effort: ``standard``; ``thorough`` checks each claim once more with the sentences around its evidence, and
            fact by fact where it holds several.
        profile: what confidence is calibrated by: a file of ``summarizer calibrate`` or the name of a shipped
            profile; that of the model where not given.
        on_event: called with each event in order, from the thread of the event loop.
        fetch: open what is given as a ``str`` that is nothing but an address of the web; never an address of
            this machine or its network.
        journal: a file that keeps each answer of the model as it comes. The same call again takes from it what
            an interrupted one was answered, and asks only for the rest. It is not removed.

    Returns:
        The summary; ``run.warnings`` is not empty where a person should look.

    Raises:
        InputError: a report, an argument or a prompt cannot be used.
        ModelError: the model cannot be asked, or no window of any report could be read.
    """
    asked = own_fields(schema)
    pile = await asyncio.to_thread(load_all, reports, fetch=fetch)
    run = _open(
        pile,
        prompts=prompts,
        effort=effort,
        profile=profile,
        own=True,
        on_event=on_event,
        model=model,
        base_url=base_url,
        api_key=api_key,
        seed=seed,
        timeout=timeout,
        concurrency=concurrency,
        journal=Path(journal) if journal else None,
    )
    every = {one.report.id: prepare(one.report) for one in pile.reports}
    prepared = _sorted(run, every)
    async with run.model:
        drafts = await _read(run, prepared)
        checked = await _check(run, prepared, drafts)
        ledger = await _reconcile(run, prepared, checked)
        composed = await _compose(run, prepared, ledger)
        filled = await _fill(run, prepared, ledger, asked)
    if kept := run.model.answers_kept:
        run.warn(f"{kept} answers were kept from an earlier run; what they cost is not counted again.")
    return _summary(schema, run, every, ledger, composed, filled)


async def acheck(
    report: Source,
    claims: Sequence[str],
    *,
    model: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    prompts: str | Path | None = None,
    seed: int | None = None,
    timeout: float | None = None,
    concurrency: int | None = None,
    effort: Effort = "standard",
    profile: str | Path | None = None,
    on_event: events.Listener | None = None,
    fetch: bool = False,
) -> list[Check]:
    """Check given claims against a report. The arguments are those of ``asummarize``.

    A claim of one or two facts is shown with the few sentences of the report that match it best; one of more facts,
    any of eight claims or more, and any with ``effort="thorough"``, with all of it, where it is not long.

    Returns:
        One check a claim, in their order. What a claim holds never raises: it shows in ``problems``, as does that
        the model could not be asked about it, where it could about others.

    Raises:
        InputError: the report, an argument or a prompt cannot be used.
        ModelError: the model cannot be asked about any of them.
    """
    if isinstance(claims, str):
        raise InputError("The claims are one text.", hint="Give a list of claims.")
    claims = list(claims)
    if any(not isinstance(claim, str) for claim in cast("list[object]", claims)):
        raise InputError("A claim is no text.", hint="Give a list of texts.")
    pile = await asyncio.to_thread(load_all, report, fetch=fetch)
    loaded, *others = pile.reports
    if others:
        raise InputError("There are several reports.", hint="Check the claims against one at a time.")
    run = _open(
        pile,
        prompts=prompts,
        effort=effort,
        profile=profile,
        own=False,
        on_event=on_event,
        model=model,
        base_url=base_url,
        api_key=api_key,
        seed=seed,
        timeout=timeout,
        concurrency=concurrency,
    )
    behind: list[Check] = []

    def done(one: Check) -> None:
        behind.append(one)
        run.emit(events.ClaimChecked(one.claim, one.confidence, len(behind), len(claims)))

    async with run.model:
        with run.stage("check", len(claims)):
            return await check_given(
                claims,
                prepare(loaded.report, headings=True),
                run.model,
                run.prompts,
                profile=run.profile,
                thorough=run.effort == "thorough",
                done=done,
                failed=lambda error: run.warn(f"A claim was checked by code alone: {error.message}"),
            )


summarize = blocking.sync(asummarize)
check = blocking.sync(acheck)


def _open(
    pile: Pile,
    *,
    prompts: str | Path | None,
    effort: Effort,
    profile: str | Path | None,
    own: bool,
    on_event: events.Listener | None,
    model: str | None,
    seed: int | None,
    **options: Any,
) -> Run:
    """Begin a call: find its model and its prompts, and pass on what was noted about its reports.

    Raises:
        InputError: an argument cannot be used.
    """
    if effort not in get_args(Effort):
        raise InputError("There is no such effort.", hint=f"Give one of {', '.join(get_args(Effort))}.")
    opened = open_model(model, seed=seed, on_event=on_event, **options)
    calibration, doubt = (
        (load_profile(profile), None)
        if profile
        else profile_for(opened.name, has_logprobs=opened.profile.logprobs, own=own)
    )
    run = Run(
        model=opened,
        prompts=prompt_set(prompts),
        profile=calibration,
        listener=on_event,
        seed=seed,
        effort=effort,
    )
    run.names.update((one.report.id, one.name) for one in pile.reports)
    run.fates.extend(pile.left_out)
    for warning in (*pile.warnings, doubt):
        if warning:
            run.warn(warning)
    return run


def _sorted(run: Run, prepared: Mapping[str, Prepared]) -> Mapping[str, Prepared]:
    """Set the reports of another incident aside before anything is sent; what is left is read."""
    found = sort_pile(list(prepared.values()))
    if found.doubt:
        run.warn(found.doubt)
    for identifier, reason in found.aside.items():
        one = prepared[identifier]
        run.fates.append(
            ReportFate(
                report=identifier,
                name=run.names[identifier],
                status="set aside",
                reason=reason,
                sentences=len(one.sentences),
                skipped=one.skipped,
            )
        )
    return {identifier: one for identifier, one in prepared.items() if identifier not in found.aside}


async def _read(run: Run, prepared: Mapping[str, Prepared]) -> list[Draft]:
    """Read all reports; a window that fails costs itself alone, unless all do."""
    total = sum(window_count(one, run.model.profile) for one in prepared.values())
    drafts: list[Draft] = []
    behind: list[WindowFate] = []
    failure: ModelError | None = None
    with run.stage("read", total):
        for identifier, one in prepared.items():

            def done(fate: WindowFate, found: Sequence[Draft], report: str = identifier) -> None:
                behind.append(fate)
                for draft in found:
                    run.emit(events.ClaimFound(draft.text, draft.statement.source, draft.statement.certainty))
                run.emit(
                    events.WindowRead(
                        report,
                        fate.start,
                        fate.end,
                        fate.claims,
                        len(behind),
                        max(total, len(behind)),
                        fate.error,
                    )
                )

            reading = await read(one, run.model, run.prompts, done=done)
            drafts.extend(reading.drafts)
            failure = reading.failure or failure
            run.fates.append(reading.fate(one, run.names[identifier]))
        failed = sum(fate.status == "failed" for fate in behind)
        if failure and failed == len(behind):
            raise failure
    if failed:
        run.warn(f"{failed} of {len(behind)} windows could not be read: {failure.message if failure else ''}")
    for fate in run.fates:
        if fate.status == "empty":
            run.warn(f"No claim was found in report {fate.report}.")
    return drafts


async def _check(run: Run, prepared: Mapping[str, Prepared], drafts: Sequence[Draft]) -> list[Checked]:
    behind: list[Checked] = []

    def done(one: Checked) -> None:
        behind.append(one)
        run.emit(events.ClaimChecked(one.draft.text, one.confidence, len(behind), len(drafts)))

    with run.stage("check", len(drafts)):
        return await check_drafts(
            drafts,
            prepared,
            run.model,
            run.prompts,
            profile=run.profile,
            thorough=run.effort == "thorough",
            done=done,
            failed=lambda error: run.warn(f"A claim was checked by code alone: {error.message}"),
        )


async def _reconcile(run: Run, prepared: Mapping[str, Prepared], checked: Sequence[Checked]) -> Ledger:
    with run.stage("reconcile", 1):
        ledger = await reconcile(checked, list(prepared.values()), run.model, run.prompts)
    for conflict in ledger.conflicts:
        run.emit(events.ConflictFound(conflict))
    for older, newer in ledger.superseded.items():
        _supersede(run, older, newer, ledger)
    return ledger


def _supersede(run: Run, older: str, newer: str, ledger: Ledger) -> None:
    """Note that a report has a later version, and what that took back."""
    gone = [
        claim.id
        for claim in ledger.claims
        if claim.superseded_by and any(statement.report == older for statement in claim.statements)
    ]
    reason = f"{newer} is a later version of it" + (f" and no longer says {', '.join(gone)}" if gone else "")
    run.fates[:] = [
        fate.model_copy(update={"status": "superseded", "reason": reason})
        if fate.report == older and fate.status == "read"
        else fate
        for fate in run.fates
    ]
    run.warn(f"{older} is superseded: {reason}.")


async def _compose(run: Run, prepared: Mapping[str, Prepared], ledger: Ledger) -> Composed | None:
    if not ledger.standing:
        return None
    with run.stage("compose", 1):
        try:
            datelines = {
                identifier: found
                for identifier, one in prepared.items()
                if (found := dateline(one.report.text))
            }
            return await compose(ledger.standing, run.model, run.prompts, datelines)
        except ModelError as error:
            if error.fatal:
                raise
            run.warn(f"Headline and summary could not be written: {error.message}")
            return None


async def _fill(
    run: Run, prepared: Mapping[str, Prepared], ledger: Ledger, asked: Sequence[OwnField]
) -> Filled:
    """Fill the fields that the user's schema adds; none where it adds none."""
    if not asked:
        return Filled()
    behind: list[str] = []

    def done(name: str, reason: str) -> None:
        behind.append(name)
        run.emit(events.FieldFilled(name, len(behind), len(asked), reason or None))

    with run.stage("fields", len(asked)):
        reports = {identifier: one.report for identifier, one in prepared.items()}
        stamps = slots.stamps(prepared, ledger.standing)
        return await fill_fields(asked, ledger.standing, reports, stamps, run.model, run.prompts, done=done)


def _summary(
    schema: type[S],
    run: Run,
    prepared: Mapping[str, Prepared],
    ledger: Ledger,
    composed: Composed | None,
    filled: Filled,
) -> S:
    reports = {identifier: one.report for identifier, one in prepared.items()}
    claims = ledger.standing
    order = {identifier: place for place, identifier in enumerate(prepared)}
    run.fates.sort(key=lambda fate: order.get(fate.report, -1))
    if composed and composed.left_out:
        run.warn(f"{composed.left_out} composed sentences were left out: their claims did not bear them.")
    summary = schema(
        schema_name=schema.__name__,
        headline=composed.headline if composed else None,
        summary=composed.summary if composed else (),
        kind=composed.kind if composed else None,
        when=slots.when(claims, reports),
        where=composed.where if composed else (),
        parties=parties(claims),
        toll=toll(claims, reports, ledger.conflicts),
        timeline=slots.timeline(claims, reports, slots.stamps(prepared, claims)),
        claims=ledger.claims,
        conflicts=ledger.conflicts,
        unknowns=slots.unknowns(claims),
        reports=tuple(reports.values()),
        run=run.info(left_out=composed.left_out if composed else 0, unfilled=filled.unfilled),
        **filled.values,
        **schema.derive(filled.values, {claim.id: claim for claim in claims}),
    )
    run.emit(events.SummaryWritten(summary.headline.value if summary.headline else None, claims))
    return summary
