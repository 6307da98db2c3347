"""From a file to sentences with offsets: loading, splitting, and telling prose from the rest of a page."""
