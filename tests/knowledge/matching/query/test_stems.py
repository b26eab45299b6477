"""Stems: the fast stemmer is there, and gives what the one in Python gives."""

import re

import snowballstemmer
import Stemmer
from snowballstemmer.english_stemmer import EnglishStemmer
from snowballstemmer.german_stemmer import GermanStemmer

from knowledge.matching.query.text import SNOWBALL, fold


def test_the_stemmer_in_c_is_used_and_has_every_language():
    assert isinstance(snowballstemmer.stemmer("english"), Stemmer.Stemmer)
    assert set(SNOWBALL.values()) <= set(Stemmer.algorithms())


def test_both_give_the_same_stems_for_every_word_of_the_sample_content(root):
    pages = (path.read_text(encoding="utf-8") for path in (root / "knowledge" / "content").rglob("*.*"))
    words = sorted({word for page in pages for word in re.findall(r"[^\W\d_]+", fold(page))})
    assert len(words) > 1_000
    for fast, plain in ((Stemmer.Stemmer("english"), EnglishStemmer()), (Stemmer.Stemmer("german"), GermanStemmer())):
        assert fast.stemWords(words) == [plain.stemWord(word) for word in words]
