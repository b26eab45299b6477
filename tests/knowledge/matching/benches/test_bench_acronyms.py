"""What acronyms are worth is measured with questions that the entries' own authors wrote."""

from knowledge.matching.query.acronyms import mine
from tests.bench.trials.acronyms import beheaded, show, swapped
from tests.knowledge.matching.small import entry

PAGE = """# What is a Cloud Solution Provider (CSP)?
A seller of licences to companies near you. They know your trade well.

# How do I become a CSP?
Anybody with a shop can sign the contract. Then the portal opens.
"""


def test_a_question_is_asked_in_the_other_form():
    acronyms = mine([entry("harbor/a", "What is a Cloud Solution Provider (CSP)?")])
    assert swapped("How do I become a CSP?", acronyms) == "how do i become a cloud solution provider"
    assert swapped("Two cloud solution providers", acronyms) == "two csp"
    assert swapped("Where is the desk?", acronyms) is None


def test_a_first_sentence_is_taken_out_of_the_entry_that_it_asks_for():
    long = entry("harbor/a", "Who?", answer="A seller of licences to companies near you. They know your trade.")
    assert beheaded(long)[0].answer == "They know your trade."
    assert beheaded(long)[1] == "A seller of licences to companies near you."
    short = entry("harbor/b", "Where?", answer="In the hall.")
    assert beheaded(short) == (short, None)


def test_the_table_is_printed_for_a_folder(tmp_path, capsys):
    (tmp_path / "page.md").write_text(PAGE, encoding="utf-8")
    show(tmp_path)
    first, _, *rows = capsys.readouterr().out.splitlines()
    assert first == "| asked of 2 entries with 1 acronyms | top-1 % with acronyms | without |"
    assert [row.split(" | ")[0] for row in rows] == [
        "| the first sentence of each answer, taken out of the entry (2)",
        "| those of them with an acronym or its long form (0)",
        "| the questions with short and long forms swapped (2)",
    ]
