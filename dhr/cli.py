"""The boundary of the program: whatever a command ends with becomes an exit code (CONTRACT.md) and a sentence."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence

import click

from dhr.commands import cli
from dhr.commands.base import FAULT, INTERRUPTED, OK, RULES, USAGE, LeaveError

__all__ = ["cli", "invoke"]


def invoke(arguments: Sequence[str]) -> int:
    """Run the command line and return the exit code. Whatever happens, the user sees a sentence and no traceback."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may know fewer characters than the plans hold
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(list(arguments), prog_name="dhr", standalone_mode=False)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return USAGE
    except (KeyboardInterrupt, click.Abort):
        return _said(INTERRUPTED, "Interrupted.")
    except BrokenPipeError:  # `dhr search ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return OK
    except LeaveError as end:
        return _said(end.code, str(end))
    except Exception as error:  # the one boundary of the program
        return _explained(error)
    return OK


def _said(code: int, sentence: str) -> int:
    if sentence:
        click.echo(f"dhr: {sentence}", err=True)
    return code


def _explained(error: Exception) -> int:
    """A sentence for every error that a command knows, and for the others how to find out more."""
    if os.environ.get("DHR_DEBUG"):
        import traceback

        traceback.print_exception(error)
    from dhr.ledger import LedgerError
    from dhr.lock import BusyError
    from dhr.outputs import NoOutputError, OutputError
    from dhr.publisher import PublishError
    from dhr.reply import StartError
    from dhr.run import NothingToReadError, RunError
    from publish.store import StoreError

    match error:
        case BusyError():
            who = f" (process {error})" if str(error) else ""
            return _said(
                USAGE,
                f"Another run is writing to this output{who}. Wait until it ends, or choose another -o.",
            )
        case StartError(code="RULES_INVALID"):
            return _said(RULES, f"The rules cannot be used:\n{error.detail}")
        case StartError(code="SANDBOX_OPEN"):
            return _said(
                FAULT, f"The walls around the readers do not hold here ({error.detail}), so nothing was read."
            )
        case StoreError() | NothingToReadError() | NoOutputError():
            return _said(USAGE, str(error))
        case RunError() | OutputError() | LedgerError():
            return _said(FAULT, str(error))
        case PublishError(disk=True) | OSError(filename=None) | sqlite3.OperationalError():
            text = f"The disk did not take the outputs ({error}). The old ones are as they were. Make room and run again."
            return _said(FAULT, text)
        case OSError():
            return _said(
                FAULT,
                f"{error.strerror}: {error.filename}. What was read stays read. Put that right and run again.",
            )
    return _said(
        FAULT,
        f"An unexpected fault ({type(error).__name__}). What was read stays read. The same command with --debug shows more;"
        " please report it.",
    )
