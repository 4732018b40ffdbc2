"""The server killed in the midst of a thousand disclosures: the journey, asked for more of them."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
JOURNEY = "tests/journeys/test_nothing_acknowledged_is_lost.py"
DISCLOSURES = 1000


def run() -> None:
    """Fails where one that was acknowledged is not in the ledger once, or the tree does not hold."""
    started = time.perf_counter()
    outcome = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", JOURNEY, "-k", "killed_in_the_middle"], cwd=ROOT,
        env={**os.environ, "DUEREGARD_KILLED_AFTER": str(DISCLOSURES)}, check=False,
    )
    seconds = time.perf_counter() - started
    print(f"Killed after {DISCLOSURES:,} acknowledged disclosures, {seconds:.0f} s in all: "
          f"{'nothing lost' if outcome.returncode == 0 else 'FAILED'}")
    sys.exit(outcome.returncode)
