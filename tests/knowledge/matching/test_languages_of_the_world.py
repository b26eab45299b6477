"""Small bases in many languages and scripts: inflected and misspelt questions find their entry, strangers a person."""

import pytest

from knowledge.match import Verdict
from tests.knowledge.matching.small import entry, view

BASES = {
    "fr": (
        ("password", "Comment réinitialiser mon mot de passe ?", "J'ai oublié mon mot de passe"),
        ("invoice", "Où trouver mes factures ?", "télécharger une facture"),
        ("printer", "L'imprimante ne fonctionne pas", "erreur d'impression", "bourrage papier"),
    ),
    "es": (
        ("password", "¿Cómo restablezco mi contraseña?", "He olvidado mi contraseña"),
        ("invoice", "¿Dónde encuentro mis facturas?", "descargar una factura"),
        ("printer", "La impresora no funciona", "error de impresión", "atasco de papel"),
    ),
    "pl": (
        ("password", "Jak zresetować hasło?", "Zapomniałem hasła"),
        ("invoice", "Gdzie znajdę moje faktury?", "pobrać fakturę"),
        ("printer", "Drukarka nie działa", "błąd drukowania", "zacięcie papieru"),
    ),
    "ru": (
        ("password", "Как сбросить пароль?", "Я забыл свой пароль"),
        ("invoice", "Где найти мои счета?", "скачать счёт"),
        ("printer", "Принтер не работает", "ошибка печати", "застряла бумага"),
    ),
    "el": (
        ("password", "Πώς αλλάζω τον κωδικό μου;", "Ξέχασα τον κωδικό πρόσβασης"),
        ("invoice", "Πού βρίσκω τα τιμολόγιά μου;", "λήψη τιμολογίου"),
        ("printer", "Ο εκτυπωτής δεν λειτουργεί", "σφάλμα εκτύπωσης", "μπλόκαρε το χαρτί"),
    ),
    "tr": (
        ("password", "Şifremi nasıl sıfırlarım?", "Şifremi unuttum"),
        ("invoice", "Faturalarımı nerede bulurum?", "fatura indirmek"),
        ("printer", "Yazıcı çalışmıyor", "yazdırma hatası", "kağıt sıkıştı"),
    ),
    "ar": (
        ("password", "كيف أعيد تعيين كلمة المرور؟", "نسيت كلمة المرور"),
        ("invoice", "أين أجد فواتيري؟", "تنزيل الفاتورة"),
        ("printer", "الطابعة لا تعمل", "خطأ في الطباعة", "الورق عالق"),
    ),
    "hi": (
        ("password", "मैं अपना पासवर्ड कैसे रीसेट करूँ?", "मैं अपना पासवर्ड भूल गया"),
        ("invoice", "मुझे अपने बिल कहाँ मिलेंगे?", "बिल डाउनलोड करें"),
        ("printer", "प्रिंटर काम नहीं कर रहा है", "प्रिंट करने में त्रुटि"),
    ),
    "ja": (
        ("password", "パスワードをリセットするにはどうすればいいですか？", "パスワードを忘れました"),
        ("invoice", "請求書はどこで確認できますか？", "請求書をダウンロードしたい"),
        ("vpn", "VPNに接続できません", "リモート接続の設定方法"),
    ),
    "zh": (
        ("password", "如何重置密码？", "我忘记了密码"),
        ("invoice", "在哪里可以找到我的发票？", "下载发票"),
        ("printer", "打印机不能用", "打印出错", "卡纸了"),
    ),
    "th": (
        ("password", "ฉันจะรีเซ็ตรหัสผ่านได้อย่างไร", "ลืมรหัสผ่าน"),
        ("invoice", "ฉันจะหาใบแจ้งหนี้ได้ที่ไหน", "ดาวน์โหลดใบแจ้งหนี้"),
        ("printer", "เครื่องพิมพ์ไม่ทำงาน", "พิมพ์ผิดพลาด", "กระดาษติด"),
    ),
    "de": (
        ("password", "Wie setze ich mein Kennwort zurück?", "Kennwort vergessen"),
        ("invoice", "Wo finde ich meine Rechnungen?", "eine Rechnung herunterladen"),
        ("printer", "Der Drucker funktioniert nicht", "Fehler beim Drucken", "Papierstau"),
    ),
}
"""By language: entries with their phrasings."""

