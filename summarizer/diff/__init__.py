"""What changed between two summaries of a developing story."""

from summarizer.diff.compare import MOVED, diff
from summarizer.diff.result import Aspect, ClaimChange, Edition, Harm, SummaryDiff, TollChange

__all__ = ["MOVED", "Aspect", "ClaimChange", "Edition", "Harm", "SummaryDiff", "TollChange", "diff"]
