"""Every way a worker can end, with real processes: one Reply each, and the next document is read as if nothing was."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from dhr.guard import Guard
from dhr.reply import Ending, Limits, StartError, decode, judge

LIMITS = Limits(cpu_s=2, wall_s=4.0, memory_mb=256, reply_mb=1)
HERE = str(Path(__file__).parent)
MODES = ["fork", "spawn"] if sys.platform == "linux" else ["spawn"]

ENDINGS = {
    "sleep": "TIMEOUT_WALL",
    "grow": "MEMORY",
    "segfault": "CRASH_SIGSEGV",
    "abort": "CRASH_SIGABRT",
    "deep": "PARSER_ERROR",
    "exit 0": "WORKER_EXIT",
    "exit 3": "WORKER_EXIT",
    "huge": "OUTPUT_TOO_BIG",
    "nan": "PARSER_ERROR",
    "not json": "PARSER_ERROR",
    "refuse": "PDF_CORRUPT",
    "parser error": "PARSER_ERROR",
    "missing": "INTERNAL",
    "ours": "INTERNAL",
    "connect": "SANDBOX_DENIED",
    "write": "SANDBOX_DENIED",
    "program": "SANDBOX_DENIED",
}


@pytest.fixture(scope="module", params=MODES)
def guard(request):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", HERE, prepend=os.pathsep)
        patch.setenv("DHR_ISOLATION", request.param)
        with Guard("dhr_faults", LIMITS) as made:
            yield made


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "document.bin"
    path.write_bytes(b"twelve bytes")
    return path


def content(guard, document, fault):
    return decode(guard.run({"path": str(document), "fault": fault}).payload)


@pytest.mark.parametrize("fault", ENDINGS)
def test_every_ending_is_one_code_and_the_next_document_is_read(guard, document, fault):
    reply = guard.run({"path": str(document), "fault": fault})
    assert (reply.code, reply.head, reply.payload) == (ENDINGS[fault], None, b"")
    assert "SECRET" not in reply.detail
    assert content(guard, document, "read") == {"size": 12}


def test_a_hang_ends_by_processor_time_or_clock(guard, document):
    assert guard.run({"path": str(document), "fault": "hang"}).code in ("TIMEOUT_CPU", "TIMEOUT_WALL")


def test_text_that_no_output_can_hold_is_replaced_in_the_worker(guard, document):
    assert content(guard, document, "surrogate") == {"text": "a?b"}


def test_the_parent_survives_a_worker_that_kills(guard, document):
    assert guard.run({"path": str(document), "fault": "kill parent"}).code in (
        "SANDBOX_DENIED",
        "SANDBOX_LOST",
    )
    assert content(guard, document, "read") == {"size": 12}


@pytest.mark.skipif(sys.platform != "linux", reason="forks")
def test_each_document_has_a_process_of_its_own(monkeypatch, document):
    monkeypatch.setenv("PYTHONPATH", HERE, prepend=os.pathsep)
    monkeypatch.setenv("DHR_ISOLATION", "fork")
    with Guard("dhr_faults", LIMITS, lanes=2) as guard:
        assert {"system calls", "Python calls"} & set(guard.walls)
        pids = {content(guard, document, "pid")["pid"] for _ in range(4)}
    assert len(pids) == 4


SHARED = Limits(cpu_s=2, wall_s=20.0, memory_mb=256, reply_mb=1, documents=3)


@pytest.fixture
def sharing(monkeypatch):
    if sys.platform != "linux":
        pytest.skip("forks")
    monkeypatch.setenv("PYTHONPATH", HERE, prepend=os.pathsep)
    monkeypatch.setenv("DHR_ISOLATION", "fork")
    with Guard("dhr_faults", SHARED) as made:
        yield made


def pids(guard, document, *faults):
    return [decode(guard.run({"path": str(document), "fault": fault}).payload or b"{}").get("pid") for fault in faults]  # fmt: skip


def test_so_many_ordinary_documents_share_a_process(sharing, document):
    first = pids(sharing, document, *["pid"] * 7)
    assert first[:3] == [first[0]] * 3 and first[3:6] == [first[3]] * 3 and len(set(first)) == 3


@pytest.mark.parametrize("fault", ["refuse", "parser error", "exit 3", "segfault", "write"])
def test_nothing_is_read_where_something_went_wrong_before(sharing, document, fault):
    before, _, after = pids(sharing, document, "pid", fault, "pid")
    assert before and after and before != after


def test_each_document_has_all_of_the_time(sharing, document):
    """Three times 1.2 s of processor time in one process, at 2 s for each."""
    assert len(set(pids(sharing, document, "burn", "burn", "burn"))) == 1
    assert sharing.run({"path": str(document), "fault": "hang"}).code in ("TIMEOUT_CPU", "TIMEOUT_WALL")


def test_each_document_has_all_of_the_memory(sharing, document):
    before, after = pids(sharing, document, "swell", "pid")
    assert before != after


def test_a_shared_process_sees_one_folder(sharing, document, tmp_path_factory):
    other = tmp_path_factory.mktemp("elsewhere") / "document.bin"
    other.write_bytes(b"x")
    job = {"path": str(document), "fault": "read other", "other": str(other)}
    if "files" in sharing.walls:
        assert sharing.run(job).code == "SANDBOX_DENIED"
    first, second = pids(sharing, document, "pid"), pids(sharing, other, "pid")
    assert first != second


@pytest.mark.parametrize("mode", MODES)
def test_closing_ends_a_running_document_at_once(monkeypatch, document, mode):
    monkeypatch.setenv("PYTHONPATH", HERE, prepend=os.pathsep)
    monkeypatch.setenv("DHR_ISOLATION", mode)
    guard = Guard("dhr_faults", Limits(wall_s=60.0))
    replies = []
    job = {"path": str(document), "fault": "sleep"}
    thread = threading.Thread(target=lambda: replies.append(guard.run(job)))
    thread.start()
    time.sleep(0.5)
    started = time.monotonic()
    guard.close()
    thread.join(timeout=10)
    assert not thread.is_alive() and time.monotonic() - started < 8
    assert replies[0].code == "SANDBOX_LOST"


@pytest.mark.parametrize("mode", MODES)
def test_a_target_that_cannot_load_is_our_fault_and_says_so(monkeypatch, mode):
    monkeypatch.setenv("DHR_ISOLATION", mode)
    with pytest.raises(StartError) as caught:
        Guard("no_such_module_anywhere", LIMITS)
    assert caught.value.code == "INTERNAL"
    assert "no_such_module_anywhere" in caught.value.detail


def test_a_lost_lane_is_opened_again(monkeypatch, document):
    monkeypatch.setenv("PYTHONPATH", HERE, prepend=os.pathsep)
    monkeypatch.setenv("DHR_ISOLATION", MODES[0])
    with Guard("dhr_faults", LIMITS) as guard:
        for child in _children(os.getpid()):
            os.kill(child, signal.SIGKILL)
        time.sleep(0.3)
        assert content(guard, document, "read") == {"size": 12}


BIG_PARENT = """
import sys
from dhr.guard import Guard
from dhr.reply import Limits
held = bytearray(b"x") * (400 << 20)
with Guard("dhr_faults", Limits(cpu_s=5, wall_s=20.0, memory_mb=256)) as guard:
    reply = guard.run({"path": sys.argv[1], "fault": "read"})
