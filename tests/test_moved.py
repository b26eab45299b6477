"""No test of before is lost: the table says where each is, and it is there."""

from tests import moved


def test_every_test_of_the_table_is_where_the_table_says():
    there = set(moved.now())
    assert {old: new for old, new in moved.table().items() if new not in there} == {}


def test_the_table_holds_every_test_of_its_commit():
    then = moved.then()
    assert len(moved.table()) > 2000
    assert then is None or set(then) == set(moved.table())


def test_a_test_that_was_moved_is_found_by_its_name_and_nearest_file():
    there = ["tests/a/test_x.py::test_one", "tests/b/test_x.py::test_one", "tests/b/test_y.py::test_one"]
    assert moved.place("tests/b/c/test_x.py::test_one", None, there) == "tests/b/test_x.py::test_one"
    assert moved.place("tests/b/test_y.py::test_one", None, there) == "tests/b/test_y.py::test_one"
    assert moved.place("tests/c/test_z.py::test_two", None, there) is None


def test_what_was_written_by_hand_stays_while_it_is_there():
    there = ["tests/a/test_x.py::test_one", "tests/b/test_x.py::test_both"]
    assert moved.place("tests/a/test_x.py::test_two", "tests/b/test_x.py::test_both", there) == there[1]
    assert moved.place("tests/a/test_x.py::test_two", "tests/b/test_x.py::test_gone", there) is None
