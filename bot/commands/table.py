"""All commands by the words that a user types: the module of each, imported when it runs, and its line of help.

A module's function `command` has the signature; the line of help stands here alone, so that a list imports nothing.
"""

from typing import NamedTuple


class CommandRow(NamedTuple):
    """Where a command is, and what `--help` says of it."""

    module: str
    help: str


GROUPS = {
    "draft": "Validate the drafts that came of answered cases.",
    "case": "Read the cases in the database.",
    "account": "Look at accounts, and take their pages to a meeting.",
    "token": "Make, list and revoke tokens of the REST API.",
    "webhook": "List and retry what goes to other organisations' systems, and print their secrets.",
}
"""What `--help` says of commands that share their first word."""

COMMANDS = {
    "serve": CommandRow(
        "bot.commands.serving.serve",
        "Run the bot, the chat page and the console, until Ctrl-C.",
    ),
    "ask": CommandRow(
        "knowledge.commands.ask",
        "Ask the knowledge base, and see why it answers as it does.",
    ),
    "try": CommandRow(
        "knowledge.commands.try_",
        "Ask questions one by one; saved changes to the files apply at once. Exits 0 or 2 (could not run).",
    ),
    "test": CommandRow(
        "knowledge.commands.test",
        "Ask every labelled question (asked.yaml), show those that go wrong. "
        "Exits 0, 1 (one failed) or 2 (could not run).",
    ),
    "evaluate": CommandRow(
        "knowledge.commands.evaluate",
        "Measure the matcher on a labelled set: top-1, top-3, coverage at 95 % precision, AUROC in scope against out.",
    ),
    "judge": CommandRow(
        "bot.commands.judge",
        "Judge answers: Spot's confidence is trained on these judgements. Exits 0, 1 (errors) or 2.",
    ),
    "check": CommandRow(
        "knowledge.commands.check",
        "Read every knowledge file and name each mistake: file, line, remedy. "
        "Exits 0, 1 (errors) or 2 (could not run).",
    ),
    "words": CommandRow(
        "knowledge.commands.words",
        "Show what counts as one word for a person: acronyms of the entries, and what words.yaml files say.",
    ),
    "schema": CommandRow(
        "knowledge.commands.schema",
        "Print the JSON Schema of a kind of file, for editors that complete keys and underline mistakes.",
    ),
    "new": CommandRow(
        "knowledge.commands.new",
        "Write a draft for a question into a Markdown or YAML file, for you to finish. Exits 0 or 2 (nothing written).",
    ),
    "import": CommandRow(
        "knowledge.commands.import_",
        "Bring a file into a partner's folder as Markdown or YAML. Exits 0, 1 (it has errors) or 2 (nothing written).",
    ),
    "export": CommandRow(
        "knowledge.commands.export",
        "Write a partner's entries, and say what is lacking. Exits 0, 1 (a file has an error) or 2 (nothing written).",
    ),
    "owner": CommandRow(
        "knowledge.commands.owner",
        "Print CODEOWNERS lines: who is asked about a change to which folder or file. Exits 0, 1 (no address) or 2.",
    ),
    "preview": CommandRow(
        "bot.commands.preview",
        "Show an entry in the browser as a customer sees it, drafts too. Exits 0 or 2 (there is no such entry).",
    ),
    "questions": CommandRow(
        "bot.commands.questions",
        "Write the question log as JSON lines: what was asked and what came of it, without the person.",
    ),
    "diff": CommandRow(
        "knowledge.commands.diff",
        "Show what an edit changes for labelled questions and last month's real ones. Exits 0, 1 (see --fail-on) or 2.",
    ),
    "gaps": CommandRow(
        "knowledge.commands.gaps",
        "Show what people asked and nobody answered, the same in other words once, with the nearest entry.",
    ),
    "coverage": CommandRow(
        "knowledge.commands.coverage",
        "Show what each entry did for those who asked, which never answered, and which are past their review.",
    ),
    "suggest": CommandRow(
        "knowledge.commands.suggest",
        "Show wordings that customers confirmed and entries lack, as a diff. Exits 0, 1 (a file was not edited) or 2.",
    ),
    "draft list": CommandRow(
        "bot.commands.draft.list",
        "List what waits to be validated, and what could not be written yet.",
    ),
    "draft accept": CommandRow(
        "bot.commands.draft.accept",
        "Publish a draft in its file: a running Spot uses it two seconds later. Exits 0, 1 or 2.",
    ),
    "draft drop": CommandRow(
        "bot.commands.draft.drop",
        "Retire a draft in its file, so that it is never used as an answer. Exits 0, 1 or 2.",
    ),
    "transcript": CommandRow(
        "bot.commands.transcript",
        "Show the messages of a conversation, with the reason for every answer.",
    ),
    "case list": CommandRow(
        "bot.commands.case.list",
        "List the cases, newest first.",
    ),
    "case show": CommandRow(
        "bot.commands.case.show",
        "Show one case with everything that happened to it, or what somebody may see of that.",
    ),
    "case export": CommandRow(
        "bot.commands.case.export",
        "Export cases, newest first, with only what a given person may see.",
    ),
    "case package": CommandRow(
        "bot.commands.case.package",
        "Show what the receiving party gets when a case is escalated, as Markdown or JSON.",
    ),
    "report": CommandRow(
        "bot.commands.report",
        "Show how questions ended, what effort they took and who used the time, "
        "each figure with how far it may be off.",
    ),
    "account list": CommandRow(
        "bot.commands.account.list",
        "List the accounts, and how the agreements of their partners stand.",
    ),
    "account show": CommandRow(
        "bot.commands.account.show",
        "Show an account: open cases, recurring questions, plan and experience.",
    ),
    "account export": CommandRow(
        "bot.commands.account.export",
        "Write an account's page for a review meeting, as whoever is to read it may see it.",
    ),
    "token new": CommandRow(
        "bot.commands.token.new",
        "Create a token and print it. It is shown only once.",
    ),
    "token list": CommandRow(
        "bot.commands.token.list",
        "List the tokens: whom they speak as, what they may do, when they were last used.",
    ),
    "token revoke": CommandRow(
        "bot.commands.token.revoke",
        "Revoke a token at once and permanently.",
    ),
    "webhook secret": CommandRow(
        "bot.commands.webhook.secret",
        "Print the secret with which a webhook receiver checks signatures. Keep it confidential.",
    ),
    "webhook list": CommandRow(
        "bot.commands.webhook.list",
        "List waiting and failed deliveries, then the accepted ones, newest first.",
    ),
    "webhook retry": CommandRow(
        "bot.commands.webhook.retry",
        "Send a delivery again now, under the same id.",
    ),
}
