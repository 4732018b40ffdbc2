"""The commands of the manual for partners, run as they stand there against a real server."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from tests.conftest import absent

MANUAL = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "partner.md"
COMMANDS = re.findall(r"```sh\n(.*?)```", MANUAL.read_text(encoding="utf-8"), re.DOTALL)


class Quiet(WSGIRequestHandler):
    """Answers, and writes nothing of it on the terminal."""

    def log_message(self, *_):
        return


@pytest.fixture
def served(door):
    """The door behind a real socket, on the connection of the test: nothing is committed."""
    shared = connections["default"]
    shared.inc_thread_sharing()
    server = make_server("127.0.0.1", 0, WSGIHandler(), handler_class=Quiet)

    def serve():
        connections["default"] = shared
        server.serve_forever(poll_interval=0.05)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    shared.dec_thread_sharing()


def test_the_commands_of_the_manual_do_what_it_says(system, served):
    if shutil.which("curl") is None:
        absent("curl", "on Debian: apt-get install curl")
    agreed, decided = (
        json.loads(subprocess.run(
            ["sh", "-c", each], check=True, capture_output=True, text=True,
            env={"PATH": os.environ["PATH"], "FORCE_KEY": system.key, "FORCE_API": served},
        ).stdout)
        for each in COMMANDS
    )

    assert agreed["partner"] == "Fenmarch Council"
    clauses = [each["clause"] for each in decided["failed"]]
    assert decided["outcome"] == "refuse"
    assert "items" in clauses
    assert not {"purpose", "reason"} & set(clauses)
