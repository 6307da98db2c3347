"""What all tests share."""

import pytest
from hypothesis import settings

from summarizer.testing import FakeModel

pytest_plugins = ["pytester", "summaries"]
pytest.register_assert_rewrite("desk")

# A machine that is busy fails no property.
settings.register_profile("suite", max_examples=40, deadline=None)
settings.load_profile("suite")


@pytest.fixture
def fake():
    """A fake model that repeats the last word of what it is asked; ``fake.url`` answers over a real socket."""
    model = FakeModel(lambda request: f"You said {request.prompt.split()[-1]}.")
    with model.serve() as url:
        model.url = url
        yield model
