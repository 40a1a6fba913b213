"""Older and other text formats (.doc, .odt, .rtf) become .docx through LibreOffice, if it is installed.

LibreOffice fetches linked pictures and pages while it converts (measured); so it gets no network where the system
allows that without rights (a network namespace on Linux), and everywhere a profile of its own, made for one file,
whose proxy leads nowhere and which runs no macro and follows no link.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from functools import cache
from pathlib import Path

from ingest.errors import DocumentError
from ingest.sniff import DOC, DOCX, ODT, RTF, sniff

TIMEOUT = 120.0  # seconds of wall clock
EXTENSIONS = {DOC: "doc", ODT: "odt", RTF: "rtf", "doc": "doc", "odt": "odt", "rtf": "rtf"}
# Where the installers put it when it is not on the PATH.
INSTALLED = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
NOWHERE = "127.0.0.1"  # and port 9, "discard": a proxy that answers nothing
SETTINGS = (
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", NOWHERE),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", NOWHERE),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetFTPProxyName", NOWHERE),
    ("org.openoffice.Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
)


def convert(path: Path, kind: str, workdir: Path) -> Path:
    """Convert a file to .docx inside workdir (which must exist) and return where it is.

    kind: the media type that sniff() gave, or "doc", "odt", "rtf".
    DocumentError: NEEDS_LIBREOFFICE, DOCX_PASSWORD, CONVERSION_FAILED (also after 120 seconds).
    """
    extension = EXTENSIONS[kind]
    if extension == "doc" and _asks_for_password(path):
        raise DocumentError("DOCX_PASSWORD", "encrypted .doc")
    office = find_office()
    if office is None:
        raise DocumentError("NEEDS_LIBREOFFICE", extension)
    workdir = workdir.resolve()  # LibreOffice runs in there
    source, output, profile = workdir / f"source.{extension}", workdir / "converted", workdir / "profile"
    shutil.copyfile(path, source)
    output.mkdir()
    _write_profile(profile)
    command = [
        *no_network(),
        office,
        f"-env:UserInstallation={profile.resolve().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(output), str(source)),
    ]
    try:
        _run(command, workdir)
    finally:
        source.unlink(missing_ok=True)
        shutil.rmtree(profile, ignore_errors=True)
    result = output / "source.docx"
    # The exit code says nothing: LibreOffice ends with 0 without an output in one of eight hostile conversions.
    if not result.is_file() or result.stat().st_size == 0 or sniff(result) != DOCX:
        raise DocumentError("CONVERSION_FAILED", "no output")
    return result


def find_office() -> str | None:
    """The LibreOffice program, None if there is none."""
    for name in ("soffice", "libreoffice", "soffice.com"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in INSTALLED if Path(place).is_file()), None)


@cache
def no_network() -> tuple[str, ...]:
    """The words before a command that take the network from it; () where the system has none to offer."""
    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    if unshare is None:
        return ()
    prefix = (unshare, "--user", "--map-current-user", "--net", "--")
    for words in (prefix, (unshare, "--user", "--map-root-user", "--net", "--"), (unshare, "--net", "--")):
        try:
            if subprocess.run([*words, "true"], capture_output=True, timeout=10, check=False).returncode == 0:
                return words
        except (OSError, subprocess.TimeoutExpired):
            continue
    return ()


def _asks_for_password(path: Path) -> bool:
    """The fEncrypted bit of the file information block ([MS-DOC] 2.5.2), where the block stands first as usual."""
    with path.open("rb") as stream:
        head = stream.read(524)
    return head[512:514] == b"\xec\xa5" and bool(head[523] & 1)


def _write_profile(profile: Path) -> None:
    user = profile / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(command: list[str], workdir: Path) -> None:
    """Run to the end or to the time limit, then end the whole process group."""
    proxy = f"http://{NOWHERE}:9"
    environment = {
        **os.environ,
        "HOME": str(workdir),
        "TMPDIR": str(workdir),
        "http_proxy": proxy,
        "https_proxy": proxy,
        "SAL_DISABLE_DEFAULTPRINTER": "1",
    }
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=workdir,
            start_new_session=True,
        )
    except OSError as error:
        raise DocumentError("CONVERSION_FAILED", type(error).__name__) from None
    try:
        process.wait(TIMEOUT)
    except subprocess.TimeoutExpired:
        raise DocumentError("CONVERSION_FAILED", "time limit") from None
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
