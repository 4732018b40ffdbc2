"""Homes for installations of their own: made once, whoever needs them first, and copied.

To make the tables takes ten seconds and to play the example force thirty; to copy a home, none.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def made_once(factory, name: str, *commands: tuple[str, ...]) -> Path:
    """A home that these commands left, made by whichever worker needs it first."""
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    home = shared / name / "demo"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            environment = {**environment_of(home), **databases_of_its_own(name)}
            for each in commands:
                subprocess.run([sys.executable, "-m", "dueregard", *each], cwd=ROOT, check=True,
                               env=environment, stdout=subprocess.DEVNULL)
    return home


def environment_of(home: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DUEREGARD_HOME": str(home)}


def databases_of_its_own(name: str, *, like: str | None = None) -> dict[str, str]:
    """On PostgreSQL, two new databases; a file in the home otherwise, and nothing to say."""
    address = os.environ.get("DUEREGARD_DATABASE_URL")
    if not address:
        return {}
    import psycopg

    made = {
        "DUEREGARD_DATABASE_URL": "journey_{}",
        "DUEREGARD_PUBLIC_DATABASE_URL": "journey_{}_public",
    }
    with psycopg.connect(address, autocommit=True) as connection:
        for each in made.values():
            copied = f" TEMPLATE {each.format(like)}" if like else ""
            connection.execute(f"CREATE DATABASE {each.format(name)}{copied}")
    server = address.rpartition("/")[0]
    return {variable: f"{server}/{each.format(name)}" for variable, each in made.items()}
