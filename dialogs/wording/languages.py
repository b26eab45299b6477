"""What languages are called in each language we speak, as it stands after `in` or `auf`."""

ENGLISH = {
    "ar": "Arabic", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish",
    "fr": "French", "ga": "Irish", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "lt": "Lithuanian",
    "lv": "Latvian", "nb": "Norwegian", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
    "vi": "Vietnamese", "yi": "Yiddish", "zh": "Chinese",
}  # fmt: skip

GERMAN = {
    "ar": "Arabisch", "bg": "Bulgarisch", "ca": "Katalanisch", "cs": "Tschechisch", "da": "Dänisch", "de": "Deutsch",
    "el": "Griechisch", "en": "Englisch", "es": "Spanisch", "et": "Estnisch", "eu": "Baskisch", "fa": "Persisch",
    "fi": "Finnisch", "fr": "Französisch", "ga": "Irisch", "he": "Hebräisch", "hi": "Hindi", "hr": "Kroatisch",
    "hu": "Ungarisch", "hy": "Armenisch", "id": "Indonesisch", "it": "Italienisch", "ja": "Japanisch",
    "ko": "Koreanisch", "lt": "Litauisch", "lv": "Lettisch", "nb": "Norwegisch", "ne": "Nepali",
    "nl": "Niederländisch", "nn": "Norwegisch", "no": "Norwegisch", "pl": "Polnisch", "pt": "Portugiesisch",
    "ro": "Rumänisch", "ru": "Russisch", "sk": "Slowakisch", "sl": "Slowenisch", "sr": "Serbisch", "sv": "Schwedisch",
    "ta": "Tamil", "th": "Thai", "tr": "Türkisch", "uk": "Ukrainisch", "vi": "Vietnamesisch", "yi": "Jiddisch",
    "zh": "Chinesisch",
}  # fmt: skip

NAMES = {"en": ENGLISH, "de": GERMAN}
