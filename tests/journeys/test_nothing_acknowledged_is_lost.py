"""The server is killed in the middle of writes: what it said was saved is saved, and verifies."""

import http.client
import json
import os
import re
import threading
import time
import urllib.parse

import pytest
from tests.journeys.conftest import Installation

pytestmark = pytest.mark.xdist_group("killed")
# How many disclosures are acknowledged before the server is killed; `tools/bench --killed` asks
# for a thousand.
DISCLOSURES = int(os.environ.get("DUEREGARD_KILLED_AFTER", "30"))


class Person:
    """Somebody with a browser that only knows how to send forms."""

    def __init__(self, installation: Installation, name: str = "Morgan") -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=60)
        self.cookies: dict[str, str] = {}
        page = self.get("/demo/")
        person = re.search(name + r'.*?name="person" value="(\d+)"', page, re.DOTALL)[1]
        self.post("/demo/", {"person": person}, page)

    def __enter__(self) -> "Person":
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def get(self, path: str) -> str:
        return self._send("GET", path, None)[1]

    def post(self, path: str, fields: dict[str, str], page: str) -> tuple[int, str]:
        mark = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
        once = re.search(r'name="once" value="([^"]+)"', page)
        fields = fields | {"csrfmiddlewaretoken": mark} | ({"once": once[1]} if once else {})
        return self._send("POST", path, urllib.parse.urlencode(fields))

    def add_a_use(self, name: str) -> tuple[int, str]:
        page = self.get("/uses/add/")
        return self.post("/uses/add/", {
            "affected": "People", "affected_count": "few", "name": name,
            "purpose": "To see whether it stays", "technology": "other",
        }, page)

    def share(self, reason: str) -> tuple[int, str]:
        """Share at once by the urgent path, as the agreement of the example force allows."""
        page = self.get("/sharing/urgent/")
        return self.post("/sharing/urgent/", {
            "items": "dash-score", "people": "victim", "purpose": "help-victims", "role": "idva",
            "reason": reason, "case_ref": "INC-1", "recipient": "Adviser on duty",
            "subject": "subject-1",
        }, page)

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.split(";")[0]
        text = response.read().decode("utf-8", "replace")
        return response.status, response.getheader("Location") or text


@pytest.fixture
def own(tmp_path, example_home):
    running = Installation(tmp_path / "killed" / "demo", made=example_home, workers=2)
    yield running
    if running.process.poll() is None:
        running.stop()


# Asked of the database itself after the kill: of each disclosure its request, and whether the
# entry that it names is a disclosure's; then how many entries of that kind there are.
_KEPT = """
import json
from dueregard.ledger.models import Entry
from dueregard.manage.sharing.models import Disclosure
verb = "processing:data:disclosure"
print(json.dumps({
    "of": [each.request_id for each in Disclosure.objects.all()],
    "logged": sum(Entry.objects.filter(seq=each.entry, verb=verb).exists()
                  for each in Disclosure.objects.all()),
    "different": Disclosure.objects.values("entry").distinct().count(),
    "entries": [each.body["facts"].get("case_ref") for each in Entry.objects.filter(verb=verb)],
}))
"""


def test_killed_in_the_middle_of_writes_nothing_acknowledged_is_lost(own):
    uses: list[str] = []
    shared: list[int] = []
    killed = threading.Event()

    def write(number: int) -> None:
        # The server may be killed at any moment, also while somebody still signs in; before that
        # somebody whom a busy machine kept waiting tries again.
        while not killed.is_set():
            try:
                write_on(number)
            except (OSError, http.client.HTTPException):
                continue

    def write_on(number: int) -> None:
        with Person(own, "Lee" if number % 2 else "Morgan") as person:
            for turn in range(200):
                words = f"Written by {number} in turn {turn}"
                status, where = person.share(words) if number % 2 else person.add_a_use(words)
                if status == 302 and "/uses/use-" in where:
                    uses.append(re.search(r"use-\d+", where)[0])
                elif status == 302 and "/sharing/requests/" in where:
                    shared.append(int(re.search(r"requests/(\d+)", where)[1]))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for each in writers:
        each.start()
    signed = None
    for _ in range(3000 + 10 * DISCLOSURES):
        if len(uses) >= 5 and signed is None:
            # A head is signed while others write: what comes after must go on from it.
            signed = own.run("ledger", "sign", "-o", str(own.home / "signed.txt"))
        if len(uses) >= 15 and len(shared) >= DISCLOSURES:
            break
        time.sleep(0.1)
    killed.set()
    own.kill()
    for each in writers:
        each.join(timeout=90)

    export = own.run("export-ledger", "-o", str(own.home / "ledger"))
    verified = own.run(
        "verify", str(own.home / "ledger"), "--since", str(own.home / "signed.txt")
    )
    entries = (own.home / "ledger" / "entries.jsonl").read_text()
    kept = json.loads(own.run("django", "shell", "-c", _KEPT).stdout.splitlines()[-1])
    assert len(uses) >= 15
    assert len(shared) >= DISCLOSURES
    assert export.returncode == 0, export.stderr
    assert signed.returncode == 0, signed.stderr
    assert verified.returncode == 0, verified.stderr
    assert "The ledger that you saw earlier is the beginning of this one" in verified.stdout
    assert "entries are not signed yet" not in verified.stdout
    assert [ref for ref in uses if f'"{ref}"' not in entries] == []
    assert [each for each in shared if kept["of"].count(each) != 1] == []
    assert kept["logged"] == kept["different"] == len(kept["of"])
    assert kept["entries"].count("INC-1") == len(kept["of"]) - 3, "the example gave three itself"


def test_the_same_form_sent_twice_makes_one_record(own):
    form = {
        "affected": "People", "affected_count": "few", "name": "Sent twice",
        "purpose": "To see", "technology": "other",
    }
    with Person(own) as person:
        page = person.get("/uses/add/")

        first = person.post("/uses/add/", form, page)
        second = person.post("/uses/add/", form, page)

        assert first[0] == 302
        assert second == first
        assert person.get("/uses/?words=Sent+twice").count("Sent twice</a>") == 1
