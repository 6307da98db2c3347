"""The stages between a report and its summary, one module each, in the order read, ground, check, reconcile, compose."""
