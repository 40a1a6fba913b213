"""Damaged copies of good documents through the guard: files in = outcomes out, and no exception gets away.

usage: python -m bench.mutate [COUNT] [--seed N] [--keep FOLDER] [--folders FOLDER...]

Keeps, in FOLDER, the mutants that hung, crashed, ran out of memory or met an exception nobody foresaw.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from dhr.guard import Guard
from dhr.reply import DOCUMENTS, Limits, Reply

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = (ROOT / "samples", ROOT.parent / "shared" / "plans" / "dev")
FAULTS = ("INTERNAL", "SANDBOX_LOST", "BAD_RESULT", "WORKER_EXIT", "SANDBOX_DENIED")
"""Endings that are a fault of ours, whatever the file."""
LIMITS = Limits(cpu_s=15, wall_s=90.0, documents=DOCUMENTS)

Chance = random.Random
Mutator = Callable[[Chance, bytearray, bytes], None]


def flip(chance: Chance, data: bytearray, other: bytes) -> None:
    for _ in range(chance.choice((1, 3, 10, 100))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def overwrite(chance: Chance, data: bytearray, other: bytes) -> None:
    for _ in range(chance.choice((1, 10, 50))):
        data[chance.randrange(len(data))] = chance.choice((0, 0xFF, 0x20, chance.randrange(256)))


def cut(chance: Chance, data: bytearray, other: bytes) -> None:
    del data[chance.randrange(1, len(data)) :]


def drop(chance: Chance, data: bytearray, other: bytes) -> None:
    at = chance.randrange(len(data))
    del data[at : at + chance.choice((1, 7, 100, 4096))]


def splice(chance: Chance, data: bytearray, other: bytes) -> None:
    at, start = chance.randrange(len(data)), chance.randrange(len(other))
    data[at:at] = other[start : start + chance.choice((10, 500, 20_000))]


def repeat(chance: Chance, data: bytearray, other: bytes) -> None:
    at = chance.randrange(len(data))
    block = bytes(data[at : at + chance.choice((5, 60, 2_000))])
    data[at:at] = block * chance.choice((2, 50))


def blank(chance: Chance, data: bytearray, other: bytes) -> None:
    at = chance.randrange(len(data))
    size = min(len(data) - at, chance.choice((16, 512, 8192)))
    data[at : at + size] = bytes(size)


def number(chance: Chance, data: bytearray, other: bytes) -> None:
    """Put a number nobody reckons with in the place of one."""
    digits = [i for i in range(len(data)) if 48 <= data[i] <= 57][:200_000]
    for _ in range(chance.choice((1, 5, 20))):
        if digits:
            at = chance.choice(digits)
            if at < len(data):
                data[at : at + 1] = chance.choice(
                    (b"-1", b"0", b"999999999", b"2147483648", b"1e9", b"NaN", b"9" * 40)
                )


MUTATORS: tuple[Mutator, ...] = (flip, overwrite, cut, drop, splice, repeat, blank, number)


def inside_word(chance: Chance, data: bytes, other: bytes) -> bytes:
    """Change the XML inside a Word package and pack it again: the archive is sound, what it holds is not."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        parts = [name for name in source.namelist() if name.endswith((".xml", ".rels"))]
        chosen = "word/document.xml" if chance.random() < 0.6 else chance.choice(parts)
        for name in source.namelist():
            content = bytearray(source.read(name))
            if name == chosen and content:
                chance.choice(MUTATORS)(chance, content, other)
            target.writestr(name, bytes(content))
    return out.getvalue()


def inside_pdf(chance: Chance, data: bytes, other: bytes) -> bytes:
    """Change a PDF whose streams are unpacked, so that the change meets operators and dictionaries."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)  # fmt: skip
    content = bytearray(out.getvalue())
    chance.choice(MUTATORS)(chance, content, other)
    return bytes(content)


def mutants(documents: list[tuple[str, bytes]], count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield (name, content) of damaged copies; the same ones for the same documents and seed."""
    for index in range(count):
        chance = random.Random(f"{seed} {index}")
        name, data = documents[index % len(documents)]
        other = chance.choice(documents)[1]
        if chance.random() < 0.5:
            content = (inside_word if name.endswith(".docx") else inside_pdf)(chance, data, other)
        else:
            copy = bytearray(data)
            chance.choice(MUTATORS)(chance, copy, other)
            content = bytes(copy)
        yield f"{index:05d} {name}", content


def documents(folders: tuple[Path, ...] = FOLDERS) -> list[tuple[str, bytes]]:
    """The good documents, the small ones of each folder that exists."""
    paths = [p for folder in folders for p in sorted(folder.glob("*")) if p.suffix in (".pdf", ".docx")]
    return [(path.name, path.read_bytes()) for path in paths if path.stat().st_size < 400_000]


def read_all(cases: Iterator[tuple[str, bytes]], lanes: int = 2) -> Iterator[tuple[str, bytes, Reply]]:
    """Have each read, as a run does."""
    with tempfile.TemporaryDirectory() as folder, Guard("dhr.worker", LIMITS, lanes) as guard:

        def read(case: tuple[str, bytes]) -> tuple[str, bytes, Reply]:
            name, content = case
            path = Path(folder, hashlib.sha256(name.encode()).hexdigest())
            path.write_bytes(content)
            digest = hashlib.sha256(content).hexdigest()
            job = {"task": "read", "path": str(path), "name": name, "sha256": digest, "size": len(content)}
            reply = guard.run(job)
            path.unlink()
            return name, content, reply

        with ThreadPoolExecutor(lanes) as pool:
            yield from pool.map(read, cases)


def code_of(reply: Reply) -> str:
    """How the reading ended, in one word."""
    if reply.head is None:
        return reply.code
    if reply.head.get("code"):
        return str(reply.head["code"])
    if "rows" not in reply.head:
        return str(reply.head["media_type"])
    lost = reply.head.get("lost")
    return f"partial {lost['code']}" if lost else "read, rows" if reply.head["rows"] else "read, no rows"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--folders", type=Path, nargs="+", default=FOLDERS)
    options = parser.parse_args()
    codes: Counter[str] = Counter()
    details: Counter[str] = Counter()
    worst_mb, worst_cpu, started = 0, 0.0, time.monotonic()
    good = documents(tuple(options.folders))
    for name, content, reply in read_all(mutants(good, options.count, options.seed)):
        code = code_of(reply)
        codes[code] += 1
        worst_mb, worst_cpu = max(worst_mb, reply.peak_mb), max(worst_cpu, reply.cpu_s)
        if reply.code and reply.code not in ("DOCX_CORRUPT", "PDF_CORRUPT"):
            details[f"{reply.code} {reply.detail}"] += 1
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                (options.keep / f"{reply.code} {name}").write_bytes(content)
    total = sum(codes.values())
    print(
        f"{options.count} mutants of {len(good)} documents, {total} outcomes, {time.monotonic() - started:.0f} s"
    )
    for code, count in codes.most_common():
        print(f"{count:6} {code}")
    print(
        f"faults of ours: {sum(codes[code] for code in FAULTS)}; worst worker {worst_mb} MB, {worst_cpu:.1f} s of processor time"
    )
    for detail, count in details.most_common(20):
        print(f"{count:6} {detail}")


if __name__ == "__main__":
    main()
