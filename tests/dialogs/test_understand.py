"""Short phrases: what is understood, and above all what is not."""

# ruff: noqa: E501 - tables of phrases
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.understanding.understand import Intent, understand

PERSON = """
a person please | a person | PERSON | human!! | human please | real person please | agent | operator | representative
i want to tlak to a human | I want to talk to a person | i want to speak with someone | can i speak to somebody
let me talk to someone real | connect me with an agent | get me a human | I need a real persn | I'd like a human
I'd like to speak with a representative | can you put me through to your support team | speak to support
how can I talk to a human? | i wnat to speek to a humann | I would like to talk to a human being | human agent
i don't want to talk to a bot | open a ticket | please open a case for me | create a support ticket | escalate this
no, a person please | thanks, but I need a person | a person please, my roof leaks | hi, a human please | talk to a person about my invoice
This is useless, get me a human | My printer is broken. I want to talk to a person | may I talk to an employee
could you connect me to a colleague | is there someone I can talk to | I need help from a person | give me a human
i want a humna | a prson plese | prson plaese | i want to talk to an agnet | can I please talk to a persom | transfer me to an operator
ich möchte mit einem Menschen sprechen | ich moechte mit einem mitarbeiter reden | Mitarbeiter bitte | einen Menschen bitte
kann ich mit jemandem sprechen? | hallo, verbinden Sie mich bitte mit einem Menschen | Ich brauche einen Menschen
mit einem mitarbieter sprechen | einen Fall eröffnen | Ticket erstellen | Ich will mit einem echten Menschen reden
ich möchte mit dem Support sprechen | kann ich bitte mit einem Mitarbeiter telefonieren | ein Mensch, bitte!
können Sie mich mit einem Berater verbinden | Geben Sie mir einen Menschen | ich möchte einen Mitarbeiter sprechen
Ich möchte mit jemandem über meine Rechnung sprechen | nein, einen Menschen bitte | ich will mit keinem Bot reden
"""

QUESTIONS = """
how do I add a person to a group? | What is an agent? | install the backup agent | can I transfer a person to another team?
how do I open a ticket in jira | personal data | persona | personal | How many people can join a call? | agency | agenda
Can a person have two accounts? | Wie füge ich eine Person hinzu? | Wie lege ich einen neuen Mitarbeiter an? | shop
status page | cancel my subscription | how do I share a calendar with a colleague? | delete a user | billing | support
kann ich mit einem Kollegen einen Kalender teilen | the one about the credit card | who can talk to the server?
contact import | can I give someone access | I need people search | the agent does not start | open a file | step
Does the support include weekends? | my case is made of leather, how do I clean it | close my account | add to cart
How do I reset my mail password? | is there an outage? | hello, how do I change the credit card on file please
the moon elevator in our warehouse makes a grinding noise | talk settings | Support Zeiten | can someone see my files
remove a person from the list | how do people sign in | a person cannot sign in | is a person allowed to share an agent?
Which human resources system do you support? | I want to add a human to my contacts | can I see who is an operator?
the operator panel is dark | Wie erstelle ich ein Ticket im Shop? | Welche Mitarbeiter haben Zugriff? | Ansprechpartner ändern
Wie ändere ich den Ansprechpartner? | Mitarbeiter anlegen | Personen suchen | tell me about the agent installation
I don't want to talk to a person | reopen a closed window | withdraw money | help me reset my password | yes or no questions
how do I stop the service | thanks for nothing what about my invoice | two monitors | 2 monitors do not work | number of seats
where is my ticket printer | add a comment to a document | no sound | no mail since monday | hi my mail is down | ok google setup
none of my devices connect | nothing works | first steps | the last update broke it | danke karte bestellen | ja taste klemmt
"""

