"""What passes between the parent and a worker: a job out, length-capped JSON back, and every ending as one Reply.

JSON and not pickle: a taken-over worker must not get code into the parent. The answer is two lines: a small head, which
the parent reads, and the payload, which it only passes on; so a huge document cannot make the parent huge. No exception
text crosses over, because exceptions quote what they choke on, and that may be a cell.
"""

from __future__ import annotations

import json
import os
import re
import signal
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from ingest.errors import DocumentError

Job = Mapping[str, Any]
Work = Callable[[Job], tuple[Mapping[str, Any], Mapping[str, Any]]]
"""Does a job; returns head and payload."""

OUT_OF_MEMORY_EXIT = 97
"""Exit status of a worker that had no memory left to say so."""

START_SECONDS = 120.0
"""A cold disk and a virus scanner can make the first import of spaCy very slow."""

_HEAD_BYTES = 1 << 20

_OUR_FAULTS = (FileNotFoundError, ImportError, NameError)
"""A missing file or module is never the document's doing, wherever it is raised."""


class OurError(Exception):
    """Something failed after the document was read: a fault of ours, not of the file."""


class StartError(Exception):
    """The worker side cannot start. code: RULES_INVALID, SANDBOX_OPEN or INTERNAL."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


DOCUMENTS = 50
"""Documents a process reads before a fresh one takes over: parsers leak, and one document may leave traces."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost. wall_s is wider than cpu_s, so that a busy machine fails no good file.

    documents: how many a worker may read before a fresh one takes over (Linux).
    """

    cpu_s: int = 60
    wall_s: float = 180.0
    memory_mb: int = 1024
    reply_mb: int = 24
    open_files: int = 64
    written_mb: int = 0
    documents: int = 1


@dataclass(frozen=True, slots=True)
class Ending:
    """How a worker's turn ended, before anyone judges it. number: exit status or signal."""

    how: Literal["exit", "signal", "timeout", "too big", "lost"]
    number: int = 0
    body: bytes = b""
    seconds: float = 0.0
    cpu_s: float = 0.0
    peak_mb: int = 0


@dataclass(frozen=True, slots=True)
class Reply:
    """The judgement: head and payload if code is "", else why there are none. detail is for the log and holds no
    document text."""

    code: str
    head: Mapping[str, Any] | None = None
    payload: bytes = b""
    detail: str = ""
    seconds: float = 0.0
    cpu_s: float = 0.0
    peak_mb: int = 0


def answer(work: Work, job: Job, limits: Limits) -> bytes:
    """Worker side: do the work and put whatever comes of it into bytes. Never raises an Exception."""
    try:
        head, payload = work(job)
        body = b"\n".join((_json({"head": head}), _json(payload)))
    except DocumentError as error:
        body = _failure(error.code, error.detail)
    except MemoryError:
        body = _failure("MEMORY")
    except PermissionError as error:
        body = _failure("SANDBOX_DENIED", _place(error))
    except (OurError, *_OUR_FAULTS) as error:
        if os.environ.get("DHR_DEBUG"):  # may quote the document: only for whoever asked for it
            with suppress(OSError):  # behind the walls a file may take no more
                traceback.print_exception(error)
        body = _failure("INTERNAL", _place(error))
    except Exception as error:  # the one boundary in the worker: what a parser raises ends one document
        body = _failure("PARSER_ERROR", _place(error))
    return body if len(body) <= limits.reply_mb << 20 else _failure("OUTPUT_TOO_BIG")


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace")


def _failure(code: str, detail: str = "") -> bytes:
    return json.dumps({"code": code, "detail": detail}).encode("ascii", "replace")


def _place(error: BaseException) -> str:
    """Class and line of the innermost cause, without its message."""
    while error.__cause__ is not None:
        error = error.__cause__
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""  # noqa: PTH119
    return f"{type(error).__name__}{where}"


def judge(ending: Ending, limits: Limits) -> Reply:
    """Parent side: turn any ending into one Reply. What a worker says is believed only if it is what was agreed."""
    code, detail, head, payload = _fault(ending, limits), f"{ending.how} {ending.number}", None, b""
    if not code:
        code, detail, head, payload = _read_body(ending.body)
    return Reply(code, head, payload, printable(detail), ending.seconds, ending.cpu_s, ending.peak_mb)


def _fault(ending: Ending, limits: Limits) -> str:
    """The code for a worker that did not come to answer, "" for one that did."""
    match ending.how:
        case "lost":
            return "SANDBOX_LOST"
        case "timeout":
            return "TIMEOUT_WALL"
        case "too big":
            return "OUTPUT_TOO_BIG"
        case "signal":
            return _signal_code(ending, limits)
    if ending.number == OUT_OF_MEMORY_EXIT:
        return "MEMORY"
    return "WORKER_EXIT" if ending.number != 0 or not ending.body else ""


def _signal_code(ending: Ending, limits: Limits) -> str:
    try:
        name = signal.Signals(ending.number).name
    except ValueError:
        name = f"SIGNAL_{ending.number}"
    if name == "SIGXCPU" or (name == "SIGKILL" and ending.cpu_s >= limits.cpu_s):
        return "TIMEOUT_CPU"
    if name == "SIGKILL" or ending.peak_mb > 0.7 * limits.memory_mb:  # the kernel's killer, a failed malloc
        return "MEMORY"
    return f"CRASH_{name}"


def _read_body(body: bytes) -> tuple[str, str, Mapping[str, Any] | None, bytes]:
    """Return (code, detail, head, payload)."""
    end = body.find(b"\n") + 1 or len(body) + 1
    try:
        message = decode(body[: min(end - 1, _HEAD_BYTES)])
    except ValueError:
        return "BAD_RESULT", "", None, b""
    head, code = message.get("head"), message.get("code")
    if isinstance(head, dict) and end <= len(body):
        return "", "", head, body[end:]
    if isinstance(code, str) and re.fullmatch("[A-Z0-9_]{1,40}", code):
        return code, str(message.get("detail", "")), None, b""
    return "BAD_RESULT", "", None, b""


def decode(body: bytes) -> dict[str, Any]:
    """Read one JSON object that a worker wrote. ValueError: it is none, or holds NaN or half a character."""
    try:
        message = json.loads(body.decode("utf-8"), parse_constant=_refuse)
        json.dumps(message, ensure_ascii=False).encode("utf-8")  # a lone surrogate would break every output
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(message, dict):
        raise ValueError("not an object")
    return message


def _refuse(constant: str) -> None:
    raise ValueError(constant)  # NaN and Infinity are not data


def printable(text: str) -> str:
    """Text from a worker made safe for a log and a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text[:400])
