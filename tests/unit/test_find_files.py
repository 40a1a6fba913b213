"""ingest.find: everything in a folder is named once, nothing odd is followed or opened, and copies are exact."""

import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from ingest import find as finder
from ingest.errors import DocumentError
from ingest.find import find, shown, snapshot

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


def codes(root, **options):
    return {found.name: found.code for found in find([root], **options)}


def test_files_come_in_the_order_of_their_names_with_their_folders(tmp_path):
    for name in ("b.pdf", "a/z.docx", "a/b/c.pdf", "A.pdf"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert [found.name for found in find([tmp_path])] == ["A.pdf", "a/b/c.pdf", "a/z.docx", "b.pdf"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("plan.pdf", ""),
        ("~$plan.docx", "LOCK_FILE"),
        (".~lock.plan.odt#", "LOCK_FILE"),
        (".DS_Store", "SYSTEM_FILE"),
        ("Thumbs.db", "SYSTEM_FILE"),
        ("._plan.pdf", "SYSTEM_FILE"),
        ("__MACOSX/plan.pdf", "SYSTEM_FILE"),
        ("plan.pdf.crdownload", "PARTIAL_DOWNLOAD"),
        ("plan.pdf.part", "PARTIAL_DOWNLOAD"),
        ("party.pdf", ""),
        (".plan.pdf", ""),
    ],
)
def test_names_that_say_what_a_file_is(tmp_path, name, code):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"x")
    assert codes(tmp_path) == {name: code}


@POSIX
def test_links_are_reported_and_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "secret.pdf").write_bytes(b"x")
    (tmp_path / "in" / "file.pdf").symlink_to(tmp_path / "out" / "secret.pdf")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "broken.pdf").symlink_to("nowhere")
    assert codes(tmp_path / "in") == dict.fromkeys(["broken.pdf", "file.pdf", "folder", "loop"], "LINK")
    with pytest.raises(DocumentError) as caught:
        snapshot(tmp_path / "in" / "file.pdf", tmp_path)
    assert caught.value.code == "LINK"


@POSIX
def test_a_root_that_is_itself_a_link_was_meant(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "plan.pdf").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert codes(tmp_path / "link") == {"plan.pdf": ""}


@POSIX
def test_pipes_and_sockets_are_never_opened(tmp_path, monkeypatch):
    os.mkfifo(tmp_path / "pipe.pdf")
    monkeypatch.chdir(tmp_path)  # a socket's path must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.pdf")
        assert codes(tmp_path) == {"pipe.pdf": "NOT_A_FILE", "socket.pdf": "NOT_A_FILE"}
    with pytest.raises(DocumentError) as caught:
        snapshot(tmp_path / "pipe.pdf", tmp_path)
    assert caught.value.code == "NOT_A_FILE"


@POSIX
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_said(tmp_path):
    (tmp_path / "plan.pdf").write_bytes(b"x")
    (tmp_path / "plan.pdf").chmod(0)
    with pytest.raises(DocumentError) as caught:
        snapshot(tmp_path / "plan.pdf", tmp_path)
    assert caught.value.code == "UNREADABLE"


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="the file system demands UTF-8")
def test_two_odd_names_never_look_the_same(tmp_path):
    names = [
        b"a\xff.pdf",
        b"a\\xff.pdf",
        b"new\nline.pdf",
        b"esc\x1b[31m.pdf",
        "rtl\u202efdp.pdf".encode(),
        "é.pdf".encode(),
    ]
    for name in names:
        with open(os.path.join(os.fsencode(tmp_path), name), "wb"):  # noqa: PTH118, PTH123
            pass
    found = sorted(codes(tmp_path))
    assert len(found) == len(names)
    assert all(name.isprintable() for name in found)
    assert "é.pdf" in found and r"a\xff.pdf" in found and r"a\\xff.pdf" in found


def test_shown_leaves_ordinary_names_alone():
    assert shown("Plan – Ana’s (final).pdf") == "Plan – Ana’s (final).pdf"


