"""Which files a content folder holds, by their names alone."""

import os

import pytest

from knowledge import filenames
from knowledge.files.survey import DEEPEST, FileKind, FolderMissing, survey


@pytest.fixture
def folder(tmp_path):
    def make(*files):
        for file in files:
            path = tmp_path / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("# How?\nSo.\n")
        return survey(tmp_path)

    return make


def found(result):
    return {each.file: (each.partner, each.kind) for each in result.files}


def codes(result):
    return [(each.code, each.file) for each in result.problems]


def test_each_folder_is_a_partner(folder):
    result = folder("harbor/faq.md", "harbor/deep/er.yaml", "harbor/partner.yaml", "harbor/asked.tsv", "vendor/a.yml")
    assert found(result) == {
        "harbor/faq.md": ("harbor", FileKind.ENTRIES),
        "harbor/deep/er.yaml": ("harbor", FileKind.ENTRIES),
        "harbor/partner.yaml": ("harbor", FileKind.PARTNER),
        "harbor/asked.tsv": ("harbor", FileKind.ASKED),
        "vendor/a.yml": ("vendor", FileKind.ENTRIES),
    }
    assert result.problems == []


def test_words_yaml_is_a_file_of_words_wherever_it_stands_in_a_partners_folder(folder):
    result = folder("harbor/words.yaml", "harbor/deep/Words.yml", "harbor/passwords.yaml", "words.yaml", "vendor/a.md")
    assert found(result) == {
        "harbor/words.yaml": ("harbor", FileKind.WORDS),
        "harbor/deep/Words.yml": ("harbor", FileKind.WORDS),
        "harbor/passwords.yaml": ("harbor", FileKind.ENTRIES),
        "vendor/a.md": ("vendor", FileKind.ENTRIES),
    }
    assert codes(result) == [("KB109", "words.yaml")]


def test_the_directory_is_no_partner(folder):
    result = folder("directory/all.yaml", "policy/hours.yaml", "harbor/a.md")
    assert found(result)["directory/all.yaml"] == ("", FileKind.DIRECTORY)
    assert list(result.folders) == ["harbor"]


def test_a_folder_of_loose_files_is_one_partner(tmp_path):
    own = tmp_path / "Harbor_IT"
    (own / "pictures").mkdir(parents=True)
    (own / "a.md").write_text("x")
    (own / "pictures" / "a.png").write_text("x")
    assert [each.partner for each in survey(own).files] == ["harbor-it"]


def test_a_folder_with_partner_yaml_is_one_partner_with_all_below_it(tmp_path):
    own = tmp_path / "harbor"
    (own / "de").mkdir(parents=True)
    for file in ("partner.yaml", "a.md", "de/b.md"):
        (own / file).write_text("x")
    assert {each.partner for each in survey(own).files} == {"harbor"}


def test_a_file_beside_the_partners_folders_is_pointed_out(folder):
    assert codes(folder("harbor/a.md", "stray.md", "asked.yaml", "directory/d.yaml")) == [("KB109", "stray.md")]


def test_a_partners_own_folder_with_folders_in_it_must_say_that_it_is_one(folder):
    result = folder("mail.md", "german/mail.md")
    assert codes(result) == [("KB113", "mail.md")]
    assert "mail.md" in result.refused
    assert "write a partner.yaml" in result.problems[0].remedy
    assert codes(folder("partner.yaml")) == []


@pytest.mark.parametrize(
    ("name", "own"), [("vendro", "vendor"), ("Vendors", "vendor"), ("directry", "directory"), ("polcy", "policy")]
)
def test_a_folder_one_letter_from_one_of_spots_own_is_pointed_out(folder, name, own):
    result = folder("harbor/a.md", f"{name}/a.md", f"{name}/b.md")
    assert codes(result) == [("KB114", name)]
    assert result.problems[0].remedy.startswith(f"did you mean the folder {own}?")
    assert f"{name}/a.md" in found(result)


@pytest.mark.parametrize("files", [["vendors/a.md", "vendors/Partner.yaml"], ["vendor-b/a.md"], ["vendor/a.md"]])
def test_a_partner_that_is_really_called_so_is_not_pointed_out(folder, files):
    assert codes(folder("harbor/a.md", *files)) == []


def test_a_file_of_another_kind_is_pointed_out(folder):
    assert codes(folder("harbor/a.md", "harbor/prices.pdf")) == [("KB108", "harbor/prices.pdf")]


