"""Workers that add to the ledger and sign it at once: one chain, one tree, whatever the order."""

import json
import os
import subprocess
import sys

import pytest
from tests.homes import ROOT, databases_of_its_own

from dueregard.ledger import notes

WORKERS, TURNS, TOGETHER = 3, 12, 30
# Each worker adds batches and single lines, and signs in between, as fast as it can.
WORK = f"""
import sys
from datetime import UTC, datetime
import django
django.setup()
from dueregard.ledger import notes
from dueregard.ledger.actions import act
from dueregard.ledger.heads import actions as heads
from dueregard.ledger.processing import actions
from dueregard.ledger.processing.rules import Operation, Processing
from dueregard.ledger.rules import Actor

signer = notes.signer_from_text(sys.argv[1])
by = Actor(id=int(sys.argv[2]), name="Worker")
seen = Processing(op=Operation.CONSULTATION, system="Custody", data_class="Record",
                  reason="To try", case_ref="TRY-1")
for _turn in range({TURNS}):
    actions.record_many([seen] * {TOGETHER}, by=by, now=datetime.now(UTC))
    heads.sign(signer=signer, now=datetime.now(UTC))
    with act("people:page:see", by=by, now=datetime.now(UTC)):
        pass
"""
CHECK = """
import json
import django
django.setup()
from dueregard.ledger import queries, rules
from dueregard.ledger.heads import queries as heads
from dueregard.ledger.models import Entry, Part

signed = list(heads.all_signed())
roots = {each.size: each.root for each in signed}
outcome = rules.verify(queries.lines(processing=True), roots=roots)
workers = {}
for entry in Entry.objects.filter(verb="processing:data:consultation"):
    workers[entry.body["by"]["id"]] = workers.get(entry.body["by"]["id"], 0) + 1
print(json.dumps({"outcome": type(outcome).__name__, "reason": getattr(outcome, "reason", ""),
                  "entries": getattr(outcome, "entries", 0), "signed": len(signed),
                  "workers": workers, "parts": Part.objects.count()}))
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory):
    """A home with the tables of the ledger alone, on the database that is being tried."""
    home = tmp_path_factory.mktemp("workers")
    made = os.environ | {
        "PYTHONPATH": str(ROOT / "src"), "DUEREGARD_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "dueregard.web.settings",
    } | databases_of_its_own(str(os.getpid()))
    subprocess.run([sys.executable, "-m", "django", "migrate", "ledger", "--verbosity", "0"],
                   env=made, check=True)
    return made


def test_several_workers_at_once_never_fork_the_ledger_and_every_signed_head_holds(environment):
    signer = notes.new_signer("ledger.example.police.uk", notes.Kind.LEDGER)
    running = [
        subprocess.Popen([sys.executable, "-c", WORK, signer.text, str(number)], env=environment,
                         stderr=subprocess.PIPE, text=True)
        for number in range(WORKERS)
    ]
    said = [each.communicate()[1] for each in running]

    found = subprocess.run([sys.executable, "-c", CHECK], env=environment, check=True,
                           capture_output=True, text=True)
    after = json.loads(found.stdout)
    assert [each.returncode for each in running] == [0] * WORKERS, said
    assert after["outcome"] == "Verified", after["reason"]
    assert after["entries"] == WORKERS * TURNS * (TOGETHER + 1)
    assert set(after["workers"].values()) == {TURNS * TOGETHER}
    assert after["signed"] > TURNS
    assert after["parts"] == after["entries"] // 256
