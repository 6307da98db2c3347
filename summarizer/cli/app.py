"""The command itself: its subcommands, loaded when called, and what it returns to the shell."""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

import click
from click.shell_completion import CompletionItem

from summarizer.errors import ExitCode, SummarizerError

# Where each subcommand lives, and what it does: importing them all would cost --help a second.
COMMANDS = {
    "run": ("summarizer.cli.run:run", "Summarise reports of one incident."),
    "check": ("summarizer.cli.check:check", "Check claims against a report."),
    "view": ("summarizer.cli.view:view", "Show a saved summary."),
    "diff": ("summarizer.cli.diff:diff", "Say what changed between two saved summaries."),
    "eval": ("summarizer.cli.eval:eval_group", "Measure checks and summaries against labelled data."),
    "calibrate": ("summarizer.cli.calibrate:calibrate", "Fit a profile of confidence to labelled claims."),
    "models": ("summarizer.cli.models:models_group", "List models; fetch, find or remove the embedded one."),
    "prompts": ("summarizer.cli.prompts:prompts_group", "List, show or render the prompts."),
    "schema": ("summarizer.cli.schema:schema", "Print the JSON schema of a summary."),
    "cassettes": (
        "summarizer.cli.cassettes:cassettes_group",
        "Look into recordings of model answers, and keep them true.",
    ),
    "completion": ("summarizer.cli.completion:completion", "Print the completion script of a shell."),
}
_EPILOG = (
    "Exit codes: 0 done; 1 finished, but a person should look; 2 usage or bad input; 3 key missing or refused; "
    "4 rate limit or quota; 5 the provider failed; 6 the embedded model is missing or broken; 130 interrupted."
)


class LazyGroup(click.Group):
    """A group that knows the names of its subcommands and their help without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name all subcommands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a subcommand."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        return getattr(import_module(module), attribute)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of subcommands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the name of a subcommand."""
        names = [
            CompletionItem(name, help=text)
            for name, (_, text) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*names, *click.Command.shell_complete(self, ctx, incomplete)]


@click.group(cls=LazyGroup, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="summarizer", prog_name="summarizer")
def cli() -> None:
    """Typed summaries of incident reports: every claim with its evidence, its source and a confidence."""


def main() -> NoReturn:
    """Run the command line and exit."""
    gc.set_threshold(
        100_000, 50, 50
    )  # an SDK's thousands of classes stay: walking them again and again is lost time
    for stream in (sys.stdout, sys.stderr):
        # A character that the terminal's encoding lacks must not cost the result.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    sys.exit(invoke(sys.argv[1:]))


def invoke(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code. Errors are two lines on stderr, never a traceback.

    Args:
        arguments: without the program's name.
    """
    stdout = sys.stdout
    try:
        result = cli.main(list(arguments), prog_name="summarizer", standalone_mode=False)
    except (Exception, KeyboardInterrupt) as error:
        return _explain(error)
    except SystemExit:
        if sys.stdout is stdout:
            raise
        # click puts another in its place where the reader of a pipe has seen enough of a help text.
        return ExitCode.DONE
    except BaseException as error:
        from summarizer.cassettes import MustNotGoOut

        if isinstance(error, MustNotGoOut):
            return _say(error.message, error.hint, error.exit_code)
        raise
    return result if isinstance(result, int) else ExitCode.DONE


def _explain(error: BaseException) -> int:
    match error:
        case SummarizerError():
            return _say(error.message, error.hint, error.exit_code)
        case click.exceptions.NoArgsIsHelpError():
            error.show()
            return ExitCode.USAGE
        case click.ClickException():
            context = error.ctx if isinstance(error, click.UsageError) else None
            path = context.command_path if context else "summarizer"
            return _say(error.format_message(), f"Run '{path} --help' for what can be given.", ExitCode.USAGE)
        case click.Abort() | KeyboardInterrupt():
            return _say("Interrupted.", "", ExitCode.INTERRUPTED)
        case _:
            return _bug(error)


def _bug(error: BaseException) -> int:
    """Name an error that nobody foresaw. Its message may hold text of a report, so only its kind is said."""
    if os.environ.get("SUMMARIZER_TRACEBACK"):
        raise error
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f" in {place.tb_frame.f_globals.get('__name__')}, line {place.tb_lineno}" if place else ""
    return _say(
        f"This is a bug in summarizer: {type(error).__name__}{where}.",
        "Report it, with what SUMMARIZER_TRACEBACK=1 shows where that holds nothing private.",
        ExitCode.PROVIDER,
    )


def _say(message: str, hint: str, code: ExitCode) -> int:
    from summarizer.cli.output import say

    say(f"error: {message}")
    if hint:
        say(f"fix: {hint}")
    return code
