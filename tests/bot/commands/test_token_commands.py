"""The commands that make, list and revoke tokens, as at a terminal."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.api.minting import WRITTEN, digest
from bot.store import audit
from bot.store.edges import tokens
from bot.store.sqlite import SqliteStore, reading

DIRECTORY = """
vendor: {id: north, name: North, people: [{id: ines, name: Ines}]}
partners: [{id: harbor, name: Harbor, people: [{id: mara, name: Mara}]}]
accounts: [{id: bakery, name: Bakery, partners: [harbor], people: [{id: olu, name: Olu}]}]
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content" / "directory").mkdir(parents=True)
    (tmp_path / "content" / "directory" / "all.yaml").write_text(DIRECTORY, encoding="utf-8")
    monkeypatch.setenv("SPOT_DATA", str(tmp_path / "new" / "data"))
    monkeypatch.setenv("SPOT_KNOWLEDGE", str(tmp_path / "content"))

    def invoke(*arguments):
        import app

        return CliRunner().invoke(app.app, ["token", *arguments])

    return invoke


@pytest.fixture
def look(tmp_path):
    def read(work):
        with reading(tmp_path / "new" / "data" / "spot.sqlite") as reader:
            return work(reader)

    return read


def test_a_token_is_printed_alone_on_the_output_and_told_of_beside_it(run):
    made = run("new", "--as", "harbor/mara")
    assert made.exit_code == 0
    assert WRITTEN.fullmatch(made.stdout.removesuffix("\n"))
    assert "speaks as harbor/mara" in made.stderr
    assert "token revoke" in made.stderr


def test_the_first_token_makes_the_database_and_leaves_nothing_of_itself_in_it(run, look, tmp_path):
    written = run("new", "--as", "harbor/mara").stdout.strip()
    assert look(lambda reader: tokens.by_hash(reader, digest(written))).person == "harbor/mara"
    kept = b"".join(file.read_bytes() for file in (tmp_path / "new" / "data").iterdir())
    assert written.encode() not in kept
    assert written.removeprefix("spot_").encode() not in kept


def test_a_token_is_made_and_revoked_beside_an_open_store(run, tmp_path):
    store = SqliteStore.open(tmp_path / "new" / "data" / "spot.sqlite")
    try:
        made = json.loads(run("new", "--as", "harbor/mara", "--format", "json").stdout)
        assert store.read(lambda reader: tokens.find(reader, made["id"])).revoked is None
        assert run("revoke", made["id"]).exit_code == 0
        assert store.read(lambda reader: tokens.find(reader, made["id"])).revoked is not None
        done = store.read(audit.page)
    finally:
        store.close()
    assert [(each.deed.action, each.deed.object) for each in done] == [
        ("token.revoke", made["id"]),
        ("token.new", made["id"]),
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as", "harbor/marra"), "did you mean harbor/mara?"),
        (("--as", "stranger/anybody"), "a stranger has no token"),
        (("--as", "harbor/mara", "--scope", "cases:raed"), "did you mean cases:read?"),
        (("--as", "bakery/olu", "--scope", "accounts:read"), "a customer may not have accounts:read"),
    ],
)
def test_a_token_that_cannot_be_is_refused_with_what_would_be_right(run, tmp_path, arguments, said):
    refused = run("new", *arguments)
    assert refused.exit_code == 1
    assert said in refused.stderr
    assert refused.stdout == ""
    assert not (tmp_path / "new").exists()


def test_a_token_may_all_that_its_person_may_or_less(run):
    def scopes(*arguments):
        return set(json.loads(run("new", "--format", "json", *arguments).stdout)["scopes"])

    assert scopes("--as", "bakery/olu") == {"cases:read", "cases:write", "problems:read"}
    assert scopes("--as", "north/ines") > scopes("--as", "bakery/olu")
    assert scopes("--as", "harbor/mara", "--scope", "cases:read,problems:read") == {"cases:read", "problems:read"}


def test_the_list_says_of_each_token_how_it_stands_and_never_what_it_is(run):
    assert "There is no token yet" not in run("list").stdout  # there is no database yet either
    written = run("new", "--as", "harbor/mara", "--days", "3").stdout.strip()
    [listed] = json.loads(run("list", "--format", "json").stdout)
    run("revoke", listed["id"])
    [revoked] = json.loads(run("list", "--format", "json").stdout)
    assert (listed["state"], revoked["state"]) == ("good", "revoked")
    table = run("list").stdout
    assert listed["id"] in table
    assert "harbor/mara" in table
    assert written not in table


def test_revoking_what_is_not_there_says_so(run):
    run("new", "--as", "harbor/mara")
    refused = run("revoke", "nothing")
    assert refused.exit_code == 1
    assert "There is no token nothing" in refused.stderr


def test_no_token_is_made_without_a_content_folder(run, monkeypatch, tmp_path):
    monkeypatch.setenv("SPOT_KNOWLEDGE", str(Path(tmp_path) / "elsewhere"))
    refused = run("new", "--as", "harbor/mara")
    assert refused.exit_code == 2
    assert "elsewhere" in refused.stderr
