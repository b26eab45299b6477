"""Slugs: the ids of entries that nobody named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.slug import LONGEST, slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How do I reset my mail password?", "how-do-i-reset-my-mail-password"),
        ("Wie ändere ich die Größe?", "wie-aendere-ich-die-groesse"),
        ("Où est-ce que c'est ?", "ou-est-ce-que-cest"),
        ("faq_yml", "faq-yml"),
        ("如何重置密码？", "如何重置密码"),
        ("???", ""),
    ],
)
def test_a_slug_is_what_a_person_would_type(text, expected):
    assert slug(text) == expected


def test_a_long_slug_ends_with_a_whole_word():
    made = slug("word " * 100)
    assert len(made) <= LONGEST
    assert made.endswith("-word")


@given(st.text(max_size=300))
def test_a_slug_of_a_slug_is_itself(text):
    assert slug(slug(text)) == slug(text)
    assert len(slug(text)) <= LONGEST
