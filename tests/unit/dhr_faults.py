"""A target for the guard that does, on request, what hostile documents make parsers do."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from dhr import reply
from ingest.errors import DocumentError


def warm():
    return {"rulebook": "none"}


def work(job):
    return {}, FAULTS[job["fault"]](job)


def read(job):
    return {"size": len(Path(job["path"]).read_bytes())}


def hang(job):
    while True:
        pass


def burn(job):
    end = time.process_time() + 1.2
    while time.process_time() < end:
        pass
    return {"pid": os.getpid()}


def swell(job):
    return {"pid": os.getpid(), "size": len(bytearray(b"x") * (120 << 20))}


def read_other(job):
    return {"size": len(Path(job["other"]).read_bytes())}


def sleep(job):
    time.sleep(1000)


def grow(job):
    hoard = []
    while True:
        hoard.append(bytearray(16 << 20))


def segfault(job):
    ctypes.string_at(0)


def deep(job):
    return deep(job)


def refuse(job):
    raise DocumentError("PDF_CORRUPT", "fixture")


def parser_error(job):
    raise ValueError("SECRET cell text \ud800 \x1b[31m")


def missing(job):
    return Path("/nowhere/at/all").read_text()


def ours(job):
    try:
        return {}["SECRET"]
    except KeyError as error:
        raise reply.OurError from error


def connect(job):
    socket.socket().connect(("192.0.2.1", 9))


def kill_parent(job):
    os.kill(os.getppid(), signal.SIGKILL)
    return {}


def write(job):
    Path(job["path"] + ".new").write_text("x")
    return {}


def start_program(job):
    return {"status": subprocess.run(["/bin/true"]).returncode}


FAULTS = {
    "read": read,
    "hang": hang,
    "sleep": sleep,
    "grow": grow,
    "segfault": segfault,
    "abort": lambda job: os.abort(),
    "deep": deep,
    "exit 0": lambda job: os._exit(0),
    "exit 3": lambda job: os._exit(3),
    "sys.exit": lambda job: sys.exit(0),
    "huge": lambda job: {"text": "x" * (3 << 20)},
    "nan": lambda job: {"value": float("nan")},
    "not json": lambda job: {"value": object()},
    "surrogate": lambda job: {"text": "a\ud800b"},
    "refuse": refuse,
    "parser error": parser_error,
    "missing": missing,
    "ours": ours,
    "connect": connect,
    "kill parent": kill_parent,
    "write": write,
    "program": start_program,
    "burn": burn,
    "swell": swell,
    "read other": read_other,
    "pid": lambda job: {"pid": os.getpid()},
}
