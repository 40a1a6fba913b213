"""Older formats by way of LibreOffice; without it, a clear word."""

import contextlib
import http.server
import threading
from pathlib import Path

import pytest

from ingest.errors import DocumentError
from ingest.sniff import RTF
from ingest.word import legacy

PLAN = r"""{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}
{\b Action plan}\par
\trowd\cellx3000\cellx6000 Recommendation\intbl\cell Lead Agency\intbl\cell\row
\trowd\cellx3000\cellx6000 Train staff\intbl\cell Police\intbl\cell\row
\pard Updated May 2021\par}"""

needs_office = pytest.mark.skipif(legacy.find_office() is None, reason="LibreOffice is not installed")


def failure(path, kind, folder):
    with pytest.raises(DocumentError) as caught:
        legacy.convert(path, kind, folder)
    return caught.value.code


@needs_office
def test_a_rich_text_plan_becomes_word(word, tmp_path):
    (tmp_path / "plan.rtf").write_text(PLAN)
    result = legacy.convert(tmp_path / "plan.rtf", RTF, tmp_path)
    document = word.open(result)
    assert word.grid(document.tables[0]) == [["Recommendation", "Lead Agency"], ["Train staff", "Police"]]
    assert not (tmp_path / "profile").exists()


@needs_office
def test_a_folder_named_from_here_will_do(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.rtf").write_text(PLAN)
    (tmp_path / "work").mkdir()
    assert legacy.convert(Path("plan.rtf"), RTF, Path("work")).is_file()


@needs_office
def test_what_cannot_be_converted_is_said(tmp_path):
    (tmp_path / "bad.odt").write_bytes(b"PK\x03\x04 not a document")
    assert failure(tmp_path / "bad.odt", "odt", tmp_path) == "CONVERSION_FAILED"


@needs_office
def test_the_time_limit_ends_it(tmp_path, monkeypatch):
    monkeypatch.setattr(legacy, "TIMEOUT", 0.05)
    (tmp_path / "plan.rtf").write_text(PLAN)
    assert failure(tmp_path / "plan.rtf", "rtf", tmp_path) == "CONVERSION_FAILED"


@needs_office
def test_a_linked_picture_is_not_fetched(tmp_path):
    asked = []

    class Canary(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Canary)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # LibreOffice goes by the content: a web page that is called .doc is opened as one, pictures and all (measured).
    page = (
        f'<html><body><img src="http://127.0.0.1:{server.server_port}/canary.png"><p>Plan</p></body></html>'
    )
    (tmp_path / "plan.doc").write_text(page)
    try:
        with contextlib.suppress(DocumentError):
            legacy.convert(tmp_path / "plan.doc", "doc", tmp_path)
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []


def test_without_libreoffice_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(legacy, "INSTALLED", ())
    (tmp_path / "plan.rtf").write_text(PLAN)
    assert failure(tmp_path / "plan.rtf", "rtf", tmp_path) == "NEEDS_LIBREOFFICE"


def test_an_encrypted_old_document_asks_for_its_password(tmp_path):
    block = bytearray(12)
    block[0:2], block[11] = b"\xec\xa5", 1
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + block)
    assert failure(tmp_path / "a.doc", "doc", tmp_path) == "DOCX_PASSWORD"
