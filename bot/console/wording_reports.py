"""What a lead reads on the pages of figures."""

REPORTS = {
    "report": "Report",
    "report_intro": "How questions ended, what that took, and who used the time. Each figure stands beside what it was "
    "counted of, how far it may be off with 95 % confidence, and its formula. Of fewer than ten no share is given.",
    "report_counts": "questions: {questions} · matters: {matters} · with a case: {cases} · since {since}",
    "report_since": "Since",
    "report_account": "Account",
    "report_by": "A part for each",
    "by_": "none: all together",
    "by_account": "account",
    "by_partner": "partner",
    "by_product": "product",
    "everybody": "everybody",
    "any_product": "any product",
    "all_together": "All together",
    "no_name": "(none)",
    "figure": "Figure",
    "counted": "Counted",
    "value": "Value",
    "interval": "95 % interval",
    "formula": "What it is",
    "part_outcomes": "How questions ended",
    "part_matters": "Whether a bad start ended well",
    "part_effort": "What it took",
    "part_time": "Who used the time, in hours",
    "nothing_to_report": "Nothing was asked, and no case was opened.",
    "more_groups": "and {count} more with fewer questions: python app.py report gives them all",
}
"""Sentences by key."""
