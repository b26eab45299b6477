"""What a file of another system says and Spot does not do: gathered while it is read, told once a kind."""

from collections.abc import Iterable

from knowledge.problems.report import Report

NOT_TAKEN = "KB335"
"""The code of what another system does and Spot does not."""

ALONE = {"are": "is", "do": "does", "have": "has", "repeat": "repeats"}
"""The verbs that such sentences have → what they are for one."""


class UnsupportedFeatures:
    """Gather the lines of what is not taken over."""

    def __init__(self, items: str, code: str = NOT_TAKEN) -> None:
        """Begin with none; `items` is what the file is made of, such as "pairs"."""
        self._items = items
        self._code = code
        self._lines: dict[tuple[str, str], list[int]] = {}

    def count(self, what: tuple[str, str], line: int) -> None:
        """Note the line of an item; `what` continues "3 pairs …" and says what to do."""
        self._lines.setdefault(what, []).append(line)

    def count_all(self, whats: Iterable[tuple[str, str]], line: int) -> None:
        """Note several things at one line."""
        for each in whats:
            self.count(each, line)

    def tell(self, report: Report) -> None:
        """Report each kind once, at the line of its first."""
        for (what, remedy), lines in self._lines.items():
            report.add(self._code, lines[0], self._sentence(len(lines), what), remedy)

    def _sentence(self, number: int, what: str) -> str:
        """Return "3 pairs have …" or "1 pair has …"."""
        verb, _, rest = what.partition(" ")
        if number == 1:
            return f"1 {self._items.removesuffix('s')} {ALONE[verb]} {rest}"
        return f"{number:,} {self._items} {verb} {rest}"
