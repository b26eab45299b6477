"""Folding: both sides alike, idempotent, in bounded time, in any script."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.matching.query.text import (
    LIMIT,
    TOKEN_LIMIT,
    alike,
    character_terms,
    fold,
    stem,
    stems,
    tokens,
    word_terms,
)


@given(st.text(max_size=300))
def test_folding_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127) | st.sampled_from("a-'_ \n"), max_size=80))
def test_ascii_folds_as_it_does_beside_other_letters(text):
    assert fold(f"{text} ы") == f"{fold(text)} ы".strip()


def test_folding_is_idempotent_for_every_character_that_normalising_changes():
    ranges = (
        range(0x3400),
        range(0xA640, 0xABC0),
        range(0xF900, 0x10800),
        range(0x1D400, 0x1D800),
        range(0x1F100, 0x1F300),
    )
    changed = [code for codes in ranges for code in codes if fold(fold(chr(code))) != fold(chr(code))]
    assert changed == []


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Don’t  PANIC!", "dont panic"),
        ("Straße, Ärger & Öl", "strasse arger ol"),
        ("e-mail E-Mail", "email email"),
        ("naïve café ﬁne", "naive cafe fine"),
        ("½ price Ⅳ", "1 2 price iv"),
        ("\u202eright\u202c to\u200b left", "right to left"),
        ("a\x00b \ud800 c", "a b c"),
        ("🙂🙂🙂", ""),
        ("İstanbul", "istanbul"),
        ("YAZICI yazıcı", "yazici yazici"),
        ("Wymówiłem hasło", "wymowilem haslo"),
        ("последний счёт", "последний счет"),
        ("كلمه السر، كـلمة السر", "كلمة السر كلمة السر"),
        ("कहाँ काग़ज़", "कहां कागज"),
        ("L'imprimante d’accueil, j'ai", "l imprimante d accueil j ai"),
        ("Where's Bob's? I'm here", "wheres bobs im here"),
        ("", ""),
    ],
)
def test_spelling_variants_fold_to_the_same_tokens(written, folded):
    assert fold(written) == folded


@pytest.mark.parametrize(
    "text",
    ["e" + "\u0301" * 20_000, "".join(chr(0x300 + n % 100) for n in range(20_000)), "\ufdfa" * 28_000, "x" * 28_000],
    ids=["zalgo", "many marks", "expander", "one token"],
)
def test_hostile_text_is_folded_in_bounded_time(text):
    begun = perf_counter()
    folded = fold(text)
    assert perf_counter() - begun < 0.05
    assert len(folded) <= LIMIT


def test_a_token_is_read_to_its_limit():
    assert [len(token) for token in tokens("x" * 10_000)] == [TOKEN_LIMIT]


def test_scripts_without_spaces_become_pairs_of_characters():
    assert tokens("忘れた") == ("忘れ", "れた")
    assert tokens("パスワード reset")[-1] == "reset"


def test_words_of_another_script_stand_apart_within_a_script_without_spaces():
    assert tokens("VPNに接続") == ("vpn", "に接", "接続")
    assert tokens("PCを再起動") == tokens("PC を再起動")


def test_khmer_vowels_are_part_of_their_word():
    assert tokens("ភ្លេច") == ("ភ្", "្ល", "លេ", "េច")


def test_vowel_signs_of_indic_scripts_are_kept():
    assert tokens("कैसे करें") == ("कैसे", "करें")


@pytest.mark.parametrize(
    ("written_out", "umlaut"),
    [
        ("aendern", "ändern"),
        ("oeffnen", "öffnen"),
        ("Ueberweisung", "Überweisung"),
        ("geaenderte Schluessel", "geänderte Schlüssel"),
    ],
)
def test_german_umlauts_may_be_written_out(written_out, umlaut):
    assert [alike(word, "de") for word in tokens(written_out)] == [alike(word, "de") for word in tokens(umlaut)]


def test_vowels_that_are_no_umlaut_stay():
    assert [alike(word, "de") for word in ("neue", "steuer", "bauen", "quelle")] == [
        "neue",
        "steuer",
        "bauen",
        "quelle",
    ]
    assert [alike(word, "en") for word in ("value", "poem", "aerial")] == ["value", "poem", "aerial"]
    assert alike("gruesse", "de-ch") == "grusse"


def test_words_are_stemmed_by_their_language():
    assert stem("passwords", "en") == "password"
    assert stem("rechnungen", "de") == stem("rechnung", "de")
    assert stem("passwords", "xx") == "passwords"


def test_neighbouring_stems_are_terms_too():
    assert word_terms(stems(("reset", "passwords"), "en")) == ["reset", "password", "reset password"]


def test_character_terms_know_where_a_word_begins_and_ends():
    assert character_terms(["ab"], range(2, 4)) == [" a", "ab", "b ", " ab", "ab "]
    assert character_terms(["a"], range(2, 6)) == [" a", "a ", " a "]
