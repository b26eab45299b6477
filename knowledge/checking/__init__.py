"""The rules of good content. Nothing here prints."""
