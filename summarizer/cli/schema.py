"""``summarizer schema``, and how schemas are named."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from summarizer.schema import IncidentSummary

BUILT_IN = "IncidentSummary"
_NAMED = {"outage": "OutageSummary", "breach": "BreachSummary"}
schema_option = click.option(
    "--schema",
    "schema_name",
    default=BUILT_IN,
    show_default=True,
    metavar="NAME",
    help=f"{BUILT_IN}, {', '.join(_NAMED)}, MODULE:CLASS of a subclass, or a JSON Schema FILE.json.",
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
        name: ``IncidentSummary``, ``outage``, ``breach``, ``module:Class``, or the path of a JSON Schema, ``*.json``.

    Raises:
        InputError: nothing of that name, no subclass of ``IncidentSummary``, a field of it that cannot be filled, or a
            JSON Schema that cannot be used.
    """
    import summarizer.schema as built_in
    from summarizer.errors import InputError
    from summarizer.schema import IncidentSummary
    from summarizer.schema.own import own_fields

    if name == BUILT_IN or name in _NAMED:
        return getattr(built_in, _NAMED.get(name, BUILT_IN))
    if name.casefold().endswith(".json"):
        return _from_file(Path(name))
    module_name, colon, class_name = name.partition(":")
    if not colon:
        raise InputError(
            f"There is no schema named {name!r}.",
            hint=f"Name {BUILT_IN}, {', '.join(_NAMED)}, MODULE:CLASS or FILE.json.",
        )
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
    own_fields(found)  # what cannot be filled is refused before anything is read or planned
    return found


def _from_file(path: Path) -> type[IncidentSummary]:
    from summarizer.errors import InputError
    from summarizer.schema.from_json import schema_from_json

    document: object = None
    problem = ""
    try:
        document = json.loads(path.read_bytes())
    except OSError:
        problem = f"Cannot read the schema {path}."
    except (ValueError, RecursionError):
        problem = f"The schema {path} is not JSON."
    if problem:
        raise InputError(problem, hint="Name a file with a JSON Schema.")
    return schema_from_json(document)
