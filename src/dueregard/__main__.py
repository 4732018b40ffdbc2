"""The one command, `dueregard`, and everything it can do.

Without this file a person would have to know which part of the software holds which command.
Nothing is imported before it is asked for, so that help comes at once.
"""

import importlib
import os
import sys
from collections.abc import Mapping, Sequence

import click

from dueregard import DEFINITION, __version__
from dueregard.answers import DueRegardError

COMMANDS: Mapping[str, tuple[str, str]] = {
    "measure": ("dueregard.cli.measure:measure", "Measure a file and say what it shows."),
    "count": ("dueregard.cli.count:count", "Count records by group; keep the counts alone."),
    "deployment-table": (
        "dueregard.cli.deployment_table:deployment_table",
        "Write a log of deployments in the Home Office's layout.",
    ),
    "plan": ("dueregard.cli.plan:plan", "Plan how large a trial must be."),
    "compare": ("dueregard.cli.compare:compare", "Set forces beside their like, with no league."),
    "check": ("dueregard.cli.check:check", "Check a supplier's table, or a tool's own answers."),
    "identify": (
        "dueregard.cli.identify:identify", "List what the facts of a use raise, and the law."
    ),
    "weigh": ("dueregard.cli.weigh:weigh", "Weigh options against carrying on as now."),
    "share": ("dueregard.cli.share:share", "Say whether something may be shared, and why not."),
    "verify": ("dueregard.cli.verify:verify", "Check that an exported ledger is whole."),
    "witness": ("dueregard.cli.witness:witness", "Watch a ledger from outside; sign its heads."),
    "draw": ("dueregard.cli.draw:draw_", "Draw encounters by words that a panel chose."),
    "sample": ("dueregard.cli.sample:sample", "Draw an inspector's sample again."),
    "up": ("dueregard.web.commands:up", "Start the workbench."),
    "demo": ("dueregard.web.commands:demo", "Start the workbench with an example force."),
    "import": ("dueregard.web.commands:import_", "Take in a list that the force already keeps."),
    "packs": ("dueregard.web.packing:packs", "List packs; bring in a newer one from a file."),
    "backup": ("dueregard.web.keeping_commands:backup", "Write everything to one file."),
    "restore": ("dueregard.web.keeping_commands:restore", "Put everything back from that file."),
    "upgrade": ("dueregard.web.keeping_commands:upgrade", "Bring an installation to this version."),
    "ledger": ("dueregard.web.ledger_commands:ledger", "Sign the ledger's head; prove an entry."),
    "export-ledger": ("dueregard.web.commands:export_ledger", "Write the ledger to a folder."),
    "django": ("dueregard.web.commands:django", "Run one of Django's own commands."),
}
_NEEDS_WORKBENCH = (
    "This command needs the workbench: pip install 'dueregard[workbench]'"
)


class LazyGroup(click.Group):
    """Commands imported when they are run; their names and one line each are known before."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every name, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or nothing where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name][0].split(":")
        try:
            found = getattr(importlib.import_module(module), name)
        except ModuleNotFoundError as error:
            if module.startswith("dueregard.web") and not str(error.name).startswith("dueregard"):
                raise DueRegardError(_NEEDS_WORKBENCH) from None
            raise
        if not isinstance(found, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name][0]} is not a command")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in the help, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, words) in COMMANDS.items()])


@click.group(
    cls=LazyGroup, help=DEFINITION, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="dueregard")
def dueregard() -> None:
    """Hold the commands together."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; end with 0 when done, 2 and one clear sentence when it cannot be."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = dueregard.main(
            args=None if arguments is None else list(arguments),
            prog_name="dueregard", standalone_mode=False,
        )
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except DueRegardError as error:
        click.echo(str(error), err=True)
        return 2
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort):
        return 130
    except BrokenPipeError:
        # The reader of a pipe has left: point what is still to be written at nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


if __name__ == "__main__":
    main()