PHRASES = {
    Intent.YES: "yes | yes please | Yep | sure | ok | go ahead | yes, that helped, thank you | 👍 | 👍🏽 | ja | ja bitte | gerne | klar | "
    "danke, hat geholfen | yes pleas | open it | it works now | das hat geholfen | perfect | jawohl",
    Intent.NO: "no | nope | nö | nein | 👎 | that did not help | thanks but that didn't help | hat leider nicht geholfen | "
    "not really | das war falsch | no, that is wrong | it still does not work | wrong answer | nein, das hilft mir nicht",
    Intent.DECLINE: "no thanks | nein danke | no thank you | not now | no, thanks | nein, vielen Dank",
    Intent.THANKS: "thanks! | thx | thank you very much | Vielen Dank | danke schön | great, thanks | thanks, bye | Hi! Thanks!",
    Intent.GREETING: "hi | hello there | Guten Morgen | good evening | hey spot | Hallo | moin | hi, how are you?",
    Intent.GOODBYE: "bye | good bye | Auf Wiedersehen | tschüss | see you later",
    Intent.CANCEL: "cancel | stop | never mind | abbrechen | vergiss es | cancle that | start over",
    Intent.HELP: "help | hilfe | what can you do? | was können Sie? | i need help | who are you | can someone help me | help!",
    Intent.PICK: "2 | #2 | number two | the second one | das zweite | the last one | option 3 | 1. | die letzte | I mean the first",
    Intent.NONE: "none of these | none | keine davon | something else | neither | nichts davon | none of them | nein, keine davon",
    Intent.STATUS: "what is the status of my case? | status c1001 | case 1001 | my cases | where is my ticket? | any news on my case | "
    "wie steht es um meinen fall | Wie ist der Status meines Falls? | C-1001 | #1001 | stauts of my case | status C-1001 | "
    "hi, what's the status of my case? | meine Fälle | gibt es etwas Neues zu meinem Fall? | show me my tickets",
    Intent.COMMENT: "add details | add to C-1001: it is red | add to my case that it is urgent | ergänze zu C-1001: es eilt | add a comment",
    Intent.REOPEN: "reopen C-1001 | please reopen my case | Fall C-1001 wieder öffnen | open case 1001 again | C-1001 wieder öffnen",
    Intent.WITHDRAW: "please withdraw my case | withdraw C-1001 | meinen Fall zurückziehen | ziehe meinen Fall zurück | close my case | "
    "I don't need my case anymore | cancel case 1001 | could you withdraw my ticket",
}


def each(table: str) -> list[str]:
    return [text.strip() for line in table.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", each(PERSON))
def test_a_wish_for_a_person_is_understood(text, language):
    found = understand(text, language)
    assert found
    assert found.intent is Intent.PERSON


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("text", each(QUESTIONS))
def test_a_question_is_no_short_phrase(text, language):
    assert understand(text, language) is None


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text) for intent, table in PHRASES.items() for text in each(table)]
)
def test_a_short_phrase_is_understood(intent, text):
    found = understand(text, "en")
    assert found
    assert found.intent is intent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("status c1001", "C-1001"),
        ("reopen C - 1001", "C-1001"),
        ("case 77777", "C-77777"),
        ("#1001", "C-1001"),
        ("my cases", None),
    ],
)
def test_a_case_number_is_read_in_any_spelling(text, number):
    assert understand(text, "en").number == number


@pytest.mark.parametrize(
    ("text", "place"), [("2", 2), ("the third one", 3), ("die letzte", -1), ("number two", 2), ("9", 9)]
)
def test_a_place_in_a_list_is_read(text, place):
    assert understand(text, "en").place == place


def test_a_comment_is_kept_as_it_was_written():
    assert understand("add to C-1001: It's RED, on floor 2!", "en").rest == "It's RED, on floor 2!"


def test_what_a_person_is_wanted_for_is_kept():
    text = "My printer is broken. I want to talk to a person"
    assert understand(text, "en").rest == text
    assert understand("I want to talk to a person", "en").rest == ""


@pytest.mark.parametrize(("text", "language"), [("ja", "de"), ("yes", "en"), ("ok", "de"), ("Menschen bitte", "de")])
def test_the_language_of_a_phrase_is_the_one_it_is_a_phrase_of(text, language):
    assert understand(text, "de").language == language


def test_a_phrase_of_both_languages_leaves_the_language_as_it_is():
    assert [understand("ok", language).language for language in ("en", "de")] == ["en", "de"]


@given(st.text(max_size=400))
def test_no_text_breaks_the_understanding(text):
    found = understand(text, "en")
    assert found is None or found.intent in set(Intent) - {Intent.PERSON_NOUN}
