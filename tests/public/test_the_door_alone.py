"""The public door as a process of its own: it has nothing of the workbench to give away."""

import json
import os
import subprocess
import sys

from tests.house.sources import ROOT

PROGRAM = """
import json, sys
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
import dueregard.web.urls_public
from datetime import datetime, timezone
from dueregard.documents.document import Document, Note, Part
from dueregard.report.public_register.models import PublicRecord, RecordText
paper = Document(kind="public-record", title="Cameras", made_at="2026", summary="They look.",
                 parts=(Part(title="What is it?", blocks=(Note(text="A camera."),)),))
record = PublicRecord.objects.create(
    slug="cameras", version=1, title="Cameras", summary="They look.", status="live",
    digest=paper.digest, published_at=datetime(2026, 1, 1, tzinfo=timezone.utc))
RecordText.objects.create(record=record, document=paper.to_plain())
client = Client(SERVER_NAME="localhost")
seen = {}
for address in ("/", "/uses/cameras/", "/uses/cameras.json", "/uses/cameras.csv", "/about/",
                "/accessibility/", "/register.json", "/register.csv", "/nothing/", "/people/",
                "/uses/", "/accounts/login/"):
    response = client.get(address)
    seen[address] = [response.status_code, dict(response.headers), bool(response.cookies),
                     "<script" in response.content.decode()]
loaded = sorted(
    name for name in sys.modules
    if name.startswith("dueregard.") and name.rsplit(".", 1)[1] in {"models", "actions"})
print(json.dumps({
    "seen": seen, "loaded": loaded,
    "databases": [str(each["NAME"]) for each in settings.DATABASES.values()],
    "apps": settings.INSTALLED_APPS,
    "heavy": sorted({"altair", "vl_convert", "weasyprint", "duckdb", "allauth"} & set(sys.modules)),
}))
"""


def _run(home):
    environment = {
        **{name: text for name, text in os.environ.items() if not name.startswith("DUEREGARD_")},
        "PYTHONPATH": str(ROOT / "src"), "DUEREGARD_DOOR": "public", "DUEREGARD_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "dueregard.web.settings",
    }
    outcome = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True,
        text=True, check=False,
    )
    assert outcome.returncode == 0, outcome.stderr[-3000:]
    return json.loads(outcome.stdout)


def test_the_public_door_alone_shows_what_is_published_and_can_reach_nothing_else(tmp_path):
    told = _run(tmp_path)

    # The one thing that it writes is a question, into its own database.
    assert told["loaded"] == [
        "dueregard.report.public_register.asked.actions",
        "dueregard.report.public_register.models",
    ]
    assert told["databases"] == [str(tmp_path / "public.sqlite3")]
    assert [each for each in told["apps"] if each.startswith("dueregard.")] == [
        "dueregard.report.public_register", "dueregard.web"
    ]
    assert told["heavy"] == []
    statuses = {address: seen[0] for address, seen in told["seen"].items()}
    missing = {"/nothing/", "/people/", "/uses/", "/accounts/login/"}
    assert statuses == {each: 404 if each in missing else 200 for each in statuses}
    assert not any(cookies or script for _, _, cookies, script in told["seen"].values())
    assert all("ETag" in headers and "Cache-Control" in headers
               for address, (_, headers, _, _) in told["seen"].items() if address not in missing)
