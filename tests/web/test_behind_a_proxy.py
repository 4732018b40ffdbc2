"""The recipe of deploy/nginx.conf, run as it stands: TLS in front, the three doors behind."""

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.conftest import absent
from tests.journeys.conftest import Installation

from dueregard.web.commands import free_port, wait_for

ROOT = Path(__file__).parents[2]
INSIDE, OUTSIDE = "ethics.example.police.uk", "technology.example.police.uk"
PARTNERS = "partners.example.police.uk"
FOUNDING = {
    "force_name": "Test Force", "name": "Ada", "email": "ada@example.test",
    "password": "three words together", "nation": "wales", "once": "first",
}


def certificate(folder: Path) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, INSIDE)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(
            [x509.DNSName(each) for each in (INSIDE, OUTSIDE, PARTNERS)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption()))
    return folder / "certificate.pem"


class Proxy:
    """nginx with our recipe in front of a workbench; asked as a browser asks."""

    def __init__(
        self, folder: Path, installation: Installation, partners: int, program: str
    ) -> None:
        self.plain, self.secure = free_port(), free_port()
        trusted = certificate(folder)
        recipe = (ROOT / "deploy" / "nginx.conf").read_text()
        for old, new in (
            ("listen 80;", f"listen 127.0.0.1:{self.plain};"),
            ("listen 443 ssl;", f"listen 127.0.0.1:{self.secure} ssl;"),
            ("/etc/ssl/dueregard", str(folder)),
            ("127.0.0.1:8000", f"127.0.0.1:{installation.port}"),
            ("127.0.0.1:8001", f"127.0.0.1:{installation.port + 1}"),
            ("127.0.0.1:8002", f"127.0.0.1:{partners}"),
        ):
            assert old in recipe
            recipe = recipe.replace(old, new)
        temporary = "".join(
            f"{each}_temp_path {folder}/{each};\n"
            for each in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        (folder / "nginx.conf").write_text(
            f"daemon off;\nworker_processes 1;\npid {folder}/pid;\nerror_log {folder}/error.log;\n"
            f"events {{}}\nhttp {{\naccess_log off;\n{temporary}{recipe}\n}}\n"
        )
        self.trust = ssl.create_default_context(cafile=trusted)
        self.process = subprocess.Popen(
            [program, "-c", str(folder / "nginx.conf"), "-p", str(folder)],
            stderr=subprocess.PIPE, text=True,
        )
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.secure)).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        raise RuntimeError(self.process.communicate()[1])

    def ask(self, path: str, *, host: str = INSIDE, method: str = "GET", tls: bool = True,
            body: str | None = None, **headers: str):
        """One request to that host name: status, headers, words."""
        if tls:
            raw = socket.create_connection(("127.0.0.1", self.secure))
            link = http.client.HTTPSConnection(host, self.secure)
            link.sock = self.trust.wrap_socket(raw, server_hostname=host)
        else:
            link = http.client.HTTPConnection("127.0.0.1", self.plain)
        sent = {each.replace("_", "-"): value for each, value in headers.items()}
        sent.setdefault("Host", f"{host}:{self.secure}" if tls else host)
        try:
            link.request(method, path, body=body, headers=sent)
            answer = link.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            link.close()

    def stop(self) -> None:
        self.process.terminate()
        self.process.communicate(timeout=20)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory, empty_home):
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        absent("proxy", "no nginx found; on Debian: apt-get install nginx-light")
    folder = tmp_path_factory.mktemp("proxy")
    before = dict(os.environ)
    os.environ.update(
        DUEREGARD_HTTPS="true", DUEREGARD_HOSTS=f"{INSIDE},{OUTSIDE},{PARTNERS},127.0.0.1",
        DUEREGARD_WORKBENCH_ADDRESS=f"https://{INSIDE}",
    )
    try:
        installation = Installation(folder / "home", made=empty_home, command=("up",))
    finally:
        os.environ.clear()
        os.environ.update(before)
    made, partners = None, free_port()
    door = subprocess.Popen(
        [sys.executable, "-m", "dueregard", "up", "--partners", "--port", str(partners)],
        cwd=ROOT, env=installation.environment, stdout=subprocess.DEVNULL,
    )
    try:
        wait_for("127.0.0.1", partners, [door])
        made = Proxy(folder, installation, partners, program)
        made.home = folder / "home"
        yield made
    finally:
        if made is not None:
            made.stop()
        door.terminate()
        door.wait(timeout=20)
        installation.stop()


