"""When two requests are the same, and when a body comes back as it was."""

import json
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer.cassettes import CassetteError, bodies, readable, register_normaliser
from summarizer.cassettes.events import decode, encode
from summarizer.cassettes.matching import Matcher, Request, request_of

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["a\nb", "\n", '{"a": 1}', '["x",\n1]', "<lines>", "<<json>>", "[1]", "{}", "\r\n", "{broken"]
)
KEYS = TEXT | st.sampled_from(["<lines>", "<json>", "<<lines>>", "spacing", "<lines>>"])
FINITE = st.floats(allow_nan=False, allow_infinity=False)
TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | FINITE | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)
OBJECTS = st.dictionaries(KEYS, TREES, min_size=1, max_size=4)


def key(body: bytes, *normalisers: str) -> str:
    return Matcher(normalisers).key(Request("POST", "/v1", body))


@given(OBJECTS)
def test_what_is_written_is_read_again(tree):
    assert readable.load(readable.dump(tree)) == tree


@given(TREES)
def test_the_readable_form_is_json_in_which_no_string_has_a_line_break(tree):
    def texts(value):
        if isinstance(value, dict):
            value = list(value.values())
        return [text for item in value for text in texts(item)] if isinstance(value, list) else [value]

    written = texts(json.loads(readable.dump(tree)))
    assert not any(isinstance(text, str) and "\n" in text for text in written)


@given(st.binary() | OBJECTS.map(lambda tree: json.dumps(tree).encode()))
def test_a_stored_body_has_the_key_of_the_sent_one(body):
    matcher = Matcher()
    stored = readable.load(readable.dump(bodies.encode(body)))
    assert matcher.stored_key("POST", "/v1", stored) == matcher.key(Request("POST", "/v1", body))


@pytest.mark.parametrize("options", [{}, {"indent": 2}, {"separators": (",", ":")}, {"ensure_ascii": False}])
@given(tree=OBJECTS)
@settings(max_examples=15)
def test_json_comes_back_byte_for_byte(options, tree):
    body = json.dumps(tree, **options).encode()
    assert bodies.decode(readable.load(readable.dump(bodies.encode(body)))) == body


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"plain",
        b"\xff\xfe",
        b'{"a": 1, "a": 2}',
        b'{"a": NaN}',
        b'{"a": 1e999}',
        b'{"a": "\\ud800"}',
        b"[" * 5000,
    ],
)
def test_what_a_tree_would_not_hold_comes_back_as_it_was(body):
    stored = bodies.encode(body)
    assert "json" not in stored
    assert bodies.decode(stored) == body


def test_odd_spacing_comes_back_as_the_same_json():
    assert bodies.decode(bodies.encode(b'{ "a":1 }')) == b'{"a":1}'


@given(OBJECTS)
def test_the_order_of_keys_does_not_count(tree):
    turned = dict(reversed(tree.items()))
    assert key(json.dumps(tree).encode()) == key(json.dumps(turned, indent=1).encode())


@given(OBJECTS, OBJECTS)
def test_different_bodies_have_different_keys(one, two):
    same = json.dumps(one, sort_keys=True) == json.dumps(two, sort_keys=True)
    assert (key(json.dumps(one).encode()) == key(json.dumps(two).encode())) == same


def test_a_key_given_twice_is_not_the_last_one():
    assert key(b'{"a": 1, "a": 2}') != key(b'{"a": 2}')


def test_host_headers_and_port_do_not_count_but_path_and_method_do():
    base = request_of("post", "/v1", "b=2&a=1", b"{}", "one")
    assert Matcher().key(base) == Matcher().key(request_of("POST", "/v1", "a=1&b=2", b"{}", "two"))
    others = [request_of("POST", "/v2", "a=1&b=2", b"{}", ""), request_of("PUT", "/v1", "a=1&b=2", b"{}", "")]
    assert all(Matcher().key(base) != Matcher().key(other) for other in others)


def test_a_random_multipart_boundary_does_not_count():
    def upload(boundary):
        body = f"--{boundary}\r\n\r\nsound\r\n--{boundary}--".encode()
        return Matcher().key(
            request_of("POST", "/v1", "", body, "", f"multipart/form-data; boundary={boundary}")
        )

    assert upload("abc123") == upload("xyz789")


def test_pydantic_versions_in_error_urls_do_not_count():
    url = '{"a": "see https://errors.pydantic.dev/%s/v/missing"}'
    assert key((url % "2.11").encode(), "pydantic-urls") == key((url % "2.14").encode(), "pydantic-urls")
    assert key((url % "2.11").encode()) != key((url % "2.14").encode())


def test_uuids_do_not_count_but_which_are_equal_does():
    one, two = "a1b2c3d4-0000-4000-8000-000000000001", "ffffffff-0000-4000-8000-000000000002"
    bodies_ = [f'{{"a": "{x}", "b": "{y}"}}'.encode() for x, y in [(one, two), (two, one), (one, one)]]
    keys = [key(body, "uuids") for body in bodies_]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    "date",
    ["2026-01-02", "2026-01-02T03:04:05Z", "2026-01-02 03:04:05.678+01:00", "2 January 2026", "Jan 2, 2026"],
)
def test_dates_do_not_count_on_request(date):
    template = '{"a": "today is %s."}'
    assert key((template % date).encode(), "dates") == key((template % "1999-12-31").encode(), "dates")
    assert key((template % date).encode()) != key((template % "1999-12-31").encode())


def test_a_normaliser_of_ones_own():
    register_normaliser("run-ids", r"run-\d+", "run")
    assert key(b"run-1", "run-ids") == key(b"run-22", "run-ids")


def test_an_unknown_normaliser_is_named():
    with pytest.raises(CassetteError, match="'typo'"):
        Matcher(["typo"])


WORDS = st.text(string.ascii_letters + "éß中 ", max_size=12)


@given(st.lists(OBJECTS | WORDS, min_size=1, max_size=3), st.booleans())
def test_chunks_of_events_come_back_byte_for_byte(values, named):
    head = "event: thing\n" if named else ""
    data = [json.dumps(v, ensure_ascii=False) if isinstance(v, dict) else v for v in values]
    chunk = "".join(f"{head}data: {text}\n\n" for text in data).encode()
    stored = encode(chunk)
    assert stored is None or decode(readable.load(readable.dump(stored))) == chunk
    assert stored is not None or any("\r" in text or "\n" in text for text in data)


@pytest.mark.parametrize(
    "chunk", [b"", b"data: half", b": comment\n\n", b"data: a\r\n\r\n", b"\xc3", b"id: 1\ndata: x\n\n"]
)
def test_other_chunks_are_left_to_the_plain_form(chunk):
    assert encode(chunk) is None
