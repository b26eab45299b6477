"""What may stand in a file of what customers wrote."""

import pytest

from knowledge.improve.wordings import is_bare, is_personal


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("how do I reset my password", False),
        ("error 0x80 on win 11 since 2024", False),
        ("write to mara@harbor.example", True),
        ("see www.harbor.example/bill", True),
        ("call 0171 2345", True),
        ("my account is 12-34-5", True),
        ("invoice 12345", True),
        ("invoice 1234", False),
        ("x" * 120, False),
        ("x" * 121, True),
        ("one\ntwo", True),
        ("a\u202eb", True),
    ],
)
def test_addresses_long_numbers_and_long_texts_are_personal(text, personal):
    assert is_personal(text) is personal


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("where is my bill", True),
        ("Hello, where is my bill", False),
        ("where is my bill? Thanks", False),
        ("where is my bill\n-- \nMara", False),
    ],
)
def test_a_greeting_or_a_signature_is_no_part_of_a_wording(text, bare):
    assert is_bare(text) is bare
