"""Have LibreOffice turn an older document into .docx, in a process of its own: the workers may start no program.

The process is limited in memory, time and written bytes, and what it starts inherits that; ingest.word.legacy takes
the network from LibreOffice.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from types import FrameType

from dhr import child
from ingest.errors import DocumentError

SECONDS = 150.0
_MEMORY = 4 << 30  # address space: LibreOffice maps far more than the 0.2 GB it uses
_WRITTEN = 512 << 20


class Converter:
    """Conversions that can be called off. convert() may be called from several threads."""

    def __init__(self) -> None:
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._closed = threading.Event()

    def convert(self, path: Path, media_type: str, folder: Path) -> Path:
        """Return the .docx made from path inside folder. DocumentError: NEEDS_LIBREOFFICE, CONVERSION_FAILED, DOCX_PASSWORD."""
        with self._lock:
            if self._closed.is_set():
                raise DocumentError("CONVERSION_FAILED", "called off")
            process = subprocess.Popen(
                child.command("dhr.conversion", str(path), media_type, str(folder)),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=child.environment(),
                start_new_session=sys.platform != "win32",
            )
            self._running.add(process)
        try:
            answer, _ = process.communicate(timeout=SECONDS)
            message = json.loads(answer)
        except (subprocess.TimeoutExpired, ValueError):
            raise DocumentError("CONVERSION_FAILED", "no answer") from None
        finally:
            process.terminate()
            process.wait()
            with self._lock:
                self._running.discard(process)
        if "path" not in message:
            raise DocumentError(str(message.get("code")), str(message.get("detail")))
        return Path(message["path"])

    def close(self) -> None:
        """Call off what runs, and whatever would follow."""
        with self._lock:
            self._closed.set()
            for process in self._running:
                process.terminate()


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    from dhr.walls import lower_limit

    lower_limit(resource.RLIMIT_AS, _MEMORY, _MEMORY)
    lower_limit(resource.RLIMIT_FSIZE, _WRITTEN, _WRITTEN)
    lower_limit(resource.RLIMIT_CPU, int(SECONDS), int(SECONDS))
    lower_limit(resource.RLIMIT_CORE, 0, 0)


def _leave(number: int, frame: FrameType | None) -> None:
    raise SystemExit(1)  # so that legacy.convert's finally ends LibreOffice too


def main() -> None:
    """Convert the file named on the command line; print where the copy is, or the code of what went wrong."""
    from ingest.word.legacy import convert

    signal.signal(signal.SIGTERM, _leave)
    _limit()
    path, media_type, folder = sys.argv[1:]
    try:
        print(json.dumps({"path": str(convert(Path(path), media_type, Path(folder)))}))
    except DocumentError as error:
        print(json.dumps({"code": error.code, "detail": error.detail}))


if __name__ == "__main__":
    main()
