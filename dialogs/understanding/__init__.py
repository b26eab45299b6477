"""Understanding what somebody wrote: words, templates, phrases by intent, and the language."""
