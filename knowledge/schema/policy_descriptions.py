"""What each key of the policy is for, in a sentence that an editor shows beside it."""

DESCRIBED = {
    "severities": "By name, gravest first: A, B and C, or your own; in a plan, those for which it pays.",
    "plans": "What was agreed, by the name of the plan; standard is for everybody who has none.",
    "calendars": "Hours by name; office and always are there already.",
    "routing": "Rules, tried in order: which cases they are for, and where these go.",
    "ladder": "Who is told, ever later, of a case whose target has passed.",
    "limits": "How much one person may do.",
    "known_issue": "When similar questions make a known issue.",
    "warn_before": "How long before a target passes its owner is warned, in working time: 30 min.",
    "silence": "After so long without a word a resolved case is closed: 7 d.",
    "agreement_warning": "How long before an agreement lapses who renews it is reminded: 30 d.",
    "straight_through": "Ids of partners whose customers hear the vendor's answer at once.",
    "default_severity": "The severity of a case of which nobody said how bad it is.",
    # A severity
    "definition": "When a case has it.",
    "duty": "What it asks of the requester.",
    "reachable": "Within what time the requester must answer, or the case drops by one severity: 2 h.",
    # A plan
    "escalates_to": "How far a case may go: partner, vendor or product group.",
    "targets": "By severity and party what is promised, in working time.",
    "first": "Until a person takes the case: 1 h.",
    "update": "From one word to the next: 2 h.",
    "solve": "Until it is solved: 8 h.",
    # A calendar
    "zone": "The time zone, such as Europe/Berlin.",
    "week": "Hours by day, or by days such as monday-friday.",
    "holidays": "Days without hours: dates, or the country whose public holidays they are.",
    # The holidays of a country
    "country": "The two letters of a country, such as DE: its public holidays are days without hours.",
    "region": "The code of its region, such as BE: its holidays are among them.",
    "dates": "More days without hours.",
    "working": "Public holidays on which you are there all the same.",
    # A rule of routing
    "product": "The product, or several.",
    "account": "The id of the account, or several.",
    "language": "The language, such as de, or several.",
    "team": "The partner, or the vendor, that has the case first.",
    "owner": "The person who gets it, as organisation/id.",
    "group": "The id of the product group that it ends with.",
    # A rung
    "after": "How long after the target has passed, in working time: 30 min.",
    "tell": "owner, team, deputy, leads, or a person as organisation/id.",
    # Limits and known issues
    "open_cases": "Open cases of one person.",
    "cases_a_day": "Cases that one person opens in 24 hours.",
    "messages_a_minute": "Messages that one person writes in a minute.",
    "similar": "So many similar questions.",
    "window": "Within this time: 24 h.",
}