ASKED = [
    ("fr", "mot de passe oublie", "password"),
    ("fr", "j’ai oublié les mots de passe", "password"),
    ("fr", "télécharger mes facturs", "invoice"),
    ("fr", "mon imprimante ne marche plus", "printer"),
    ("es", "olvide mi contrasena", "password"),
    ("es", "quiero descargar mis factras", "invoice"),
    ("es", "las impresoras no funcionan", "printer"),
    ("pl", "zapomnialem haslo", "password"),
    ("pl", "chcę pobrać faktury", "invoice"),
    ("pl", "drukarki nie dzialaja", "printer"),
    ("ru", "забыла пороль", "password"),
    ("ru", "скачать счета", "invoice"),
    ("ru", "принтеры не работают", "printer"),
    ("el", "ξεχασα τον κωδικο", "password"),
    ("el", "πού είναι το τιμολόγιο", "invoice"),
    ("el", "δεν λειτουργεί ο εκτυποτής", "printer"),
    ("tr", "SIFREMI UNUTTUM", "password"),
    ("tr", "faturam nerede", "invoice"),
    ("tr", "yazici calismiyor", "printer"),
    ("tr", "YAZICI ÇALIŞMIYOR", "printer"),
    ("ar", "نسيت كلمه المرور", "password"),
    ("ar", "تنزيل فاتورتي", "invoice"),
    ("ar", "الطابعه لا تعمل", "printer"),
    ("hi", "पासवर्ड भूल गई", "password"),
    ("hi", "बिलों को डाउनलोड करना है", "invoice"),
    ("hi", "मेरा प्रिंटर काम नहीं करता", "printer"),
    ("ja", "パスワード忘れた", "password"),
    ("ja", "請求書のダウンロード", "invoice"),
    ("ja", "VPN接続できない", "vpn"),
    ("ja", "vpnにつながらない", "vpn"),
    ("zh", "忘记密码怎么办", "password"),
    ("zh", "怎么下载发票", "invoice"),
    ("zh", "打印机坏了", "printer"),
    ("th", "ลืมรหัสผ่านครับ", "password"),
    ("th", "อยากดาวน์โหลดใบแจ้งหนี้", "invoice"),
    ("th", "เครื่องพิมพ์เสีย", "printer"),
    ("de", "Kennwort zuruecksetzen", "password"),
    ("de", "ich moechte meine rechnug herunterladen", "invoice"),
    ("de", "die Drucker funktionieren nicht", "printer"),
]

STRANGERS = [
    ("fr", "quel temps fait-il demain"),
    ("es", "cuánto cuesta el billete de tren"),
    ("pl", "jaka będzie jutro pogoda"),
    ("ru", "сколько стоит билет на поезд"),
    ("el", "τι καιρό θα κάνει αύριο"),
    ("tr", "tren bileti ne kadar"),
    ("ar", "كيف الطقس غدا"),
    ("hi", "ट्रेन का टिकट कितने का है"),
    ("ja", "電車の切符はいくらですか"),
    ("zh", "明天天气怎么样"),
    ("th", "ตั๋วรถไฟราคาเท่าไหร่"),
    ("de", "was kostet eine Fahrkarte"),
]


def entries(*languages):
    """Return the entries of these languages, each with the language in its name."""
    return [entry(f"harbor/{each}-{id}", *asked, language=each) for each in languages for id, *asked in BASES[each]]


@pytest.fixture(scope="module")
def bases():
    return {language: view(*entries(language)) for language in BASES}


@pytest.fixture(scope="module")
def together():
    return view(*entries(*BASES))


def shown(finding):
    """Return the names of the entries that are answered or offered."""
    if finding.verdict is Verdict.ANSWER:
        return {finding.best.entry.name}
    return {match.entry.name for match in finding.offered}


@pytest.mark.parametrize(("language", "question", "id"), ASKED)
def test_inflected_and_misspelt_questions_find_their_entry(bases, language, question, id):
    finding = bases[language].ask(question)
    assert f"harbor/{language}-{id}" in shown(finding)


@pytest.mark.parametrize(("language", "question", "id"), ASKED)
def test_they_find_it_among_a_dozen_languages_too(together, language, question, id):
    finding = together.ask(question)
    assert f"harbor/{language}-{id}" in shown(finding)
    assert finding.language == language


@pytest.mark.parametrize(("language", "question"), STRANGERS)
def test_what_nothing_answers_is_answered_in_no_language(bases, together, language, question):
    assert bases[language].ask(question).verdict is not Verdict.ANSWER
    assert together.ask(question).verdict is not Verdict.ANSWER


def test_most_of_them_are_answered_at_once(bases):
    answered = [bases[language].ask(question).verdict is Verdict.ANSWER for language, question, _ in ASKED]
    assert sum(answered) / len(answered) > 0.55
