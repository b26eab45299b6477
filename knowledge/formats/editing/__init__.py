"""Files that people keep, with an entry or a phrasing more and nothing else changed."""
