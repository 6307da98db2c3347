"""Models: names, clients, the embedded model, prompts, retries, usage and cost.

Imports no SDK; a provider's is imported when a model is first asked something.
"""

from summarizer.llm.model import Model, estimate, open_model
from summarizer.llm.names import Profile
from summarizer.llm.prompts import Message, Prompt, PromptSet, prompt_set
from summarizer.llm.retries import RequestBudget
from summarizer.llm.usage import Estimate, Usage, approximate_tokens

__all__ = [
    "Estimate",
    "Message",
    "Model",
    "Profile",
    "Prompt",
    "PromptSet",
    "RequestBudget",
    "Usage",
    "approximate_tokens",
    "estimate",
    "open_model",
    "prompt_set",
]
