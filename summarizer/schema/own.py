"""The fields that a schema of the user's adds: what each asks for, and in which type.

A field is ``Cited[T]``, one of them or a list or tuple of any number, with or without ``| None``, and always with a
default, since reports may not say. ``T`` is one of the ``Form``s below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import Field
from pydantic.fields import FieldInfo

from summarizer.errors import InputError
from summarizer.schema.summary import IncidentSummary
from summarizer.schema.values import Cited, CountRange, TimeSpan


class Form(StrEnum):
    """What a value is."""

    TEXT = "text"
    """``str``: words of the claims."""
    INTEGER = "integer"
    NUMBER = "number"
    YES_NO = "yes or no"
    DAY = "day"
    """``date``."""
    MOMENT = "moment"
    """``datetime``."""
    SPAN = "time"
    """``TimeSpan``: no more precise than the claims."""
    COUNT = "count"
    """``CountRange``: "at least nine"."""
    CHOICE = "choice"
    """An ``Enum`` or a ``Literal``."""


_FORMS: Mapping[type, Form] = {
    str: Form.TEXT,
    int: Form.INTEGER,
    float: Form.NUMBER,
    date: Form.DAY,
    datetime: Form.MOMENT,
    TimeSpan: Form.SPAN,
    CountRange: Form.COUNT,
}
SUPPORTED = "Cited[...] of str, int, float, bool, date, datetime, TimeSpan, CountRange, an Enum or a Literal"


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field to fill from the ledger.

    Attributes:
        name: the field's name.
        description: what it asks for; empty where the user gave none.
        form: what its values are.
        choices: the values of a closed set by the words that stand for them; empty elsewhere.
        many: whether it takes any number of values.
        kind: the parametrised ``Cited`` that a value is put into; it refuses what its type does not allow.
    """

    name: str
    description: str
    form: Form
    choices: Mapping[str, Any]
    many: bool
    kind: type[Cited[Any]]

    @property
    def question(self) -> str:
        """Name and description in words: ``root cause: why it could happen``."""
        words = self.name.replace("_", " ")
        return f"{words}: {self.description}" if self.description else words


def computed(description: str) -> Any:
    """A field that no model is asked for, since ``IncidentSummary.derive`` fills it.

    Args:
        description: what it holds.
    """
    return Field(default=None, description=description, json_schema_extra={"readOnly": True})


def own_fields(schema: type[IncidentSummary]) -> tuple[OwnField, ...]:
    """The fields that a schema adds, in order; those that are computed are not among them.

    Raises:
        InputError: a field has no default, or a type that cannot be filled.
    """
    added = {
        name: info for name, info in schema.model_fields.items() if name not in IncidentSummary.model_fields
    }
    if bare := sorted(name for name, info in added.items() if info.is_required()):
        raise InputError(
            f"{schema.__name__} adds {', '.join(bare)} without a default.",
            hint="Give added fields the default None, or () where they take several values.",
        )
    return tuple(_own(name, info) for name, info in added.items() if not _is_computed(info))


def _is_computed(info: FieldInfo) -> bool:
    extra: Any = info.json_schema_extra
    return isinstance(extra, dict) and cast("dict[str, Any]", extra).get("readOnly") is True


def _own(name: str, info: FieldInfo) -> OwnField:
    one, many = _item(_bare(info.annotation))
    if not (isinstance(one, type) and issubclass(one, Cited)):
        raise _unsupported(name)
    kind = cast("type[Cited[Any]]", one)
    held = kind.__pydantic_generic_metadata__["args"]
    form, choices = _form(_bare(held[0]) if held else None)
    if form is None:
        raise _unsupported(name)
    return OwnField(name, " ".join((info.description or "").split()), form, choices, many, kind)


def _item(annotation: Any) -> tuple[Any, bool]:
    """What a field holds, and whether it may hold several."""
    arguments = get_args(annotation)
    if get_origin(annotation) is list:
        return _bare(arguments[0]), True
    if get_origin(annotation) is tuple and arguments[1:] == (...,):
        return _bare(arguments[0]), True
    return annotation, False


def _bare(annotation: Any) -> Any:
    """The type without ``Annotated`` and without ``None``."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
            continue
        left = [one for one in get_args(annotation) if one is not NoneType]
        if get_origin(annotation) not in (Union, UnionType) or len(left) != 1:
            return annotation
        annotation = left[0]


def _form(held: Any) -> tuple[Form | None, dict[str, Any]]:
    if get_origin(held) is Literal:
        return Form.CHOICE, {_worded(value): value for value in get_args(held)}
    if isinstance(held, type) and issubclass(held, Enum):
        return Form.CHOICE, {_worded(member.value): member for member in held}
    if held is bool:
        return Form.YES_NO, {"yes": True, "no": False}
    return (_FORMS.get(held) if isinstance(held, type) else None), {}


def _worded(value: Any) -> str:
    return str(value.value if isinstance(value, Enum) else value)


def _unsupported(name: str) -> InputError:
    return InputError(
        f"The field {name!r} of the schema cannot be filled.",
        hint=f"Make it {SUPPORTED}, a list or tuple of those, or computed(...).",
    )