print(reply.code, reply.payload, len(held) >> 20)
"""


@pytest.mark.parametrize("mode", MODES)
def test_a_worker_is_not_charged_for_what_its_parent_holds(monkeypatch, document, mode):
    """Linux hands the peak of a process on to its children, also over exec."""
    path = os.pathsep.join([HERE, str(Path(HERE).parents[1])])
    monkeypatch.setenv("PYTHONPATH", path)
    monkeypatch.setenv("DHR_ISOLATION", mode)
    done = subprocess.run([sys.executable, "-c", BIG_PARENT, str(document)], capture_output=True, text=True)
    assert done.stdout == " b'{\"size\": 12}' 400\n", done.stderr


@pytest.mark.parametrize("mode", MODES)
def test_words_on_a_fault_change_no_ending(monkeypatch, document, mode, capfd):
    """With DHR_DEBUG a worker writes to our stderr, which may be a file and so behind a wall."""
    monkeypatch.setenv("PYTHONPATH", HERE, prepend=os.pathsep)
    monkeypatch.setenv("DHR_ISOLATION", mode)
    monkeypatch.setenv("DHR_DEBUG", "1")
    with Guard("dhr_faults", LIMITS) as guard:
        assert guard.run({"path": str(document), "fault": "missing"}).code == "INTERNAL"
    assert "/nowhere/at/all" in capfd.readouterr().err


def _children(pid):
    if sys.platform != "linux":
        pytest.skip("looks into /proc")
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return {int(child) for task in tasks for child in (task / "children").read_text().split()}


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "WORKER_EXIT"),
        (b"{", "BAD_RESULT"),
        (b"\xff", "BAD_RESULT"),
        (b"[]\n{}", "BAD_RESULT"),
        (b'{"head": {"x": NaN}}\n{}', "BAD_RESULT"),
        (b'{"head": {"x": "\\ud800"}}\n{}', "BAD_RESULT"),
        (b'{"head": "text"}\n{}', "BAD_RESULT"),
        (b'{"head": {}}', "BAD_RESULT"),
        (b"[" * 100_000, "BAD_RESULT"),
        (b'{"head": {"x": "' + b"x" * (2 << 20) + b'"}}\n{}', "BAD_RESULT"),
        (b'{"code": "no code at all"}', "BAD_RESULT"),
        (b'{"code": "PDF_CORRUPT", "detail": "\\u001b[31m"}', "PDF_CORRUPT"),
        (b'{"head": {}}\nnot looked at', ""),
    ],
)
def test_what_a_worker_says_is_believed_only_if_it_is_what_was_agreed(body, code):
    reply = judge(Ending("exit", 0, body), LIMITS)
    assert reply.code == code
    assert reply.detail.isprintable()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"nul", b'{"x": Infinity}', b'{"x": "\\udfff"}', b"[" * 100_000, b"\xff"]
)
def test_a_payload_that_is_no_data(body):
    with pytest.raises(ValueError):
        decode(body)


@pytest.mark.parametrize(
    ("ending", "code"),
    [
        (Ending("signal", signal.SIGTERM), "CRASH_SIGTERM"),
        (Ending("signal", 9), "MEMORY"),
        (Ending("signal", 9, cpu_s=2.0), "TIMEOUT_CPU"),
        (Ending("signal", signal.SIGABRT, peak_mb=250), "MEMORY"),
        (Ending("signal", 77), "CRASH_SIGNAL_77"),
        (Ending("exit", 97), "MEMORY"),
        (Ending("lost"), "SANDBOX_LOST"),
    ],
)
def test_endings_are_named_by_their_cause(ending, code):
    if ending.number == 9 and sys.platform == "win32":
        pytest.skip("no such signal")
    assert judge(ending, LIMITS).code == code
