"""Reconcile: the same fact told twice is one claim with two statements; what does not fit together is a conflict.

Code decides wherever wording and numbers settle it. The model is asked only about the pairs in between, which of the
candidates a denial denies, and whether two accounts that code has put side by side contradict each other.
"""

from summarizer.stages.reconcile.ledger import Ledger, reconcile

__all__ = ["Ledger", "reconcile"]
