"""What the chat page itself says, around the conversation: English and German."""

from collections.abc import Mapping

ENGLISH = {
    "title": "Spot – your single point of support",
    "tagline": "Your single point of support",
    "as": "Asking as",
    "stranger": "A stranger",
    "strangers": "Not in the directory",
    "new": "New conversation",
    "chat": "Conversation with Spot",
    "placeholder": "Ask your question",
    "loading": "Getting ready …",
    "no_script": "This page needs JavaScript to talk to Spot.",
    "no_client": "The chat could not be loaded. Reload the page to try again.",
    "unreachable": "Spot cannot be reached right now. Nothing you wrote is lost.",
    "expired": "This conversation was left for more than half an hour, so it has ended. Your cases stay as they are.",
    "renewed": "Your last conversation had ended, so this is a new one. Your cases stay as they are.",
    "again": "Try again",
    "why": "Why this answer",
    "why_empty": (
        "Ask something, and you see here how Spot decided: what came near, how sure it was, which file it read."
    ),
    "why_local": "Only visible on this machine",
    "answer": "Answered",
    "clarify": "Offered a choice",
    "handoff": "Handed to a person",
    "confidence": "Confidence",
    "kind_shipped": "shipped calibration",
    "kind_self-learned": "self-learned",
    "kind_judged": "judged by people",
    "threshold_answer": "answers from",
    "threshold_clarify": "offers from",
    "corrections": "Understood as",
    "candidates": "What came near",
    "no_candidates": "Nothing in the knowledge base came near.",
    "nearest": "Nearest phrasing",
    "signals": "Signals",
    "score": "Score",
    "shared": "Shared words",
    "near": "Near in meaning",
    "missing": "Not in it",
    "chosen": "chosen",
    "case": "Case",
    "knowledge": "Knowledge",
    "live_since": "live since",
    "entries": "entries",
    "added": "added",
    "changed": "changed",
    "removed": "removed",
    "no_entry": "no entry changed",
    "keeps": "its last good version answers",
    "keeps_nothing": "nothing of it answers",
    "more_mistakes": "more mistakes: check names each",
    "labelled": "Labelled questions as expected",
    "newly_wrong": "Newly wrong",
}

GERMAN = {
    "title": "Spot – Ihre Anlaufstelle für alle Fragen",
    "tagline": "Ihre Anlaufstelle für alle Fragen",
    "as": "Fragen als",
    "stranger": "Jemand Fremdes",
    "strangers": "Nicht im Verzeichnis",
    "new": "Neues Gespräch",
    "chat": "Gespräch mit Spot",
    "placeholder": "Stellen Sie Ihre Frage",
    "loading": "Einen Augenblick …",
    "no_script": "Diese Seite braucht JavaScript, um mit Spot zu sprechen.",
    "no_client": "Der Chat konnte nicht geladen werden. Laden Sie die Seite neu.",
    "unreachable": "Spot ist gerade nicht erreichbar. Was Sie geschrieben haben, ist nicht verloren.",
    "expired": (
        "Dieses Gespräch hat länger als eine halbe Stunde geruht und ist beendet. Ihre Fälle bleiben, wie sie sind."
    ),
    "renewed": "Ihr letztes Gespräch war beendet, dies ist ein neues. Ihre Fälle bleiben, wie sie sind.",
    "again": "Noch einmal versuchen",
    "why": "Warum diese Antwort",
    "why_empty": (
        "Fragen Sie etwas: Hier steht dann, wie Spot entschieden hat, was nahe kam, wie sicher es war "
        "und aus welcher Datei es las."
    ),
    "why_local": "Nur auf diesem Rechner sichtbar",
    "answer": "Beantwortet",
    "clarify": "Auswahl angeboten",
    "handoff": "An einen Menschen gegeben",
    "confidence": "Sicherheit",
    "kind_shipped": "mitgelieferte Kalibrierung",
    "kind_self-learned": "selbst gelernt",
    "kind_judged": "von Menschen beurteilt",
    "threshold_answer": "antwortet ab",
    "threshold_clarify": "bietet an ab",
    "corrections": "Verstanden als",
    "candidates": "Was nahe kam",
    "no_candidates": "Nichts in der Wissensbasis kam nahe.",
    "nearest": "Nächste Formulierung",
    "signals": "Signale",
    "score": "Wert",
    "shared": "Gemeinsame Wörter",
    "near": "Ähnlich gemeint",
    "missing": "Nicht darin",
    "chosen": "gewählt",
    "case": "Fall",
    "knowledge": "Wissen",
    "live_since": "in Kraft seit",
    "entries": "Einträge",
    "added": "neu",
    "changed": "geändert",
    "removed": "gelöscht",
    "no_entry": "kein Eintrag geändert",
    "keeps": "die letzte fehlerfreie Fassung antwortet",
    "keeps_nothing": "nichts daraus antwortet",
    "more_mistakes": "weitere Fehler: check nennt jeden",
    "labelled": "Prüffragen wie erwartet",
    "newly_wrong": "Neu falsch",
}

LANGUAGES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "de": GERMAN}
LOCALES = {"en": "en-US", "de": "de-DE"}
"""What the client and the bot are told."""


def language(accepted: str) -> str:
    """Give the first language of an Accept-Language header that we speak; English for want of one."""
    for item in accepted.split(",")[:20]:
        spoken = item.split(";")[0].strip().lower().split("-")[0]
        if spoken in LANGUAGES:
            return spoken
    return "en"
