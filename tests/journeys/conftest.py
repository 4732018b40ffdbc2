"""A real server with the example force, and a real browser to walk through it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from itertools import count
from pathlib import Path

import pytest
from tests.conftest import absent
from tests.homes import databases_of_its_own, environment_of

ROOT = Path(__file__).parents[2]
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


class Installation:
    """Due Regard running in processes of its own, on ports of its own."""

    def __init__(
        self, home: Path, *, made: Path, command: tuple[str, ...] = ("demo",), workers: int = 1
    ) -> None:
        self.home = home
        home.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, home)
        self.port = _two_free_ports()
        self.address = f"http://127.0.0.1:{self.port}"
        self.public = f"http://127.0.0.1:{self.port + 1}"
        self.environment = {
            **environment_of(home), "DUEREGARD_WORKERS": str(workers),
            **databases_of_its_own(str(self.port), like=made.parent.name),
        }
        self.log = home.parent / f"{home.name}-{self.port}.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "dueregard", *command, "--port", str(self.port)],
                cwd=ROOT, env=self.environment, stdout=log,
                stderr=subprocess.STDOUT, start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        for _ in range(3000):
            if "Stop with Ctrl-C" in self.log.read_text():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def run(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "dueregard", *words], cwd=ROOT, env=self.environment,
            capture_output=True, text=True, check=False,
        )

    def kill(self) -> None:
        """Every process of it at once, as when the power goes."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=20)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


# Below those that a system gives to connections by itself, and of each worker its own: a server
# binds its ports seconds after they were found free.
_PORTS = count(20_000 + 1_000 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]), 2)


def _two_free_ports() -> int:
    for port in _PORTS:
        with socket.socket() as one, socket.socket() as other:
            try:
                one.bind(("127.0.0.1", port))
                other.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
    raise RuntimeError("No port is free.")


@pytest.fixture(scope="session")
def installation(tmp_path_factory, example_home):
    """The demo, as `./run demo` starts it."""
    running = Installation(tmp_path_factory.mktemp("homes") / "demo", made=example_home)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    """Chromium, with every request that leaves this machine refused."""
    program = os.environ.get("DUEREGARD_CHROMIUM") or next(
        filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), None
    )
    if program is None:
        absent("browser", "no Chromium found; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def visit(browser, installation):
    """Open a page as a person of the example force, by the name of their role."""
    opened = []

    def open_page(role: str | None = None, *, viewport=None, script: bool = True, **options):
        context = browser.new_context(
            viewport=viewport or DESK, java_script_enabled=script, **options
        )
        context.route("**/*", lambda route: route.continue_()
                      if "127.0.0.1" in route.request.url else route.abort())
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        if role is not None:
            page.goto(f"{installation.address}/demo/")
            page.get_by_role("button", name=role, exact=False).first.click()
            page.wait_for_url(f"{installation.address}/")
        return page

    yield open_page
    for each in opened:
        each.close()
