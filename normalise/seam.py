"""TEMPORARY while agencies, names and themes are being written next door: nothing is resolved, masked or tagged."""

# ruff: noqa
# mypy: ignore-errors
try:
    from normalise.names import mask, mask_author
except ImportError:

    def mask(text, keep):
        return text, ()

    def mask_author(author):
        return "[name]"
