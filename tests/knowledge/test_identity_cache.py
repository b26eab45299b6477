"""What is worked out of an object is worked out once for that very object."""

from knowledge import identity_cache as module
from knowledge.identity_cache import once


class Equal:
    """Something that is equal to any other of its kind."""

    def __eq__(self, other):
        return isinstance(other, Equal)

    __hash__ = None


def test_the_same_object_is_worked_on_once_and_an_equal_one_by_itself():
    asked = []
    count = once(lambda one: asked.append(one) or len(asked))
    one, other = Equal(), Equal()
    assert [count(one), count(one), count(other), count(one)] == [1, 1, 2, 1]


def test_what_is_forgotten_is_worked_out_again(monkeypatch):
    monkeypatch.setattr(module, "MOST", 2)
    asked = []
    count = once(lambda one: asked.append(one) or len(asked))
    ones = [Equal(), Equal(), Equal()]
    assert [count(one) for one in ones] == [1, 2, 3]
    assert count(ones[0]) == 4
