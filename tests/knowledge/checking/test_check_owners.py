"""What check says of entries without an owner can be done in the very file."""

from datetime import date

import pytest

from knowledge.load import load

OWNED = "entries:\n- question: A?\n  answer: x\n  owner: desk@harbor.example\n"
PAGE = "<h2>When do you open?</h2><p>At nine.</p>"


def remedies(folder):
    problems = load(folder, today=date(2026, 1, 1)).problems
    return {each.file: each.remedy for each in problems if each.code == "KB413"}


@pytest.mark.parametrize(
    ("file", "text", "remedy"),
    [
        ("faq.md", "# When?\nNow.\n", "write owner: at the top of the file, or write owner: into partner.yaml"),
        ("faq.csv", "question,answer\nWhen?,Now.\n", "add a column owner, or write owner: into partner.yaml"),
        ("faq.tsv", "question\tanswer\nWhen?\tNow.\n", "write owner: into partner.yaml"),
        ("faq.html", PAGE, "write owner: into partner.yaml"),
    ],
)
def test_the_remedy_is_one_that_a_file_of_its_kind_takes(tmp_path, file, text, remedy):
    harbor = tmp_path / "harbor"
    harbor.mkdir()
    (harbor / "partner.yaml").write_text("name: Harbor\n")
    (harbor / "owned.yaml").write_text(OWNED)
    (harbor / file).write_text(text)
    assert remedies(tmp_path) == {f"harbor/{file}": remedy}


def test_where_there_is_no_partner_yaml_the_remedy_is_to_make_one(tmp_path):
    for folder in ("harbor", "quay"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "faq.html").write_text(PAGE)
    (tmp_path / "harbor" / "owned.yaml").write_text(OWNED)
    assert remedies(tmp_path) == {
        "harbor/faq.html": "make a partner.yaml with owner:",
        "quay/faq.html": "make a partner.yaml with owner: and an address",
    }
