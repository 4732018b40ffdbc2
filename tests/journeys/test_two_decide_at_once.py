"""Two people decide at once: one decision, and a clear word to the other.

In processes of their own, on a database of its own, because that is how it happens.
"""

import json
import shutil
import subprocess
import sys

import pytest
from tests.homes import ROOT, databases_of_its_own, environment_of
from tests.journeys.conftest import _two_free_ports


@pytest.fixture
def environment(tmp_path, empty_home):
    """A new home; on PostgreSQL, new databases too."""
    home = shutil.copytree(empty_home, tmp_path / "home")
    return environment_of(home) | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"} | databases_of_its_own(
        str(_two_free_ports()), like=empty_home.parent.name)


def start(environment, *words):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.deciding", *map(str, words)], cwd=ROOT, text=True,
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )


def heard(process):
    out, problem = process.communicate(timeout=120)
    assert process.returncode == 0, problem
    return json.loads(out.splitlines()[-1])


def test_of_two_who_decide_at_once_one_decides_and_the_other_reads_who_did(
    environment, tmp_path
):
    begun = heard(start(environment, "begin"))
    first, second = begun["makers"]

    both = [
        start(environment, "decide", person, verdict, tmp_path, begun["matter"])
        for person, verdict in ((first, "go-on-trial"), (second, "not-yet"))
    ]
    said = [heard(each) for each in both]

    stands = heard(start(environment, "end", begun["ref"]))
    (won,) = [each for each in said if not each["code"]]
    (lost,) = [each for each in said if each["code"]]
    assert stands["by"] == won["by"]
    assert stands["status"] == {"Go on trial": "trial"}.get(stands["verdict"], "in-assessment")
    assert lost["code"] == "too-late"
    assert f"{won['by']} (Assistant Chief Constable) decided on" in lost["reason"]
    assert stands["verdict"].lower() in lost["reason"]
    assert "Nothing that you entered was kept" in lost["reason"]
    assert sorted(stands["refused"]) == [False, True]
