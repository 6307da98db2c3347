"""A fake model for tests that want an answer rather than a recording.

Nothing here pretends to be a model: it says what its script says, in the form of OpenAI's chat completions,
either inside the process (``transport``, ``async_transport``) or over a real socket on loopback (``serve``):

    fake = FakeModel("Hello.", FakeReply(status=429, headers={"retry-after": "1"}))
    with fake.serve() as url:
        client = openai.OpenAI(base_url=url, api_key="none")
"""

from summarizer.testing.model import FakeModel, Script
from summarizer.testing.replies import FakeReply, SeenRequest

__all__ = ["FakeModel", "FakeReply", "Script", "SeenRequest"]
