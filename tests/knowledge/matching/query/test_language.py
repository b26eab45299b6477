"""The guess of a question's language among the base's."""

import pytest

from knowledge.matching.query.language import LanguageGuess, Languages
from knowledge.matching.query.text import tokens


@pytest.fixture(scope="module")
def languages():
    words = {"en": ["reset", "invoice"], "de": ["kennwort", "rechnung"]}
    return Languages(words, {"en": 20, "de": 5})


@pytest.mark.parametrize(
    ("text", "language", "asked"),
    [
        ("ich habe mein Passwort vergessen", "de", "de"),
        ("wo ist die rechnung", "de", "de"),
        ("Rechnung", "de", "de"),
        ("fuer Rechnungen", "de", "de"),
        ("where is my invoice", "en", "en"),
        ("42", "en", None),
        ("", "en", None),
    ],
)
def test_the_words_decide_and_the_larger_language_is_the_default(languages, text, language, asked):
    assert languages.guess(tokens(text)) == LanguageGuess(language, asked)


def test_a_base_of_one_language_is_read_in_it_whatever_is_asked():
    german = Languages({"de": ["rechnung"]}, {"de": 3})
    assert german.guess(("rechnung",)) == LanguageGuess("de", None)
    assert german.guess(("where", "is", "rechnung")) == LanguageGuess("de", "en")


def test_words_that_the_base_uses_itself_do_not_speak_for_another_language():
    german = Languages({"de": ["service", "from", "the", "desk"]}, {"de": 3})
    assert german.guess(("from", "the", "desk")) == LanguageGuess("de", None)


SPOKEN = {
    "fr": "Ouvrez votre compte et appuyez sur le bouton. Comment trouver mes factures",
    "es": "Abra su cuenta y pulse el botón. Dónde encuentro mis facturas",
    "pl": "Otwórz swoje konto i naciśnij przycisk. Gdzie znajdę moje faktury",
    "tr": "Hesabınızı açın ve düğmeye basın. Faturalarımı nerede bulurum",
    "ru": "Откройте профиль и нажмите кнопку. Где найти мои счета",
    "el": "Ανοίξτε τον λογαριασμό και πατήστε το κουμπί. Πού βρίσκω τα τιμολόγιά μου",
    "ja": "アカウントを開いてボタンを押してください。請求書はどこですか",
    "zh": "打开您的帐户，然后点击按钮。在哪里可以找到我的发票",
    "ko": "계정을 열고 버튼을 누르세요. 청구서는 어디에서 찾을 수 있나요",
}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("quel temps fait-il demain", "fr"),
        ("combien coûte un abonnement", "fr"),
        ("¿qué tiempo hará mañana?", "es"),
        ("cuánto cuesta el billete", "es"),
        ("jaka będzie jutro pogoda", "pl"),
        ("ile kosztuje bilet", "pl"),
        ("yarın hava nasıl olacak", "tr"),
        ("какая завтра погода", "ru"),
        ("τι καιρό θα κάνει αύριο", "el"),
        ("明日の天気はどうですか", "ja"),
        ("发票多少钱", "zh"),
        ("내일 날씨 어때요", "ko"),
        ("what will the weather be tomorrow", "en"),
        ("wie wird das Wetter morgen", "de"),
    ],
)
def test_a_language_is_known_by_a_few_sentences_of_it(text, language):
    words = {each: tokens(told) for each, told in SPOKEN.items()}
    among = Languages(words | {"en": ["invoice"], "de": ["rechnung"]}, dict.fromkeys([*SPOKEN, "en", "de"], 3))
    assert among.guess(tokens(text)).language == language


def test_a_script_that_only_one_language_is_written_in_leaves_no_doubt():
    among = Languages({"en": ["invoice", "password"], "ru": tokens(SPOKEN["ru"])}, {"en": 20, "ru": 1})
    assert among.guess(tokens("погода завтра")) == LanguageGuess("ru", "ru")
