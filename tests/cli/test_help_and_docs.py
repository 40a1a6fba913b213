"""A verb without help or without a section in docs/command.md fails the build; docs/errors.md is made from the codes."""

from pathlib import Path

import click
import pytest

from dhr import errors_page
from dhr.cli import cli, invoke

DOCS = Path(__file__).resolve().parents[2] / "docs"


def verbs(group=cli, path=()):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from verbs(command, (*path, name))
        yield (*path, name), command


VERBS = dict(verbs())


@pytest.mark.parametrize("path", VERBS, ids=" ".join)
def test_every_verb_has_help(path, capsys):
    assert invoke([*path, "--help"]) == 0
    shown = capsys.readouterr().out
    assert f"Usage: dhr {' '.join(path)}" in shown
    assert VERBS[path].help


@pytest.mark.parametrize("path", VERBS, ids=" ".join)
def test_every_option_has_help(path):
    options = [p for p in VERBS[path].params if isinstance(p, click.Option)]
    assert [p.name for p in options if not p.help] == []


@pytest.mark.parametrize("path", VERBS, ids=" ".join)
def test_every_verb_and_option_is_in_the_docs(path):
    text = (DOCS / "command.md").read_text(encoding="utf-8")
    heading = f"# dhr {' '.join(path)}\n"
    assert heading in text
    section = text.split(heading)[1].split("\n## ")[0]
    common = {"--debug", "-o"}
    options = {p.opts[0] for p in VERBS[path].params if isinstance(p, click.Option)} - common
    assert {option for option in options if option not in section} == set()


def test_the_page_of_codes_is_current():
    assert (DOCS / "errors.md").read_text(encoding="utf-8") == errors_page.page(), (
        "run python -m dhr.errors_page"
    )


def test_the_version_is_that_of_the_package():
    import tomllib

    from dhr import __version__

    project = tomllib.loads((DOCS.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
