"""What all verbs share: the group they belong to, exit codes, common options."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from dhr import __version__

OK, FAULT, USAGE, UNREAD, RULES, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes: all well; unexpected fault; wrong use; done, but some files partial or failed; rules invalid; Ctrl-C."""

F = TypeVar("F", bound=Callable[..., Any])


class LeaveError(Exception):
    """End the command with an exit code and, if there is one, a sentence on stderr."""

    def __init__(self, code: int, sentence: str = "") -> None:
        super().__init__(sentence)
        self.code = code


def _debug(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        os.environ["DHR_DEBUG"] = "1"


debug_option = click.option(
    "--debug", is_flag=True, expose_value=False, callback=_debug, help="Show technical detail of a fault."
)


class _OutputFolder(click.Path):
    """A folder with a name: an empty -o is an unset variable of a script, and would be the folder one stands in."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("It is empty. Name the folder of the outputs.", param, ctx)
        return super().convert(value, param, ctx)


output_option = click.option(
    "-o",
    "--output",
    type=_OutputFolder(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="Folder of the outputs.",
)


def verb(
    *decorators: Callable[[F], F], kind: type[click.Command] = click.Command
) -> Callable[[F], click.Command]:
    """A command of dhr, with the option that all have. kind: how its command line is read."""

    def make(function: F) -> click.Command:
        for decorator in (debug_option, *reversed(decorators)):
            function = decorator(function)
        return cli.command(cls=kind, context_settings={"help_option_names": ["-h", "--help"]})(function)

    return make


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dhr")
def cli() -> None:
    """Turn published Domestic Homicide Review action plans into a searchable dataset and an Excel workbook.

    Start with:  dhr run FOLDER
    """