@POSIX
def test_deep_folders_do_not_exhaust_the_stack(tmp_path):
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("ddd", dir_fd=here)
        deeper = os.open("ddd", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
    os.close(here)
    assert list(codes(tmp_path).values()) == ["UNREADABLE"]  # longer than a path may be: said, not lost
    subprocess.run(["rm", "-rf", str(tmp_path / "ddd")], check=True)  # shutil.rmtree is recursive


def test_our_own_output_inside_the_folder_is_left_out(tmp_path):
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "actions.csv").write_bytes(b"x")
    (tmp_path / "plan.pdf").write_bytes(b"x")
    assert codes(tmp_path, leave_out=tmp_path / "output") == {"plan.pdf": ""}


def test_names_of_several_roots_begin_with_the_root_and_each_file_comes_once(tmp_path):
    for place in ("far/one", "two", "far/else"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "plan.pdf").write_bytes(b"x")
    roots = [
        tmp_path / "far/one",
        tmp_path / "two",
        tmp_path / "far/one/plan.pdf",
        tmp_path / "far/else/plan.pdf",
    ]
    assert [found.name for found in find(roots)] == ["one/plan.pdf", "plan.pdf", "two/plan.pdf"]


def test_roots_of_one_name_are_told_apart_by_the_folders_above_them(tmp_path):
    for place in ("leeds/2021/plans", "york/2021/plans"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "plan.pdf").write_bytes(b"x")
    names = [
        found.name
        for found in find([tmp_path / "leeds/2021/plans", tmp_path / "york/2021/plans", tmp_path / "york"])
    ]
    assert names == ["plans/plan.pdf", "york/2021/plans/plan.pdf"]
    names = [found.name for found in find([tmp_path / "leeds/2021/plans", tmp_path / "york/2021/plans"])]
    assert names == ["leeds/2021/plans/plan.pdf", "york/2021/plans/plan.pdf"]


def test_a_root_that_lies_in_a_folder_named_like_the_systems_own_is_read(tmp_path):
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "plans").mkdir()
    for place in ("__MACOSX", "plans"):
        (tmp_path / place / "plan.pdf").write_bytes(b"x")
    assert {found.code for found in find([tmp_path / "__MACOSX", tmp_path / "plans"])} == {""}


def test_a_snapshot_is_named_by_its_content(tmp_path):
    (tmp_path / "plan.pdf").write_bytes(b"content")
    sha256, size = snapshot(tmp_path / "plan.pdf", tmp_path)
    assert (sha256, size) == (hashlib.sha256(b"content").hexdigest(), 7)
    assert (tmp_path / sha256).read_bytes() == b"content"


@pytest.mark.parametrize(("content", "limit", "code"), [(b"", 10, "EMPTY_FILE"), (b"x" * 11, 10, "TOO_BIG")])
def test_sizes_that_are_refused(tmp_path, content, limit, code):
    (tmp_path / "plan.pdf").write_bytes(content)
    with pytest.raises(DocumentError) as caught:
        snapshot(tmp_path / "plan.pdf", tmp_path, limit)
    assert caught.value.code == code


def test_a_file_that_is_gone(tmp_path):
    with pytest.raises(DocumentError) as caught:
        snapshot(tmp_path / "plan.pdf", tmp_path)
    assert caught.value.code == "VANISHED"


def test_a_file_that_grows_while_it_is_copied(tmp_path, monkeypatch):
    path = tmp_path / "plan.pdf"
    path.write_bytes(b"x" * 100)
    read = finder._read

    def read_and_grow(source):
        block = read(source)
        if block:
            with path.open("ab") as file:
                file.write(b"more")
        return block[:100]

    monkeypatch.setattr(finder, "_read", read_and_grow)
    monkeypatch.setattr(finder, "_CHUNK", 100)
    with pytest.raises(DocumentError) as caught:
        snapshot(path, tmp_path, 300)
    assert caught.value.code in ("CHANGED_WHILE_READ", "TOO_BIG")
    assert [p.name for p in tmp_path.iterdir()] == ["plan.pdf"]


def test_no_copy_is_left_when_it_is_refused(tmp_path):
    spool = tmp_path / "spool"
    spool.mkdir()
    (tmp_path / "plan.pdf").write_bytes(b"x" * 100)
    with pytest.raises(DocumentError):
        snapshot(tmp_path / "plan.pdf", spool, 50)
    assert list(spool.iterdir()) == []


def test_a_folder_is_no_candidate(tmp_path):
    (tmp_path / "plan.pdf").mkdir()
    assert codes(tmp_path) == {}
    assert Path(tmp_path / "plan.pdf").is_dir()
