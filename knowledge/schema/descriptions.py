"""What each key of the files that people write is for, in a sentence that an editor shows beside it."""

from knowledge.formats.entry_keys import KEYS

DESCRIBED = {
    **{each.name: each.description for each in KEYS},
    "entries": "The entries of the file; keys beside this one hold for all of them.",
    # partner.yaml
    "name": "What people call it.",
    "languages": "The folder's languages; the first is that of entries that say nothing themselves.",
    "web_chat": "Whether strangers in the web chat are answered from this folder's public entries.",
    # asked.yaml
    "ask": "A question, as a customer would write it.",
    "expect": "The id that must answer, several of which any may, or nobody.",
    "as": "Who asks, such as bakery/olu; a customer of the folder where nobody is named.",
    # words.yaml
    "abbreviations": "A short form and what it stands for, one or several.",
    "synonyms": "Groups of terms that may stand for each other; all are read as the first.",
    "ignored_acronyms": "Acronyms that entries explain and that are left as they are.",
}
