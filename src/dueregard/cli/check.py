"""`dueregard check`: what others say of a tool, held against what they can show.

Without this file each check would be a command of its own, and nobody would find the second.
"""

import click

from dueregard.cli.check_answers import answers
from dueregard.cli.check_claim import claim


@click.group("check", help="Check what others say: a supplier's table, or a tool's own answers.")
def check() -> None:
    """Hold what can be checked together."""


check.add_command(claim)
check.add_command(answers)
