"""A summary for people: every format is laid out from one view, so that formats cannot disagree."""