def cookies(headers) -> dict[str, str]:
    return {each.partition("=")[0]: each for each in headers.get_all("Set-Cookie") or ()}


@pytest.fixture(scope="module")
def founded(proxy):
    """The first account, made through the proxy; the cookie of whoever made it."""
    key = (proxy.home / "begin-key").read_text()
    _, headers, page = proxy.ask(f"/begin/?key={key}")
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    crumb = cookies(headers)["csrftoken"]
    status, after, text = proxy.ask(
        "/begin/", method="POST",
        body=urlencode(FOUNDING | {"key": key, "csrfmiddlewaretoken": token}),
        Content_Type="application/x-www-form-urlencoded", Cookie=crumb.partition(";")[0],
        Origin=f"https://{INSIDE}:{proxy.secure}",
        Referer=f"https://{INSIDE}:{proxy.secure}/begin/",
    )
    assert status == 302, text
    return cookies(after)


def test_a_plain_address_leads_to_the_secure_one(proxy):
    status, headers, _ = proxy.ask("/uses/?q=a", tls=False)

    assert status == 301
    assert headers["Location"] == f"https://{INSIDE}/uses/?q=a"


def test_cookies_go_over_tls_alone_and_the_browser_is_told_to_stay_with_it(proxy, founded):
    _, headers, _ = proxy.ask("/accessibility/")

    assert "max-age=31536000" in headers["Strict-Transport-Security"]
    assert "Secure" in founded["sessionid"]
    assert "HttpOnly" in founded["sessionid"]
    assert "Secure" in founded["csrftoken"]


def test_a_form_sent_through_it_arrives_and_links_in_mail_are_secure(proxy, founded):
    session = founded["sessionid"].partition(";")[0]
    _, headers, page = proxy.ask("/people/invite/", Cookie=session)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    crumb = cookies(headers)["csrftoken"].partition(";")[0]

    status, _, text = proxy.ask(
        "/people/invite/", method="POST",
        body=urlencode({"name": "Bo", "email": "bo@example.test", "roles": "officer",
                        "once": "bo", "csrfmiddlewaretoken": token}),
        Content_Type="application/x-www-form-urlencoded", Cookie=f"{session}; {crumb}",
        Origin=f"https://{INSIDE}:{proxy.secure}",
        Referer=f"https://{INSIDE}:{proxy.secure}/people/invite/",
    )

    [letter] = (proxy.home / "outbox").iterdir()
    assert status == 302, text
    assert f"https://{INSIDE}:{proxy.secure}/join/" in letter.read_text().replace("=\n", "")


def test_another_host_name_is_not_answered(proxy):
    status, _, _ = proxy.ask("/accessibility/", Host="evil.example")

    assert status == 400


def test_a_browser_cannot_say_that_it_came_over_another_way(proxy):
    status, headers, _ = proxy.ask("/accessibility/", X_Forwarded_Proto="http")

    assert status == 200
    assert "Strict-Transport-Security" in headers


def test_the_public_door_stands_under_its_own_name_and_leads_to_no_sign_in(proxy):
    status, _, page = proxy.ask("/", host=OUTSIDE)
    behind, _, _ = proxy.ask("/accounts/login/", host=OUTSIDE)

    assert status == 200
    assert "technology" in page.lower()
    assert behind == 404


def test_the_partners_door_stands_under_its_own_name_and_takes_a_key_over_tls_alone(proxy):
    status, headers, page = proxy.ask("/enter/", host=PARTNERS)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    crumb = cookies(headers)["csrftoken"]
    address = f"https://{PARTNERS}:{proxy.secure}"

    def sent(origin: str):
        return proxy.ask(
            "/enter/", host=PARTNERS, method="POST",
            body=urlencode({"key": "drk_", "csrfmiddlewaretoken": token}),
            Content_Type="application/x-www-form-urlencoded", Cookie=crumb.partition(";")[0],
            Origin=origin, Referer=f"{origin}/enter/",
        )

    assert status == 200
    assert all(each in crumb for each in ("Secure", "HttpOnly", "SameSite=Strict"))
    assert "no key of ours" in sent(address)[2]
    assert sent("https://evil.example")[0] == 403
    assert proxy.ask("/api/v1/agreement", host=PARTNERS)[0] == 401
    assert proxy.ask("/accounts/login/", host=PARTNERS)[0] == 404
    assert proxy.ask("/uses/", host=PARTNERS)[0] == 404


def test_many_tries_at_the_sign_in_are_slowed_down(proxy):
    said = [proxy.ask("/accounts/login/")[0] for _ in range(30)]

    assert 429 in said
