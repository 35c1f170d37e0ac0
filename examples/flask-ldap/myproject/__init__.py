"""A directory behind a small web page."""
