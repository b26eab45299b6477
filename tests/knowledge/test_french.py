"""French in files: a page with a French heading and a sheet with French columns are read, and answer in French."""

from datetime import date
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.entry import Status, Visibility
from knowledge.formats.editing import adding_markdown
from knowledge.load import load
from tests.knowledge.matching.small import EVERYBODY

PAGE = """---
language: fr
---
# Comment réinitialiser mon mot de passe ?

{heading}

- j’ai oublié mon mot de passe
- mot de passe perdu

Cliquez sur **Mot de passe oublié** à la page de connexion.

# Où trouver ma facture ?

Sous **Compte > Factures**.
"""
SHEET = (
    "Identifiant;Question;Autres formulations;Réponse;Mots-clés;Produit;Langue;Visibilité;Confidentiel;Responsable;"
    "À revoir le;Statut;Nature;Seuil;Questions liées;Origine\n"
    "payer;Comment payer ?;moyens de paiement|payer par carte;Par carte.;argent, carte;Boutique;fr;partner;oui;"
    "desk@harbor.example;31.1.2099;draft;how;0,8;remboursement;Manuel\n"
)
HEADINGS = ["Autres formulations\u202f:", "Autres formulations :", "**Autres formulations:**", "### Également demandé"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "harbor").mkdir()
    return tmp_path


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_french_heading_announces_phrasings(folder, heading):
    (folder / "harbor" / "acces.md").write_text(PAGE.format(heading=heading), encoding="utf-8")
    loaded = load(folder)
    assert [str(each) for each in loaded.problems if each.level.value == "error"] == []
    assert loaded.entries[0].also == ("j’ai oublié mon mot de passe", "mot de passe perdu")


def test_a_phrasing_that_is_added_stands_below_a_french_heading(folder):
    text = PAGE.format(heading="Autres formulations :")
    (folder / "harbor" / "acces.md").write_text(text, encoding="utf-8")
    added = adding_markdown.add(text, load(folder).entries[1], ["recevoir ma facture"])
    assert "# Où trouver ma facture ?\n\nAutres formulations\u202f:\n- recevoir ma facture\n\nSous" in added


def test_a_sheet_with_french_columns_is_read(folder):
    (folder / "harbor" / "questions.csv").write_text(SHEET, encoding="utf-8")
    [entry] = load(folder).entries
    assert (entry.id, entry.also, entry.tags) == (
        "payer",
        ("moyens de paiement", "payer par carte"),
        ("argent", "carte"),
    )
    assert (entry.visibility, entry.nda, entry.status) == (Visibility.PARTNER, True, Status.DRAFT)
    assert (entry.review, entry.threshold, entry.kind) == (date(2099, 1, 31), 0.8, "how")
    assert (entry.product, entry.language, entry.source) == ("Boutique", "fr", "Manuel")
    assert (entry.owner, entry.follow_ups) == ("desk@harbor.example", ("harbor/remboursement",))


def test_a_french_header_is_told_names_of_columns_in_french(folder):
    sheet = "Question;Réponse;Responsble;Étage\nQuand ?;Maintenant.;moi;12\n"
    (folder / "harbor" / "questions.csv").write_text(sheet, encoding="utf-8")
    told = [each.remedy for each in load(folder).problems if each.code == "KB332"]
    assert told[0] == "did you mean Responsable?"
    assert told[1].startswith(("did you mean", "the columns are Identifiant, Question, Autres formulations, Réponse"))


def test_the_name_of_a_language_is_told_its_code_in_french_too(folder):
    (folder / "harbor" / "a.md").write_text("---\nlanguage: allemand\n---\n# Wo?\n\nHier.\n", encoding="utf-8")
    assert any(each.remedy == "did you mean de?" for each in load(folder).problems)


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("Bonjour, j'ai perdu mon mot de passe, pouvez-vous m'aider ? Merci d'avance, Claire", 0),
        ("mot de pase oublié", 0),
        ("où puis-je trouver ma facture svp", 1),
        ("Cher support,\nje cherche ma facture.\nBien cordialement,\nJean de la Fontaine", 1),
    ],
)
def test_a_question_is_answered_from_a_french_entry(folder, asked, answered):
    (folder / "harbor" / "acces.md").write_text(PAGE.format(heading=HEADINGS[0]), encoding="utf-8")
    (folder / "harbor" / "desk.md").write_text("# Where is the desk?\n\nIn the hall.\n", encoding="utf-8")
    base = KnowledgeBase.open(folder)
    view = base.view(EVERYBODY)

    finding = view.ask(asked)
    assert finding.language == "fr"
    assert finding.best.entry.id == load(folder).entries[answered].id
