"""The verdict across languages, said with the extra, offered without; and its reason, as a lead reads it."""

import numpy as np
import pytest

from knowledge.match import Verdict
from knowledge.matching.rank import Ranking
from knowledge.matching.verdict import Situation, apart, decide
from tests.knowledge.matching.small import DESK


def situation(confidence, language, understood=frozenset()):
    one = np.ones(1)
    ranking = Ranking(np.array([0]), one, one, np.ones((1, 1)), np.array([0]), 1.0)
    return Situation(
        entries=DESK[:1],
        ranking=ranking,
        confidence=confidence,
        among=confidence,
        coverage=(0.0,),
        related=True,
        subject=3,
        language=language,
        understood=understood,
    )


@pytest.mark.parametrize(
    ("confidence", "language", "understood", "verdict"),
    [
        (0.95, "en", (), Verdict.ANSWER),
        (0.95, "de", (), Verdict.CLARIFY),
        (0.95, "de", ("de", "en"), Verdict.ANSWER),
        (0.8, "de", ("de", "en"), Verdict.CLARIFY),
        (0.95, "fi", ("de", "en"), Verdict.CLARIFY),
        (0.95, "en", ("de", "en"), Verdict.ANSWER),
        (0.95, None, (), Verdict.ANSWER),
    ],
)
def test_an_entry_in_another_language_is_said_only_where_the_encoder_knows_both(
    confidence, language, understood, verdict
):
    assert decide(situation(confidence, language, frozenset(understood))).verdict is verdict


def test_the_reason_names_both_languages():
    assert decide(situation(0.95, "de", frozenset({"de", "en"}))).reason.endswith("asked in de, the entry is in en.")


@pytest.mark.parametrize(
    ("value", "limit", "told"),
    [
        (0.42, 0.9, ("0.42", "0.90")),
        (0.897, 0.9, ("0.897", "0.900")),
        (0.8996, 0.9, ("0.8996", "0.9000")),
        (0.9136, 0.9137, ("0.9136", "0.9137")),
    ],
)
def test_a_value_below_its_limit_never_reads_as_if_it_were_the_limit(value, limit, told):
    assert apart(value, limit) == told
