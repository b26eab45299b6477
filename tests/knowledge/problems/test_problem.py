"""A problem says where it is: a file and a line, or a sheet and a cell."""

import copy
import json
import pickle

import pytest

from knowledge.problems.problem import Cell, in_sheet, on_disk
from knowledge.problems.report import Report


def told(line):
    report = Report("harbor/faq.xlsx")
    report.add("KB303", line, "the answer is empty", "write one")
    return report.problems[0]


def test_a_problem_in_a_sheet_reads_with_its_cell():
    assert str(told(Cell.at(7, "C", "Questions"))) == "harbor/faq.xlsx!Questions:C7: the answer is empty: write one"


def test_a_problem_in_a_sheet_has_the_row_as_its_line():
    problem = told(Cell.at(7, "C", "Questions"))
    assert (type(problem.line), problem.line, problem.cell) == (int, 7, "C7")
    assert json.loads(json.dumps(problem.as_dict()))["line"] == 7


def test_a_problem_on_a_line_reads_as_ever():
    assert (str(told(7)), told(7).cell) == ("harbor/faq.xlsx:7: the answer is empty: write one", "")


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda cell: pickle.loads(pickle.dumps(cell))])
def test_a_cell_stays_one_when_it_is_copied(copied):
    cell = copied(Cell.at(7, "C", "Questions"))
    assert (cell, cell.name, cell.sheet) == (7, "C7", "Questions")


@pytest.mark.parametrize(
    ("file", "path"),
    [
        (in_sheet("harbor/faq.xlsx", "Questions"), "harbor/faq.xlsx"),
        (in_sheet("harbor/FAQ.XLSX", "What! Now"), "harbor/FAQ.XLSX"),
        ("harbor/faq.xlsx", "harbor/faq.xlsx"),
        ("harbor/hey!.md", "harbor/hey!.md"),
        ("harbor/old.xlsx!/page.md", "harbor/old.xlsx!/page.md"),
    ],
)
def test_the_file_of_a_sheet_is_its_workbook(file, path):
    assert on_disk(file) == path
