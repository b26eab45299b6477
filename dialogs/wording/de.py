"""German sentences, with Sie; the keys are those of English."""

# ruff: noqa: E501 - a sentence reads best on one line

MONTHS = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni"),
    *("Juli", "August", "September", "Oktober", "November", "Dezember"),
)

SENTENCES = {
    "day": "{day}. {month} {year}",
    # Welcome and help
    "welcome_title": "Guten Tag, ich bin Spot.",
    "welcome": "Fragen Sie mich in Ihren eigenen Worten. Kenne ich die Antwort, bekommen Sie sie sofort und mit Quelle. "
    "Wenn nicht, übergebe ich an einen Menschen.",
    "help_title": "Das kann ich für Sie tun.",
    "examples": "Zum Beispiel:",
    "example_1": "Ich habe mein Passwort vergessen",
    "example_2": "Wo finde ich meine Rechnung?",
    "example_3": "Wie steht es um meinen Fall?",
    "person_always": "Sie können jederzeit „einen Menschen, bitte“ schreiben.",
    # Buttons
    "button_person": "Mit einem Menschen sprechen",
    "button_yes": "Ja",
    "button_no": "Nein",
    "button_open": "Ja, Fall eröffnen",
    "button_decline": "Nein",
    "button_none": "Nichts davon",
    "button_details": "Details ergänzen",
    "button_status": "Stand zeigen",
    "button_withdraw": "Zurückziehen",
    "button_reopen": "Wieder öffnen",
    "button_add": "Zu Fall {number} ergänzen",
    "button_another": "Weiteren Fall eröffnen",
    "button_help": "Was können Sie?",
    # Answers
    "source": "Quelle [1]: {source}",
    "source_reviewed": "Quelle [1]: {source} · geprüft am {day}",
    "source_due": "Quelle [1]: {source} · nächste Prüfung am {day}",
    "in_language": "auf {name}",
    "in_some_language": "in einer anderen Sprache ({code})",
    "other_language": "Diese Antwort ist {in_language}.",
    "long": "Das war eine lange Nachricht; ich habe die ersten 2.000 Zeichen gelesen.",
    "helped": "Hat das geholfen?",
    "follow_ups": "Das könnte Sie auch interessieren:",
    "confirmed": "Schön, dass es geholfen hat. Schreiben Sie einfach, wenn noch etwas ist.",
    "helped_noted": "Das hat geholfen.",
    "not_helped": "Danke für den Hinweis; das hat nicht geholfen.",
    "gone": "Diese Antwort gibt es nicht mehr. Fragen Sie bitte noch einmal, oder sprechen Sie mit einem Menschen.",
    # Did you mean
    "clarify": "Meinen Sie eine dieser Fragen?",
    "clarify_one": "Meinen Sie das?",
    "clarify_language": "Die Antwort ist {in_language}.",
    "clarify_languages": "Einige der Antworten sind {in_languages}.",
    "in_other_language": "{question} ({in_language})",
    "clarify_how": "Wählen Sie eine aus, schreiben Sie, welche („die zweite“), oder sagen Sie es in eigenen Worten.",
    "chosen": "Ihre Wahl: {question}",
    "chosen_none": "Nichts davon.",
    "which": "Ich konnte nicht erkennen, welche Sie meinen.",
    # Rephrase
    "rephrase": "Schade, das war es nicht. Können Sie es mit anderen Worten sagen? Oder sprechen Sie mit einem Menschen.",
    # Handoff
    "no_answer": "Darauf habe ich noch keine Antwort. Soll ich es an einen Menschen übergeben?",
    "still_no_answer": "Darauf habe ich leider immer noch keine gute Antwort. Soll ich es an einen Menschen übergeben?",
    "handoff_how": "Ich eröffne einen Fall und gebe unser Gespräch weiter; Sie müssen nichts noch einmal erzählen.",
    "declined": "In Ordnung, kein Fall. Fragen Sie jederzeit etwas anderes, oder schreiben Sie „ein Mensch, bitte“.",
    "no_case": "Kein Fall eröffnet.",
    "handed": "An einen Menschen übergeben: Fall {number}.",
    "opened": "Fall {number} ist eröffnet.",
    "opened_next": "Ein Mensch liest unser Gespräch und antwortet Ihnen hier. Sie müssen nicht am Bildschirm warten. "
    "Sie können jederzeit Details ergänzen, den Stand sehen oder den Fall zurückziehen.",
    "already": "Dafür ist schon Fall {number} offen; ein Mensch antwortet Ihnen hier.",
    "already_how": "Sie können Details ergänzen, oder einen weiteren Fall eröffnen, wenn es um etwas anderes geht.",
    "stays_open": "Fall {number} bleibt offen. Wenn Sie ihn nicht mehr brauchen: „Zurückziehen“ oder „{number} zurückziehen“.",
    "was_opened": "Dafür gab es schon Fall {number}; er ist nicht mehr offen.",
    "was_opened_how": "Sie können sehen, wie er endete, oder einen weiteren Fall eröffnen.",
    # Cases
    "case_none": "Sie haben hier keinen Fall. Fragen Sie mich etwas, oder schreiben Sie „ein Mensch, bitte“.",
    "case_unknown": "Ich finde keinen Fall {number} von Ihnen. Schreiben Sie „meine Fälle“, um sie zu sehen.",
    "case_list": "Ihre Fälle",
    "case_more": "Das sind die neuesten {count}. Für einen anderen schreiben Sie seine Nummer, etwa C-1001.",
    "case_which_comment": "Welchen Fall soll ich ergänzen?",
    "case_which_withdraw": "Welchen Fall soll ich zurückziehen?",
    "case_which_reopen": "Welchen Fall soll ich wieder öffnen?",
    "case_heading": "Fall {number}: {state}",
    "case_opened": "Eröffnet am {day}",
    "case_updated": "letzte Änderung am {day}",
    "case_last_reply": "Letzte Antwort:",
    "case_private": "Ihre Fälle sind nur für Sie bestimmt. Bitte schreiben Sie mir direkt, in unserem eigenen Chat.",
    "state_open": "offen",
    "state_resolved": "gelöst",
    "state_closed": "geschlossen",
    "state_withdrawn": "zurückgezogen",
    "state_merged": "mit einem anderen Fall zusammengelegt",
    "waiting_customer": "Wir warten auf Ihre Antwort.",
    "waiting_partner": "Er liegt beim Support-Team.",
    "waiting_vendor": "Er liegt beim Support des Herstellers.",
    "waiting_product group": "Er liegt bei der Entwicklung des Produkts.",
    "comment_ask": "Was soll ich zu Fall {number} ergänzen? Ihre nächste Nachricht geht an den Menschen, der ihn bearbeitet. "
    "Wenn nicht, schreiben Sie „abbrechen“.",
    "comment_added": "Zu Fall {number} ergänzt; wer ihn bearbeitet, sieht es. Für mehr schreiben Sie „ergänze zu {number}: …“.",
    "comment_closed": "Fall {number} ist {state}; es lässt sich nichts ergänzen. Sie können ihn wieder öffnen.",
    "comment_files": "Dateien kann ich noch nicht weitergeben. Bitte beschreiben Sie, was sie zeigen, oder schreiben Sie "
    "„abbrechen“.",
    "withdrawn": "Fall {number} ist zurückgezogen. Wenn Sie es sich anders überlegen: „{number} wieder öffnen“.",
    "withdraw_not_open": "Fall {number} ist {state}; es gibt nichts zurückzuziehen.",
    "withdraw_none": "Sie haben keinen offenen Fall. Fragen Sie mich etwas, oder schreiben Sie „ein Mensch, bitte“.",
    "reopened": "Fall {number} ist wieder offen. Ein Mensch antwortet Ihnen hier.",
    "reopen_open": "Fall {number} ist offen; ein Mensch antwortet Ihnen hier.",
    "reopen_merged": "Fall {number} wurde mit einem anderen zusammengelegt, der weiterläuft. Schreiben Sie „meine Fälle“.",
    "reopen_none": "Sie haben keinen Fall zum Wiederöffnen. Fragen Sie mich etwas, oder schreiben Sie „ein Mensch, bitte“.",
    # Small talk
    "greeting": "Guten Tag! Was kann ich für Sie tun?",
    "thanks": "Gern geschehen. Schreiben Sie einfach, wenn noch etwas ist.",
    "goodbye": "Auf Wiedersehen, und bis zum nächsten Mal.",
    "cancelled": "In Ordnung, ich habe aufgehört. Fragen Sie jederzeit etwas anderes, oder schreiben Sie „ein Mensch, bitte“.",
    "yes_to_what": "Ich weiß nicht, worauf sich das bezieht. Fragen Sie bitte in eigenen Worten, oder sprechen Sie mit "
    "einem Menschen.",
    # What cannot be understood, or done
    "empty": "Ich sehe nichts, was ich lesen kann. Bitte schreiben Sie Ihre Frage in ein paar Worten.",
    "files": "Dateien kann ich noch nicht öffnen. Bitte beschreiben Sie in ein paar Worten, was Sie brauchen.",
    "old_button": "Dieser Knopf stammt aus einer früheren Version und tut nichts mehr.",
    "restarted": "Ich wurde inzwischen aktualisiert und habe den Faden verloren, Entschuldigung. Ich nehme Ihre Nachricht "
    "als neue.",
    "see_below": "Bitte sehen Sie meine Nachricht weiter unten.",
    # Limits
    "slow_down": "Das ist viel auf einmal; ich kann 30 Nachrichten in der Minute folgen. Bitte warten Sie eine Minute. "
    "Nichts geht verloren, Ihre Fälle bleiben offen.",
    "too_many_open": "Sie haben {count} offene Fälle, mehr kann ich für Sie nicht führen: {numbers}. "
    "Ich kann einen davon ergänzen, oder einen zurückziehen, um Platz zu schaffen.",
    "too_many_open_group": "Sie haben so viele offene Fälle, wie ich führen kann. Schreiben Sie mir bitte direkt, um sie zu sehen.",
    "too_many_today": "Ich habe an einem Tag {count} Fälle für Sie eröffnet, mehr geht nicht. "
    "Ich kann einen offenen ergänzen: {numbers}.",
    "too_many_today_none": "Ich habe an einem Tag {count} Fälle für Sie eröffnet, mehr geht nicht. "
    "Bitte versuchen Sie es morgen, oder schreiben Sie die Nummer eines Falls und „wieder öffnen“.",
    # Notices of the desk
    "case_replied": "{name} schreibt zu Fall {number}:\n\n{text}",
    "case_asked": "{name} hat eine Frage zu Fall {number}:\n\n{text}",
    "case_merged": "Fall {number} geht als Fall {into} weiter, in dem es um dasselbe geht.",
    "case_resolved": "Fall {number} ist gelöst. Wenn nicht, schreiben Sie „{number} wieder öffnen“.",
    "case_reopened": "Fall {number} ist wieder offen.",
    "case_withdrawn": "Fall {number} ist zurückgezogen. Wenn Sie es sich anders überlegen: „{number} wieder öffnen“.",
    # Known issues
    "issue_lead": "Das sieht nach etwas aus, das wir kennen und an dem wir arbeiten:",
    "issue_waiting": "Ich sage Ihnen hier Bescheid, sobald es gelöst ist.",
    "issue_question": "Meinen Sie das?",
    "button_tell_me": "Sagen Sie mir, wenn es gelöst ist",
    "button_something_else": "Es ist etwas anderes",
    "issue_noted": "Vorgemerkt: Ich sage Ihnen hier Bescheid, sobald {number} gelöst ist. Sie müssen nichts tun.",
    "issue_left": "Gut, es ist etwas anderes.",
    "issue_solved_already": "Das ist inzwischen gelöst. Geht es bei Ihnen noch nicht, schreiben Sie „ein Mensch“.",
    "issue_declined": "Gut. Fragen Sie mich jederzeit etwas anderes, oder schreiben Sie „ein Mensch“.",
    "problem_updated": "Neues zu {number}, {title}:\n\n{text}",
    "problem_solved": "Gelöst, {number}, {title}:\n\n{text}",
    # The edge
    "apology": "Bei mir ist etwas schiefgegangen, Entschuldigung. Ihre Nachricht ist gespeichert. Bitte versuchen Sie es noch "
    "einmal, oder schreiben Sie „ein Mensch, bitte“. (Fehler {error_id})",
    "refused": "Ich bin für Ihre Organisation nicht eingerichtet. Bitte fragen Sie, wer Ihre IT betreut.",
    "busy": "Ich bin gerade sehr beschäftigt. Bitte versuchen Sie es in einer Minute noch einmal; nichts geht verloren.",
}
