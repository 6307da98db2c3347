"""A JSON Schema as a schema of the user's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.errors import InputError
from summarizer.schema import Cited, IncidentSummary
from summarizer.schema.from_json import schema_from_json
from summarizer.schema.own import Form, own_fields

DOCUMENT = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "FireSummary",
    "type": "object",
    "properties": {
        "engines": {"type": "integer", "description": "How many fire engines came."},
        "area": {"type": ["number", "null"], "default": None},
        "out": {"type": "boolean"},
        "severity": {"enum": ["low", "high"]},
        "began": {"type": "string", "format": "time-span"},
        "day": {"type": "string", "format": "date"},
        "alarm": {"type": "string", "format": "date-time"},
        "homes": {"type": "string", "format": "count-range", "title": "Homes that burned."},
        "streets": {"type": "array", "items": {"type": "string"}, "description": "Closed streets."},
        "kinds": {"type": "array", "items": {"type": "string", "enum": ["a", "b"]}},
    },
    "required": ["engines"],
    "additionalProperties": False,
}


def test_properties_become_fields():
    made = schema_from_json(DOCUMENT)
    assert (made.__name__, issubclass(made, IncidentSummary)) == ("FireSummary", True)
    assert {field.name: (field.form, field.many) for field in own_fields(made)} == {
        "engines": (Form.INTEGER, False),
        "area": (Form.NUMBER, False),
        "out": (Form.YES_NO, False),
        "severity": (Form.CHOICE, False),
        "began": (Form.SPAN, False),
        "day": (Form.DAY, False),
        "alarm": (Form.MOMENT, False),
        "homes": (Form.COUNT, False),
        "streets": (Form.TEXT, True),
        "kinds": (Form.CHOICE, True),
    }
    questions = {field.name: field.question for field in own_fields(made)}
    assert questions["engines"] == "engines: How many fire engines came."
    assert questions["homes"] == "homes: Homes that burned."
    assert made.model_fields["area"].default is None
    assert made.model_fields["streets"].default == ()
    assert made.model_json_schema() == schema_from_json(DOCUMENT).model_json_schema()


def test_a_title_that_is_no_name_gives_way():
    made = schema_from_json({"title": "My fires!", "properties": {"a": {"type": "string"}}}, "Given")
    assert made.__name__ == "Given"
    assert made.model_fields["a"].annotation == Cited[str] | None


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"a": {"type": "object", "properties": {}}}, "type of the property 'a'"),
        ({"a": {}}, "type of the property 'a'"),
        ({"a": True}, "type of the property 'a'"),
        ({"a": {"type": ["string", "integer"]}}, "type of the property 'a'"),
        ({"a": {"type": "array"}}, "type of the property 'a'"),
        ({"a": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}}, "list of lists"),
        ({"a": {"$ref": "#/$defs/x"}}, "type of the property 'a'"),
        ({"a": {"type": "string", "pattern": "x"}}, "uses pattern"),
        ({"a": {"type": "array", "items": {"type": "string"}, "minItems": 1}}, "uses minItems"),
        ({"a": {"type": "string", "format": "email"}}, "format of the property 'a'"),
        ({"a": {"type": "integer", "format": "date"}}, "format of the property 'a'"),
        ({"a": {"type": "string", "format": []}}, "format of the property 'a'"),
        ({"a": {"enum": [1, 2]}}, "enum of the property 'a'"),
        ({"a": {"enum": []}}, "enum of the property 'a'"),
        ({"a": {"enum": [None]}}, "enum of the property 'a'"),
        ({"a": {"type": "integer", "enum": ["x"]}}, "enum of the property 'a'"),
        ({"a": {"type": "string", "default": "x"}}, "default"),
        ({"claims": {"type": "string"}}, "No field can be named 'claims'"),
        ({"model_x": {"type": "string"}}, "No field can be named 'model_x'"),
        ({"copy": {"type": "string"}}, "No field can be named 'copy'"),
        ({"root cause": {"type": "string"}}, "No field can be named 'root cause'"),
        ({"_a": {"type": "string"}}, "No field can be named '_a'"),
    ],
)
def test_what_is_not_understood_is_said(properties, said):
    with pytest.raises(InputError, match=said.replace("(", "\\(")):
        schema_from_json({"type": "object", "properties": properties})


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        "x",
        {},
        {"properties": {}},
        {"properties": []},
        {"type": "array", "properties": {"a": {"type": "string"}}},
        {"properties": {"a": {"type": "string"}}, "oneOf": []},
    ],
)
def test_what_is_no_schema_of_an_object(document):
    with pytest.raises(InputError):
        schema_from_json(document)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["string", "array", "date", "a", "type", ""]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "items", "enum", "format", "properties", "a"]), inner)
    ),
    max_leaves=12,
)


@given(JSON, JSON)
def test_any_json_is_a_schema_or_an_error_of_ours(document, held):
    for one in (document, {"properties": {"a": held}}):
        try:
            made = schema_from_json(one)
        except InputError:
            continue
        assert own_fields(made)
