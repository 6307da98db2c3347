"""``summarizer prompts``: what models are asked. No model is called."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.cli.files import load_file
from summarizer.cli.options import FILE

_directory = click.option(
    "--prompts",
    "directory",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Prompts that replace those of the package.",
)


@click.group("prompts")
def prompts_group() -> None:
    """List, show or render the prompts."""


@prompts_group.command("list")
@_directory
def list_prompts(directory: Path | None) -> None:
    """List the prompts: name, version and what each is for."""
    from summarizer.cli.output import write
    from summarizer.llm import PromptSet

    prompts = PromptSet(directory)
    rows = [f"{name:<16}{prompts.version(name):<4}{prompts.description(name)}" for name in prompts.names()]
    write("".join(f"{row.rstrip()}\n" for row in rows), None)


@prompts_group.command()
@click.argument("name")
@_directory
def show(name: str, directory: Path | None) -> None:
    """Print the template of a prompt, to be copied and changed."""
    from summarizer.cli.output import write
    from summarizer.llm import PromptSet

    write(PromptSet(directory).source(name), None)


@prompts_group.command()
@click.argument("name")
@click.argument("file", type=FILE, metavar="FILE | -")
@_directory
def render(name: str, file: Path, directory: Path | None) -> None:
    """Print the first prompt of that name as a model would be asked it about FILE."""
    from summarizer import planning
    from summarizer.cli.output import write
    from summarizer.render.safe import plain_lines

    prompt = planning.preview(name, load_file(file), prompts=directory)
    messages = (f"## {message.role}\n{plain_lines(message.content)}\n" for message in prompt.messages)
    write("\n".join(messages), None)
