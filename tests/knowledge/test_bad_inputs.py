"""The hostile files of the evaluation set: each is refused with file, line and remedy; the last good version stays."""

import io
import json
import struct
import time
import zipfile

import pytest

from knowledge import filenames
from knowledge.commands.check import run
from knowledge.load import load

MEGABYTE = 1_000_000
ROW = "<row>" + '<c t="str"><v>{}</v></c>' * 3 + "</row>"
RELATION = '<Relationships><Relationship Id="r" Type="x/{}" Target="{}"/></Relationships>'
pytestmark = pytest.mark.evaluation
ENDINGS = {"knowledge_yaml": "yaml", "knowledge_csv": "csv", "knowledge_xlsx": "xlsx"}
KINDS = (*ENDINGS, "knowledge_path")


def workbook(rows):
    """Return the bytes of a workbook with one sheet of these rows."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", RELATION.format("officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", RELATION.format("worksheet", "sheet.xml"))
        archive.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="Questions" id="r"/></sheets></workbook>')
        archive.writestr("xl/sheet.xml", b"<worksheet><sheetData>" + rows + b"</sheetData></worksheet>")
    return out.getvalue()


def lying(archive, size):
    """Return the archive with a directory that says this size for its last member, before and after unpacking."""
    entry = archive.rindex(b"PK\x01\x02")
    local = struct.unpack_from("<I", archive, entry + 42)[0]
    changed = bytearray(archive)
    struct.pack_into("<I", changed, entry + 24, size)
    struct.pack_into("<I", changed, local + 22, size)
    return bytes(changed)


GOOD = "entries:\n  - {id: good, question: Good?, answer: yes}\n"
GOODS = {
    ".yaml": GOOD.encode(),
    ".csv": b"id,question,answer\ngood,Good?,yes\n",
    ".xlsx": workbook(f"{ROW.format('id', 'question', 'answer')}{ROW.format('good', 'Good?', 'yes')}".encode()),
}
ACCEPTED = {"yaml_utf8_bom": set(), "csv_formula_import": set(), "knowledge_cyclic_follow_up": {"KB406"}}
"""Rows that load, with the warnings they give."""
SLOWEST = {
    "yaml_billion_laughs": 0.05,
    "yaml_deep": 0.1,
    "yaml_5mb": 1.0,
    "xlsx_zip_bomb": 0.1,
    "xlsx_lying_sizes": 0.1,
}
"""Seconds of CPU."""
TELLS = {
    "yaml_billion_laughs": "anchor",
    "yaml_anchor_alias": "anchor",
    "yaml_merge_key_visibility": "anchor",
    "yaml_duplicate_key": "line 5",
    "yaml_multi_document": "document",
    "yaml_nul": "U+0000",
    "yaml_utf16": "UTF-8",
    "yaml_5mb": "1 MiB",
    "knowledge_duplicate_id": "line 2",
    "knowledge_redos_pattern": '"pattern" is unknown',
    "knowledge_answer_script": "runs",
    "knowledge_unknown_visibility": "did you mean public?",
    "xlsx_zip_bomb": "MB unpacked",
    "xlsx_lying_sizes": "times bigger unpacked",
    "csv_unclosed_quote": "faq.csv:2: a quotation mark opens",
    "csv_100k_columns": "at most 64",
}


@pytest.fixture(scope="module")
def rows(eval_data):
    lines = (eval_data / "bad_inputs.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["name"]: row for row in map(json.loads, lines) if row["kind"] in KINDS}


def payload(row):
    if "payload" in row:
        return row["payload"].encode()
    recipe = row["payload_recipe"]
    if "xlsx_sheet_mb_inflated" in recipe:
        return workbook(b"<row/>" * (recipe["xlsx_sheet_mb_inflated"] * MEGABYTE // 6))
    if "zip_header_file_size" in recipe:
        return lying(workbook(b"<row/>" * (recipe["real_mb"] * MEGABYTE // 6)), recipe["zip_header_file_size"])
    if "bytes_hex" in recipe:
        return bytes.fromhex(recipe["bytes_hex"])
    if "encode" in recipe:
        return recipe["text"].encode(recipe["encode"])
    then = recipe.get("then", {"repeat": "", "times": 0})
    tail = "".join(then["repeat"] % each if "%d" in then["repeat"] else then["repeat"] for each in range(then["times"]))
    return (recipe.get("text") or recipe["repeat"] * recipe["times"]).encode() + tail.encode()


def test_every_file_has_the_outcome_it_must_have(rows, tmp_path):
    for name, row in rows.items():
        if row["kind"] in ENDINGS:
            one_row(name, payload(row), tmp_path / name, f"faq.{ENDINGS[row['kind']]}")


def one_row(name, data, folder, file_name):
    file = folder / "harbor" / file_name
    file.parent.mkdir(parents=True)
    (folder / "harbor" / "other.yaml").write_text(GOOD.replace("good", "other"))
    file.write_bytes(GOODS[file.suffix])
    before = load(folder)
    file.write_bytes(data)
    began = time.process_time()
    after = load(folder, before)
    assert time.process_time() - began < SLOWEST.get(name, 1.0), name
    codes = {each.code for each in after.problems if each.file == f"harbor/{file_name}"}
    if name in ACCEPTED:
        assert (codes, run(folder, "json", False)) == (ACCEPTED[name], 0), name
        return
    assert codes, name
    assert all(each.line >= 1 and each.remedy for each in after.problems), name
    assert TELLS.get(name, "") in " ".join(map(str, after.problems)), name
    assert {each.id for each in after.entries} == {"good", "other"}, name
    assert {each.id for each in load(folder).entries} == {"other"}, name
    assert run(folder, "json", False) == 1, name


def test_a_formula_in_a_table_is_text(rows, tmp_path):
    (tmp_path / "harbor").mkdir()
    (tmp_path / "harbor" / "faq.csv").write_bytes(payload(rows["csv_formula_import"]))
    assert [each.answer for each in load(tmp_path).entries] == ["=cmd|' /C calc'!A0"]


def test_names_that_must_not_be_are_refused(rows):
    for row in rows.values():
        member = row.get("payload_recipe", {}).get("archive_member") if row["kind"] == "knowledge_path" else None
        if member:
            assert filenames.fault(member), row["name"]


def test_every_row_is_known_here(rows):
    tested_by_name = {"yaml_cycle", "yaml_deep", "path_traversal_name", "windows_device_name"}
    tested_elsewhere = {"symlink_outside", "case_colliding_names"}
    assert set(rows) <= TELLS.keys() | ACCEPTED.keys() | tested_by_name | tested_elsewhere
