"""dhr rules: the mirror of those who edit the rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dhr.commands.base import RULES, USAGE, LeaveError, cli, debug_option, output_option


@cli.group(context_settings={"help_option_names": ["-h", "--help"]})
def rules() -> None:
    """For those who edit the rules: are they valid, which never fired, which values met none."""


@rules.command("check")
@debug_option
def rules_check() -> None:
    """Check every rules file. Exit code 4 when something is wrong."""
    from normalise.rulebook import check, rule_files

    problems = check()
    for problem in problems:
        click.echo(problem)
    if problems:
        raise LeaveError(RULES, f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in the rules.")
    click.echo(f"All {len(rule_files())} rules files are valid.")


@rules.command("unused")
@output_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object: rule -> how often it fired.")
@debug_option
def rules_unused(output: Path, as_json: bool) -> None:
    """List the rules that made no reading in the dataset."""
    import json

    from normalise.rulebook import fired, rule_names

    counts = fired(_dataset(output))
    names = rule_names()
    if as_json:
        click.echo(json.dumps({name: counts[name] for name in names}, indent=2))
        return
    never = [name for name in names if not counts[name]]
    click.echo(f"Of {len(names)} rules, {len(never)} made no reading in {output}:", err=True)
    for name in never:
        click.echo(name)


@rules.command("unmatched")
@output_option
@click.option("--json", "as_json", is_flag=True, help="A JSON array of {column, value, rows}.")
@debug_option
def rules_unmatched(output: Path, as_json: bool) -> None:
    """List the values in the dataset that no rule could read, the most frequent first."""
    import json

    from normalise.rulebook import unmatched
    from publish.clean import visible

    counts = sorted(unmatched(_dataset(output)).items(), key=lambda item: (-item[1], item[0]))
    if as_json:
        values = [{"column": column, "value": value, "rows": rows} for (column, value), rows in counts]
        click.echo(json.dumps(values, ensure_ascii=False, indent=2))
        return
    if not counts:
        click.echo(f"Every value in {output} met a rule.", err=True)
        return
    click.echo(f"{len(counts)} values met no rule (rows, column: value):", err=True)
    for (column, value), count in counts:
        click.echo(f"{count:5}  {column}: {visible(' / '.join(value.split(chr(10))))}")


def _dataset(output: Path) -> list[Any]:
    import json

    from normalise.codec import action_from_dict
    from publish.names import ACTIONS_JSONL

    try:
        with (output / ACTIONS_JSONL).open(encoding="utf-8") as lines:
            return [action_from_dict(json.loads(line)) for line in lines]
    except FileNotFoundError:
        raise LeaveError(
            USAGE, f"There is no dataset in {output}. Run dhr run first, or name the output with -o."
        ) from None
