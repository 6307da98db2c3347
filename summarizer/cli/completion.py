"""``summarizer completion``: what a shell needs to complete the command."""

from __future__ import annotations

import click

_SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS))
def completion(shell: str) -> None:
    """Print the completion script of a shell.

    For bash: summarizer completion bash > ~/.local/share/bash-completion/completions/summarizer
    """
    from click.shell_completion import get_completion_class

    from summarizer.cli.app import cli
    from summarizer.cli.output import write

    complete = get_completion_class(shell)
    if complete is None:
        raise click.UsageError(f"click does not complete {shell}.")
    write(complete(cli, {}, "summarizer", "_SUMMARIZER_COMPLETE").source() + "\n", None)
