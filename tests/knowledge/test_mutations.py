"""Damaged files: cut off, bytes flipped, parts doubled, encoded otherwise. No crash, no half a file, always a place."""

import io
import random
import zipfile
from datetime import date

import openpyxl
import pytest

from knowledge.formats import readers
from knowledge.load import load

SEED = 20_261_124
TABLE = (
    'id;Frage;Antwort;Auch gefragt als;Sichtbarkeit\n1;"Wie\nviel?";"Nichts, ""gar nichts""";Preis|Kosten;public\n'
    "1;Was kostet das?;;;\n2;Wann?;Immer, auch nachts;;partner\n"
)
EXPORT = (
    "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\n"
    'How much?\tNothing\\nat all\tguide.pdf\tregion:north\t[]\tFalse\t[{"QnaId":2,"DisplayText":"When?"}]\t1\n'
    'When?\tAlways\tEditorial\t[{"name":"region","value":"süd"}]\t[]\tTrue\t[]\t2\n'
)
PAIRS = "# ? How much?\n- price\n**Filters:**\n- region = süd\n```\nNothing\n```\n**Prompts:**\n- [When](#?when)\n"
BATCH = "KBID\tQuestion\tMetadata tags\tTop\tExpected answer ID\nx\tpreis?\t\t3\t1\nx\twetter für morgen?\t\t3\t0\n"


def sheets():
    """Return a workbook with what a workbook may have."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["Our questions"], ["Frage", "Antwort", "Wiedervorlage"], ["Wie?", "So", date(2099, 1, 31)], ["Wer?"]]:
        sheet.append(row)
    sheet.merge_cells("B3:B4")
    sheet["C4"].number_format = "0.00"
    other = book.create_sheet("Mail")
    for row in [["question", "answer"], ["Where?", "Here"], ["When?", 7]]:
        other.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


PAGE = (
    '<!doctype html><html lang="de"><title>Preise</title><base href="https://a.example"><h2>Wie viel?</h2>\n<p>Nichts '
    '<a href="/x">für</a> <b>alle</b>.<dl><dt>Wann?<dd>Immer</dl>\n<script type="application/ld+json">{"@type": "T"}'
    "</script><details><summary>Wer?</summary>Alle</details></html>\n"
)
JSON = """[{"id": 1, "questions": ["How much?", "price"], "answer": "Nothing",
 "metadata": {"region": "süd"}, "dialog": {"prompts": [{"qnaId": 2}]}},
{"id": 2, "questions": ["When?"], "answer": "Always"}]
"""


RASA = (
    "version: '3.1'\nnlu:\n- intent: faq/price\n  examples: |\n    - How much?\n    - [price](x)\n"
    "responses:\n  utter_faq/price:\n  - text: |\n      Nothing für alle\n    buttons: [{payload: /faq/price}]\n"
)


OWN = {
    "intents.yml": RASA.encode(),
    "page.html": PAGE.encode(),
    "export.json": JSON.encode(),
    "table.csv": TABLE.encode(),
    "export.tsv": EXPORT.encode(),
    "pairs.qna": PAIRS.encode(),
    "asked.tsv": BATCH.encode(),
    "sheets.xlsx": sheets(),
}


def mutations(data, chance, times):
    """Yield damaged versions of a file."""
    for _ in range(times):
        at, to = sorted(chance.choices(range(len(data)), k=2))
        flipped = bytearray(data)
        flipped[at] ^= 1 << chance.randrange(8)
        yield from (data[:at], bytes(flipped), data[:to] + data[at:], data[:at] + data[to:])
    if data.startswith(b"PK"):
        yield from damaged_members(data, chance, times * 8)
    else:
        text = data.decode("utf-8-sig")
        yield from (text.encode("utf-16"), text.encode("utf-16-be"), text.encode("latin-1", "replace"))


def damaged_members(data, chance, times):
    """Yield archives that are whole, with a member in them that is not."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    for _ in range(times):
        name = chance.choice([each for each in members if "theme" not in each and "docProps" not in each])
        damaged = (
            next(mutations(members[name], chance, 1)) if chance.random() < 0.2 else replaced(members[name], chance)
        )
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for each, member in members.items():
                archive.writestr(each, damaged if each == name else member)
        yield out.getvalue()


def replaced(member, chance):
    """Return a member with a few bytes that look like others of it."""
    changed = bytearray(member)
    for _ in range(3):
        changed[chance.randrange(len(changed))] = chance.choice(member)
    return bytes(changed)


def damage(folder, file, data, times):
    """Hold every damaged version of a file to what must be true of it."""
    path = folder / "harbor" / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    good = load(folder)
    assert not [each for each in good.problems if each.level == "error"]
    for damaged in mutations(data, random.Random(SEED), times):
        path.write_bytes(damaged)
        after = load(folder, good)
        record = after.records[f"harbor/{file}"]
        kept = good if not record.is_good or record.conflicts else None
        in_use = kept.records[f"harbor/{file}"].good if kept else record.content
        assert (after.entries, after.asked) == (in_use.entries, in_use.asked)
        for each in (*after.problems, *after.entries, *after.asked):
            assert each.file.partition("!")[0] == f"harbor/{file}"
            assert each.line >= 1
        assert all(each.what and each.remedy for each in after.problems)
    path.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("file", OWN)
def test_a_damaged_file_is_whole_or_as_it_was(tmp_path, file):
    damage(tmp_path, file, OWN[file], times=25)


@pytest.mark.slow
@pytest.mark.evaluation
def test_damaged_files_that_people_really_have_are_whole_or_as_they_were(tmp_path, eval_data):
    real = sorted([*(eval_data / "formats").iterdir(), *(eval_data / "faq_yml").iterdir()])
    read = [each for each in real if each.name.endswith(readers.endings(readers.ENTRIES))]
    assert len(read) >= 20
    for each in read:
        damage(tmp_path, each.name, each.read_bytes(), times=2)
