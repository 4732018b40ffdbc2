"""The server is killed in the middle of writes: what it said was saved is saved, and verifies."""

import http.client
import re
import threading
import time
import urllib.parse

import pytest
from tests.journeys.conftest import Installation

pytestmark = pytest.mark.xdist_group("killed")


class Person:
    """Somebody with a browser that only knows how to send forms."""

    def __init__(self, installation: Installation) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", installation.port, timeout=20)
        self.cookies: dict[str, str] = {}
        page = self.get("/demo/")
        person = re.search(r'Morgan.*?name="person" value="(\d+)"', page, re.DOTALL)[1]
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
    running = Installation(tmp_path / "killed" / "demo", made=example_home)
    yield running
    if running.process.poll() is None:
        running.stop()


def test_killed_in_the_middle_of_writes_nothing_acknowledged_is_lost(own):
    acknowledged: list[str] = []

    def write(number: int) -> None:
        # The server may be killed at any moment, also while somebody still signs in.
        try:
            with Person(own) as person:
                for turn in range(200):
                    status, where = person.add_a_use(f"Written by {number} in turn {turn}")
                    if status == 302 and "/uses/use-" in where:
                        acknowledged.append(re.search(r"use-\d+", where)[0])
        except (OSError, http.client.HTTPException):
            return

    writers = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for each in writers:
        each.start()
    signed = None
    for _ in range(3000):
        if len(acknowledged) >= 10 and signed is None:
            # A head is signed while others write: what comes after must go on from it.
            signed = own.run("ledger", "sign", "-o", str(own.home / "signed.txt"))
        if len(acknowledged) >= 30:
            break
        time.sleep(0.1)
    own.kill()
    for each in writers:
        each.join(timeout=30)

    export = own.run("export-ledger", "-o", str(own.home / "ledger"))
    verified = own.run(
        "verify", str(own.home / "ledger"), "--since", str(own.home / "signed.txt")
    )
    entries = (own.home / "ledger" / "entries.jsonl").read_text()
    assert len(acknowledged) >= 30
    assert export.returncode == 0, export.stderr
    assert signed.returncode == 0, signed.stderr
    assert verified.returncode == 0, verified.stderr
    assert "The ledger that you saw earlier is the beginning of this one" in verified.stdout
    assert "entries are not signed yet" not in verified.stdout
    assert [ref for ref in acknowledged if f'"{ref}"' not in entries] == []


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
