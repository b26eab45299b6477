"""Taking back what a customer added: what a comment notes of itself for that, and the verb."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from bot.desk.actor import Actor
from bot.desk.case import MOST_ATTACHMENTS, Attachment, Case, CaseState
from bot.desk.events import Change, Happened
from bot.desk.moves import Verb
from bot.desk.verbs.steps import done, moved, requester_only
from bot.desk.wait_times import passed


def attached(case: Case, files: tuple[Attachment, ...]) -> tuple[Case, tuple[Attachment, ...]]:
    """Return the case with the files that there is room for, and these."""
    kept = files[: max(0, MOST_ATTACHMENTS - len(case.attachments))]
    return replace(case, attachments=(*case.attachments, *kept)), kept


def noted(before: Case, after: Case, files: tuple[Attachment, ...]) -> Mapping[str, Any]:
    """Return what a comment notes so that it can be taken back: whom the case waited on, its version, its files."""
    return {"held": before.holder, "version": after.version, "files": [_mark(each) for each in files]}


def retract(case: Case, actor: Actor, seq: int, note: Mapping[str, Any], at: datetime) -> Change:
    """Take back the requester's comment that has this seq and noted this of itself; its text goes when it is kept.

    Its files go with it. The wait goes back to who had it, unless something else happened to the case since.
    """
    requester_only(case, Verb.RETRACT, actor)
    after = moved(case, Verb.RETRACT, at)
    marks = note.get("files", ())
    after = replace(after, attachments=tuple(each for each in case.attachments if _mark(each) not in marks))
    if case.state is CaseState.OPEN and note.get("version") == case.version:
        after = passed(after, note["held"], after.updated)
    return done(case, after, Happened.RETRACTED, actor, detail={"of": seq})


def _mark(file: Attachment) -> str:
    return sha256(f"{file.name}\n{file.link}".encode(errors="replace")).hexdigest()[:16]
