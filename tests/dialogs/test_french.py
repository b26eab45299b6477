"""French short phrases: what is understood, what stays a question, and that English and German are left alone."""

# ruff: noqa: E501 - tables of phrases
import pytest

from dialogs.languages import codes, part, sentences
from dialogs.understanding.language import language_of
from dialogs.understanding.understand import Intent, understand
from tests.knowledge.matching.small import DESK, view

PHRASES = {
    Intent.PERSON: "je voudrais parler à quelqu’un | Un conseiller, s’il vous plaît | un conseiller | je veux parler à un humain | Pouvez-vous me mettre en relation avec un conseiller ? | passez-moi un technicien | J'aimerais parler à une vraie personne svp | puis-je parler avec le service client | j'ai besoin de parler à un conseiller | je ne veux pas parler à un robot | ouvrir un ticket | y a-t-il quelqu'un ? | Bonjour, je voudrais parler à un conseillé | je souhaite être mis en relation avec un agent | je voudrais contacter le support | un conseiller merci | j'ai une panne. Je veux parler à un conseiller | je veux parler à un conseiller au sujet de ma facture",
    Intent.YES: "oui | Oui, merci | oui s'il vous plaît | d’accord | bien sûr | ça m'a aidé | oui ça marche | volontiers | c'est bon merci | oui, ouvrez un ticket | Oui ! | parfait",
    Intent.NO: "non | pas vraiment | ça ne m'a pas aidé | Non, ce n'est pas ça | cela ne marche pas | ce n'est pas ce que je cherche | cela n'a pas aidé",
    Intent.DECLINE: "non merci | Non, merci ! | pas maintenant | plus tard | non, pas besoin",
    Intent.CANCEL: "annuler | laissez tomber | oubliez ça | on recommence",
    Intent.NONE: "aucune | rien de tout cela | aucune de ces questions | autre chose | ni l'un ni l'autre | Aucune de celles-ci",
    Intent.PICK: "la deuxième | 2 | numéro 2 | je veux dire la première | le dernier | option 1",
    Intent.GREETING: "bonjour | Bonsoir | salut | bonjour, comment allez-vous ? | bonjour à tous",
    Intent.GOODBYE: "au revoir | bonne journée | à bientôt",
    Intent.THANKS: "merci | Merci beaucoup | merci pour votre aide | merci, au revoir",
    Intent.HELP: "aide | que pouvez-vous faire ? | aidez-moi | comment ça marche ? | qui êtes-vous ? | pouvez-vous m'aider",
    Intent.CONTACT: "qui est mon interlocuteur commercial | mon commercial | qui suit notre compte",
    Intent.STATUS: "où en est mon ticket ? | mes tickets | où en est ma demande | statut du ticket C-1001 | ticket 1001 | des nouvelles de mon ticket ? | dossier 1042 | où en est le ticket C-1001 svp",
    Intent.STATUS_WORD: "statut | état",
    Intent.COMMENT: "ajouter à C-1001 : il pleut | ajoutez à mon ticket que c'est urgent | ajouter des précisions | compléter mon ticket",
    Intent.REOPEN: "rouvrir C-1001 | rouvrir | je voudrais rouvrir mon ticket | ouvrir à nouveau mon ticket",
    Intent.WITHDRAW: "retirer C-1001 | retirer mon ticket | je voudrais annuler le ticket C-1001 | je n'ai plus besoin de mon ticket",
}

QUESTIONS = """Comment réinitialiser mon mot de passe ? | Où sont mes dossiers ? | créer un dossier partagé | comment ajouter un utilisateur
 | j'ai un problème avec mon imprimante | comment fermer mon compte | annuler mon abonnement | prix des licences | le filtre est bouché
 | personne ne répond au téléphone | supprimer un dossier | Premier support | une question | ouvrir un dossier | mes dossiers | mon contrat"""

NOT_FRENCH = """details | contact | option | table | question | stop the pump | suite | change | service | on | plus | comment | car | son | AI
 | VPN | page | CA certificate | SAP | EST | agent installation | Tarif | Abonnement | Kontakt | Station | how do I contact sales | 42"""


def each(table: str) -> list[str]:
    return [text.strip() for text in table.split("|")]


@pytest.mark.parametrize(
    ("intent", "text"), [(intent, text) for intent, table in PHRASES.items() for text in each(table)]
)
def test_a_short_phrase_is_understood_and_goes_on_in_french(intent, text):
    found = understand(text, "fr")
    assert found
    assert (found.intent, found.language) == (intent, "fr")


@pytest.mark.parametrize("text", each(QUESTIONS))
def test_a_question_is_no_short_phrase(text):
    assert understand(text, "fr") is None


@pytest.mark.parametrize("before", ["", "en", "de"])
@pytest.mark.parametrize("text", each(NOT_FRENCH))
def test_a_short_text_that_only_looks_french_leaves_the_language_alone(text, before):
    phrase = understand(text, before)
    assert phrase is None or phrase.language != "fr"
    assert language_of(text, view(*DESK).ask(text), before) != "fr"


@pytest.mark.parametrize(
    "text",
    [
        "j’ai oublié mon mot de passe",
        "Où trouver ma facture ?",
        "comment ça marche chez vous",
        "mon imprimante est en panne",
    ],
)
def test_a_question_in_french_goes_on_in_french(text):
    assert language_of(text, view(*DESK).ask(text), "") == "fr"


def test_what_is_to_be_added_to_a_ticket_is_kept_as_it_was_written():
    found = understand("ajouter à C-1001 : c’est URGENT, au 2e étage !", "fr")
    assert (found.number, found.rest) == ("C-1001", "c’est URGENT, au 2e étage !")


@pytest.mark.parametrize(
    "text", ["un conseiller", "annuler", "mes tickets", "rouvrir C-1001", "retirer C-1001", "ajouter à C-1001 : …"]
)
def test_what_the_sentences_tell_people_to_write_is_understood(text):
    said = "".join(sentences("fr").values())
    assert text.replace("C-1001", "{number}").replace(" :", "\u202f:") in said
    assert understand(text.replace("…", "il pleut"), "fr")


@pytest.mark.parametrize("name", ["sentences", "webchat", "console"])
def test_french_is_set_as_french_is(name):
    said = part("fr", name).SENTENCES
    wrong = {
        key: text
        for key, text in said.items()
        if any(each in text for each in (" ;", " !", " ?", " :", "« ", " »", "'", " %"))
    }
    assert wrong == {}
    assert {
        key: text
        for key, text in said.items()
        if any(each in text for each in ("?", "!", ";")) and "\u202f" not in text
    } == {}


def test_french_is_spoken():
    assert "fr" in codes()
