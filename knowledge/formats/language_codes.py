"""The codes of languages, and what people write in their place."""

# ruff: noqa: SIM905 - a list of codes reads best as words

from functools import cache

from knowledge.languages.language import every

OTHER_NAMES = {
    "français": "fr", "español": "es",
    "gr": "el", "jp": "ja", "cn": "zh", "cz": "cs", "dk": "da", "ua": "uk", "gb": "en", "us": "en",
    "at": "de",
}  # fmt: skip
"""What people write for a language's code: its own name, or the country's code, where that is no other language's."""
LANGUAGE_CODES = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
    en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
    ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
    nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
    sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh
    zu""".split()
)
"""The codes of two letters that ISO 639-1 has given out; those of three letters are taken as they are."""


@cache
def language_names() -> dict[str, str]:
    """Return the code for what people write in its place, in any listed language, in small letters."""
    tables = [language.table("languages") for language in every()]
    named = {name.casefold(): code for table in tables for code, names in table.items() for name in names[:1]}
    return {name: code for name, code in named.items() if name not in LANGUAGE_CODES} | OTHER_NAMES
