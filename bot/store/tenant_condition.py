"""The condition that a row is of somebody of these tenants."""

from collections.abc import Collection


def of_tenants(tenants: Collection[str], column: str = "person") -> tuple[str, dict[str, str]]:
    """Return the condition on a column with people's keys, and its values; true of everybody where no
    tenant is named.
    """
    if not tenants:
        return "1 = 1", {}
    values = {f"tenant{place}": f"{_literal(tenant.lower())}/%" for place, tenant in enumerate(sorted(tenants))}
    theirs = " or ".join(f"lower({column}) like :{name} escape '!'" for name in values)
    return f"({theirs})", values


def _literal(text: str) -> str:
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")
