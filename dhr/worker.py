"""What happens to one document, inside a worker: bytes -> Document -> Plan -> Actions, as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dhr.reply import Job, OurError
from dhr.warm_up import warm_up
from ingest.errors import DocumentError
from ingest.model import Document, Finding, SourceFile
from ingest.read import CONVERTED, READABLE, read_document
from ingest.sniff import sniff

if TYPE_CHECKING:
    from extract.model import Plan
    from normalise.model import Action
    from normalise.rulebook import Rulebook


class RulesInvalidError(Exception):
    """The rules cannot be used. Its text says what to mend."""

    code = "RULES_INVALID"


def warm() -> dict[str, Any]:
    """Load every library, model and rule once, before any document is there. RulesInvalidError: rules are wrong."""
    import extract.plan
    import ingest.ocr
    import ingest.pdf
    import ingest.word
    from ingest.pdf.vocabulary import general_words

    _ = extract
    about = {"rulebook_hash": _rulebook().sha256, "recognition": ingest.ocr.available()}
    general_words()
    warm_up(work)
    return about


@cache
def _rulebook() -> Rulebook:
    from normalise import rulebook

    try:
        return rulebook.Rulebook.load()
    except (ValueError, KeyError, TypeError) as error:
        problems = rulebook.check()
        raise RulesInvalidError("\n".join(problems) or str(error)) from error


Result = tuple[dict[str, Any], dict[str, Any]]
"""Head and payload, see dhr.reply."""

NO_ROWS = ("RECOMMENDATIONS_ONLY", "NO_PLAN")
"""What extraction says of a document that was read and gave no rows."""


def work(job: Job) -> Result:
    """Do one job on the file job["path"], of content job["sha256"].

    task "read": everything; "look": only say what the file is; "tables", "plan", "image": stop there, for inspect.
    job["scratch"], if there is one, is a folder to write to, for text recognition on pages without text.
    job["name"] is the file's own name, without folders: content and name are all that the result depends on.
    The head holds media_type and, if the document was refused, code and detail.
    """
    path = Path(job["path"])
    media_type = job.get("media_type") or sniff(path)
    seen: dict[str, Any] = {"media_type": media_type}
    if job["task"] == "look" or media_type not in READABLE:
        return seen, {}
    if media_type in CONVERTED and not job.get("converted"):
        return seen | {"convert": True}, {}
    source = SourceFile(job["name"], job["sha256"], int(job["size"]), media_type)
    try:
        document = read_document(path, source, _pages_to_read(job), recognise="scratch" in job)
        if job["task"] == "image":
            return seen, _picture(path, document, job)
    except DocumentError as error:
        return seen | {"code": error.code, "detail": error.detail}, {}
    try:
        head, payload = _understand(document, job)
    except MemoryError:
        raise
    except Exception as error:
        raise OurError from error
    return seen | {"scanned": _scanned(document)} | head, payload


def _pages_to_read(job: Job) -> Any:
    """Long reports hold a plan on a few of their pages. Who inspects the tables wants to see all of them."""
    from extract.triage import page_chooser

    return None if job["task"] in ("tables", "image") else page_chooser()


def _picture(path: Path, document: Document, job: Job) -> dict[str, Any]:
    if not document.pages:
        raise DocumentError("NO_PAGES", "Word")
    from dhr.picture import draw

    page, png = draw(path, document, job.get("page"))
    return {"page": page, "png": png}


def _understand(document: Document, job: Job) -> Result:
    from extract import extract_plan
    from normalise.codec import action_to_dict
    from normalise.compose import normalise_plan

    if job["task"] == "tables":
        return {}, {"document": asdict(document)}
    plan = extract_plan(document)
    if job["task"] == "plan":
        return {}, {"plan": asdict(plan)}
    actions, meta, made = normalise_plan(plan, _rulebook(), keep_names=bool(job.get("keep_names")))
    findings = list(_findings(document, plan, actions, made))
    codes = {said["code"] for said in findings}
    head = {
        "pages": len(document.pages) or None,
        "rows": len(actions),
        "has_text": document.has_text,
        "lost": next((said for said in findings if said["severity"] == "error"), None),
        "no_rows": next((code for code in NO_ROWS if code in codes), "NO_PLAN"),
    }
    return head, {
        "actions": [action_to_dict(action) for action in actions],
        "meta": meta,
        "glossary": [list(pair) for pair in plan.glossary],
        "cells": asdict(plan.ledger),
        "findings": findings,
    }


def _scanned(document: Document) -> list[int]:
    """Pages that wait for text recognition."""
    return [said.page for said in document.findings if said.code == "NO_TEXT_LAYER" and said.page is not None]


def _findings(
    document: Document, plan: Plan, actions: tuple[Action, ...], made: tuple[Finding, ...]
) -> Iterator[dict[str, Any]]:
    """Every finding once, with the row it concerns where there is one."""
    on_rows = {
        said: action.action_id
        for row, action in zip(plan.rows, actions, strict=True)
        for said in row.findings
    }
    owners = _owners(actions)
    for said in dict.fromkeys((*document.findings, *plan.findings, *on_rows, *made)):
        place = (said.page, said.table, said.row, said.column)
        yield asdict(said) | {"action_id": on_rows.get(said) or owners.get((said.code, place))}


def _owners(actions: tuple[Action, ...]) -> Mapping[tuple[str, tuple[int | None, ...]], str]:
    """(code, place) -> the first row that bears the code and has a value from that place."""
    owners: dict[tuple[str, tuple[int | None, ...]], str] = {}
    for action in actions:
        places = [spot for _, spots in action.provenance for spot in spots]
        for spot in places:
            place = (spot["page"], spot["table"], spot["row"], spot["column"])
            for code in action.findings:
                owners.setdefault((code, place), action.action_id)
    return owners
