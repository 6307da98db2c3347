"""What all tests share."""

import pytest

from summarizer.testing import FakeModel

pytest_plugins = ["pytester", "summaries"]
pytest.register_assert_rewrite("desk")


@pytest.fixture
def fake():
    """A fake model that repeats the last word of what it is asked; ``fake.url`` answers over a real socket."""
    model = FakeModel(lambda request: f"You said {request.prompt.split()[-1]}.")
    with model.serve() as url:
        model.url = url
        yield model