@pytest.mark.parametrize("name", ["prices.xls", "prices.XLSM", "prices.ods"])
def test_another_workbook_is_told_what_to_be_saved_as(folder, name):
    problem = folder("harbor/a.md", f"harbor/{name}").problems[0]
    assert (problem.code, problem.remedy) == ("KB108", "open it and save it as .xlsx, or move it elsewhere")


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "LICENSE",
        ".hidden.md",
        "a.md~",
        ".a.md.swp",
        "#a.md#",
        "a.md.swp",
        "~$a.xlsx",
        "Thumbs.db",
        "a.schema.json",
    ],
)
def test_what_is_not_content_is_passed_over(folder, name):
    result = folder("harbor/a.md", f"harbor/{name}")
    assert (list(found(result)), result.problems) == (["harbor/a.md"], [])


def test_two_folders_of_one_name_are_refused(folder):
    result = folder("harbor_it/a.md", "harbor-it/a.md")
    assert codes(result) == [("KB104", "harbor_it/a.md")]


def test_a_partner_is_described_in_one_file(folder):
    result = folder("harbor/partner.yaml", "harbor/partner.yml", "vendor/a.md")
    assert codes(result) == [("KB602", "harbor/partner.yml")]


def test_links_are_refused_and_not_followed(tmp_path, folder):
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    outside.mkdir()
    (outside / "secret.md").write_text("# How?\nSecret.\n")
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "x.md").symlink_to(outside / "secret.md")
    (tmp_path / "other").symlink_to(outside)
    result = folder("harbor/a.md")
    assert list(found(result)) == ["harbor/a.md"]
    assert set(codes(result)) == {("KB101", "harbor/x.md"), ("KB101", "other")}
    assert result.refused == {"harbor/x.md", "other"}


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps one of the two")
def test_names_that_differ_in_case_only_are_both_refused(folder):
    result = folder("harbor/A.md", "harbor/a.md", "harbor/b.md")
    if len(codes(result)) == 0:
        pytest.skip("this file system keeps one of the two")
    assert codes(result) == [("KB104", "harbor/A.md"), ("KB104", "harbor/a.md")]
    assert list(found(result)) == ["harbor/b.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_refused(tmp_path, folder):
    (tmp_path / "harbor").mkdir()
    os.mkfifo(tmp_path / "harbor" / "pipe.md")
    assert codes(folder("harbor/a.md")) == [("KB102", "harbor/pipe.md")]


def test_folders_in_folders_end_somewhere(folder):
    result = folder("harbor/a.md", "/".join(["harbor", *"x" * DEEPEST, "b.md"]))
    assert [code for code, _ in codes(result)] == ["KB110"]


def test_no_folder_is_told_so(tmp_path):
    with pytest.raises(FolderMissing, match="there is no such folder"):
        survey(tmp_path / "nowhere")


def test_a_file_in_the_place_of_the_folder_is_told_so(tmp_path):
    (tmp_path / "faq.md").write_text("# Where is the key?")
    with pytest.raises(FolderMissing, match="name the folder it is in"):
        survey(tmp_path / "faq.md")


@pytest.mark.parametrize(
    "name",
    [
        "CON.yaml",
        "con",
        "nul.tar.gz",
        "COM1.md",
        "lpt9",
        "a:b.md",
        "a?.md",
        "a\nb.md",
        "a\\b.md",
        "x.",
        "x ",
        "..",
        "\udcff.md",
        "../../etc/cron.d/x.yaml",
        "x" * 250,
    ],
)
def test_names_that_not_every_computer_can_hold_are_at_fault(name):
    assert filenames.fault(name)


@pytest.mark.parametrize("name", ["faq.md", "Größe und Preis.md", "console.yaml", "com10.md", "如何.md", "a..b.md"])
def test_ordinary_names_are_not(name):
    assert filenames.fault(name) is None


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot hold such names")
@pytest.mark.parametrize("name", ["CON.yaml", "a\n::error::b.md", "a:b.md"])
def test_a_bad_name_is_refused_and_shown_without_harm(folder, name):
    result = folder("harbor/a.md", f"harbor/{name}")
    assert [code for code, _ in codes(result)] == ["KB103"]
    assert "\n" not in str(result.problems[0])


@pytest.mark.parametrize(
    ("name", "own"), [("Vendor", "vendor"), ("véndor", "vendor"), ("Directory", "directory"), ("POLICY", "policy")]
)
def test_a_folder_named_almost_like_one_of_spot_s_own_is_refused_and_said_once(folder, name, own):
    result = folder(f"{name}/a.md", f"{name}/b.md", "harbor/a.md")
    assert codes(result) == [("KB112", name)]
    assert f"rename it to {own}" in result.problems[0].remedy
    assert [each.file for each in result.files] == ["harbor/a.md"]


def test_spot_s_own_folders_are_what_they_are_in_their_very_spelling(folder):
    result = folder("vendor/a.md", "directory/a.yaml", "policy/a.yaml", "harbor/a.md")
    assert codes(result) == []
    assert result.folders == {"harbor": "harbor", "vendor": "vendor"}
