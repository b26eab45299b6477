"""The text of a number in a sheet as people see it there: whole numbers, decimals, percent, dates."""

import re
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **{37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 46: "[h]:mm:ss"},
}
"""Number → format, of those that files need not write out."""
BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)])
DATE = "yyyy-mm-dd"
"""Stands for the formats of dates that files need not write out."""
LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)[^\]]*\]|\[[^\]]*\]|[_*].')
"""Text in a format: in quotation marks, after a backslash, a currency; colours, conditions and gaps show nothing."""
ELAPSED = re.compile(r"\[h+\]", re.IGNORECASE)
"""How a format begins that counts hours beyond a day."""
DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)
NUMBER = re.compile(r"(?P<before>[^0#?.,%]*)(?P<digits>[0#?,]+)(?:\.(?P<decimals>[0#?]+))?(?P<after>[^0#?.,]*)")
FIRST_DAY, FIRST_DAY_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)


def built_in(number: int) -> str:
    """Return the format that has this number; empty for the general one."""
    return DATE if number in BUILT_IN_DATES else BUILT_IN.get(number, "")


def displayed(value: str, number_format: str, since_1904: bool = False) -> str:
    """Return a number as it is displayed; as it stands where it is none, or the format is none we know."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 300:
        return value
    if ELAPSED.match(number_format) and 0 <= number < 1_000_000:
        minutes = round(number * 24 * 60)
        return f"{minutes // 60}:{minutes % 60:02}"
    plain = LITERAL.sub("", number_format)
    if DATE_LETTER.search(plain) and "general" not in plain.casefold():
        return day(number, since_1904)
    return formatted(number, number_format) or general(number)


def general(number: Decimal) -> str:
    """Return a number as a sheet shows it that has no format: no more digits than a sheet knows."""
    if number == number.to_integral_value() and number.adjusted() < 15:
        return str(int(number))
    return f"{float(number):.15g}"


def day(number: Decimal, since_1904: bool) -> str:
    """Return a date, with its time where it has one, or a time alone; the same whatever the format."""
    start = FIRST_DAY_1904 if since_1904 else FIRST_DAY
    if not 0 <= number < (datetime.max - start).days:
        return general(number)
    moment = start + timedelta(seconds=round(float(number) * 86_400))
    time = f"{moment:%H:%M}" if moment.second == 0 else f"{moment:%H:%M:%S}"
    if number < 1:
        return time
    return f"{moment:%Y-%m-%d}" if time == "00:00" else f"{moment:%Y-%m-%d} {time}"


def formatted(number: Decimal, number_format: str) -> str:
    """Return a number by its format; empty for one that is not known, such as a fraction."""
    literals: list[str] = []

    def hidden(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return chr(0xE000 + len(literals) - 1)

    section = LITERAL.sub(hidden, number_format).partition(";")[0].strip()
    parts = NUMBER.fullmatch(section)
    if not parts or len(literals) > 100:
        return ""
    shown = digits(number * 100 if "%" in parts["after"] else number, parts["digits"], len(parts["decimals"] or ""))
    text = f"{parts['before']}{shown}{parts['after']}"
    return re.sub("[\ue000-\ue064]", lambda mark: literals[ord(mark[0]) - 0xE000], text).strip()


def digits(number: Decimal, whole: str, decimals: int) -> str:
    """Return the digits: so many decimals, at least as many whole ones as the format has zeros, thousands apart."""
    if number.adjusted() + decimals > 25:
        return general(number)
    rounded = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    grouped = f"{abs(rounded):,}" if "," in whole.strip(",") else str(abs(rounded))
    before, dot, after = grouped.partition(".")
    return f"{'-' if rounded < 0 else ''}{before.zfill(whole.count('0'))}{dot}{after}"
