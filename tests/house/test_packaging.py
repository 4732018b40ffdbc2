"""What is installed is everything that runs: content, templates and static files too."""

import tomllib
from pathlib import Path

from tests.house.sources import ROOT, SOURCE, short


def test_every_file_that_is_not_code_is_carried_by_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["dueregard"]
    carried: set[Path] = set()
    for pattern in patterns:
        carried |= set(SOURCE.glob(pattern))

    left_behind = [
        short(path) for path in SOURCE.rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
        and "__pycache__" not in path.parts and path not in carried
    ]

    assert left_behind == []


def test_the_example_in_the_package_is_what_the_instrument_says_today():
    from dueregard.findings.reading_tables import read
    from dueregard.instruments import load

    measured = load("deployments").measure(read(ROOT / "examples" / "met-lfr-deployments.csv"))
    kept = SOURCE / "content" / "example" / "deployments-finding.json"

    assert kept.read_text(encoding="utf-8").strip() == measured.to_json()


def test_no_lock_file_names_a_host():
    locks = [*(ROOT / "requirements").glob("*.txt"), ROOT / "package-lock.json"]

    found = [
        f"{short(path)}: {line.strip()}" for path in locks
        for line in path.read_text(encoding="utf-8").splitlines()
        if "://" in line and "github.com/sponsors" not in line
    ]

    assert found == []
