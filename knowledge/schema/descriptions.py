"""What each key of the files that people write is for, in a sentence that an editor shows beside it."""

DESCRIBED = {
    # An entry
    "id": "Letters, digits, hyphens. An entry's is made of the question where it is not given; a folder's is its name.",
    "question": "One question, as a customer would write it.",
    "also": "Other ways of asking the same.",
    "answer": "Markdown. Teams shows 4,000 characters without cutting.",
    "tags": "Words to sort entries by.",
    "product": "The product it is about.",
    "language": "Two letters, such as en or de, with a region if you like: de-AT.",
    "visibility": "Who sees it: public < customer < partner < vendor; what the folder says if it is not there.",
    "nda": "Only for staff of a partner whose agreement is current, and only one to one.",
    "owner": "Who looks after it: an address, or @name or @team where the folder lies in git.",
    "review": "The day on which somebody should read it again, such as 2027-01-31.",
    "status": "published is answered; draft and retired are not.",
    "kind": "A word of your own for what sort of entry it is; `sales` shows the touch point beside the answer.",
    "threshold": "The confidence, 0 to 1, that Spot needs to give this answer alone.",
    "source": "Where the answer comes from, as people read it.",
    "follow_ups": "Ids of entries that people ask for next: buttons below the answer.",
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
