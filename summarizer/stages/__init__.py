"""The stages between a report and its summary: read, ground, check, reconcile, compose; one module each."""
