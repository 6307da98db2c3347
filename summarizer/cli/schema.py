"""``summarizer schema``, and how schemas are named."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from summarizer.schema import IncidentSummary

BUILT_IN = "IncidentSummary"
schema_option = click.option(
    "--schema",
    "schema_name",
    default=BUILT_IN,
    show_default=True,
    metavar="NAME",
    help=f"{BUILT_IN}, or MODULE:CLASS of a subclass of it.",
)


@click.command()
@schema_option
def schema(schema_name: str) -> None:
    """Print the JSON schema of a summary."""
    from summarizer.cli.output import write

    write(json.dumps(find_schema(schema_name).model_json_schema(), indent=2, ensure_ascii=False) + "\n", None)


def find_schema(name: str) -> type[IncidentSummary]:
    """Find a schema by its name; modules of the current directory are found as well.

    Args:
        name: ``IncidentSummary``, or ``module:Class``.

    Raises:
        InputError: nothing of that name, or no subclass of ``IncidentSummary``.
    """
    from summarizer.errors import InputError
    from summarizer.schema import IncidentSummary

    if name == BUILT_IN:
        return IncidentSummary
    module_name, colon, class_name = name.partition(":")
    if not colon:
        raise InputError(f"There is no schema named {name!r}.", hint=f"Name {BUILT_IN} or MODULE:CLASS.")
    if "" not in sys.path:
        # Last, so that a stray file here never stands in for a library.
        sys.path.append("")
    problem = ""
    found: Any = None
    try:
        found = getattr(import_module(module_name), class_name)
    except Exception as error:  # importing runs whatever the module holds
        problem = f"Cannot load the schema {name!r} ({type(error).__name__})."
    if problem:
        raise InputError(problem, hint="Check that the module can be imported and holds the class.")
    if not (isinstance(found, type) and issubclass(found, IncidentSummary)):
        raise InputError(
            f"{name!r} is no subclass of {BUILT_IN}.", hint=f"Derive it from summarizer.{BUILT_IN}."
        )
    return found
