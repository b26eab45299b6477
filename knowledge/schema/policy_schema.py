"""The JSON Schema of a file of the policy."""

from collections.abc import Collection, Mapping

from knowledge.agreed.policy import PARTIES
from knowledge.formats import fields
from knowledge.formats.policy import calendars, days_off, plans, policy_yaml, routing
from knowledge.schema.policy_descriptions import DESCRIBED
from knowledge.schema.shapes import ID, Schema, keys, shape


def policy() -> Schema:
    """Return the schema of a file of the policy."""
    target = table(plans.TARGET, plans.TARGET)
    by_party = exactly({name: target for party in PARTIES for name in (party, party.replace(" ", "-"))})
    targets = by_severity(by_party)
    week = exactly({days.replace("_", "-"): shape(read) for days, read in calendars.WEEK.items()})
    holidays = {"anyOf": [*shape(days_off.DATES)["anyOf"], table(days_off.HOLIDAYS, ["country"])]}
    calendar = table(calendars.CALENDAR, ["week"], {"week": week, "holidays": holidays})
    own: dict[str, Schema] = {
        "severities": by_severity(table(policy_yaml.SEVERITY)),
        "plans": by_name(table(plans.PLAN, own={"targets": targets})),
        "calendars": by_name(calendar),
        "routing": {"type": "array", "items": table(routing.RULE)},
        "ladder": {"type": "array", "items": table(routing.RUNG, routing.RUNG), "minItems": 1},
        "limits": table(policy_yaml.LIMITS),
        "known_issue": table(policy_yaml.KNOWN_ISSUE),
    }
    return table(policy_yaml.KEYS, own=own)


def table(
    keys_of_it: Mapping[str, fields.Read], required: Collection[str] = (), own: Mapping[str, Schema] | None = None
) -> Schema:
    """Return the schema of a table of keys of the policy."""
    return keys(keys_of_it, required=required, own=own, described=DESCRIBED)


def exactly(properties: Mapping[str, Schema]) -> Schema:
    """Return the schema of a map that may have these keys only."""
    return {"type": "object", "properties": dict(properties), "additionalProperties": False}


def by_severity(one: Schema) -> Schema:
    """Return the schema of a map by the names of severities."""
    names = {"pattern": f"^(?:{plans.SEVERITY_NAME.pattern})$"}
    return {"type": "object", "propertyNames": names, "additionalProperties": one}


def by_name(one: Schema) -> Schema:
    """Return the schema of a map by names of the curator's own."""
    return {"type": "object", "propertyNames": {"pattern": f"^(?:{ID})$"}, "additionalProperties": one}
