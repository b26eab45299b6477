"""What the chat page itself says, around the conversation, in German."""

LOCALE = "de-DE"
"""What the client and the bot are told."""

SENTENCES = {
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
