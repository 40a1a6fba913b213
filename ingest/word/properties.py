"""Document properties of a Word package (docProps/core.xml)."""

from __future__ import annotations

from ingest.word.package import Package

# Local name in core.xml (ISO/IEC 29500-2, 11) -> our key.
KEYS = {
    "title": "title", "creator": "author", "created": "created", "modified": "modified",
    "lastModifiedBy": "last_modified_by", "subject": "subject", "category": "category",
}  # fmt: skip


def core_properties(package: Package) -> tuple[tuple[str, str], ...]:
    """Key and value of the properties that are set, in the order of KEYS."""
    found: dict[str, str] = {}
    for relation in package.relations(""):
        if relation.kind != "core-properties" or relation.external:
            continue
        part = package.part(relation.target)
        for item in () if part is None else part:
            key = KEYS.get(str(item.tag).rsplit("}", 1)[-1])
            value = " ".join((item.text or "").split())
            if key is not None and value:
                found.setdefault(key, value)
    return tuple((key, found[key]) for key in KEYS.values() if key in found)
