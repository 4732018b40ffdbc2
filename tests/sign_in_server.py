"""A small OpenID Connect server on this machine: what it says of a person, a test chooses."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "due-regard"


class SignInServer:
    """Answers at `address`. `claims` is what the next token says, `secret` what is asked of us."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict = {}
        self.about: dict = {}
        self.sign_with = self.key
        self.algorithm = "RS256"
        self.asked: list[dict] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering; a second time does nothing."""
        if not self._thread.is_alive():
            return
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def person(self, nonce: str, **changes) -> None:
        """Whom the next token is about."""
        now = int(time.time())
        said = {
            "iss": self.address, "aud": CLIENT, "sub": "person-1", "iat": now, "exp": now + 300,
            "nonce": nonce, "name": "Pat Officer", "email": "pat@example.test", "groups": [],
        } | changes
        self.claims = {name: value for name, value in said.items() if value is not None}
        self.about = {"sub": self.claims.get("sub"), "email": self.claims.get("email")}

    def token(self) -> str:
        key = "a secret that both know, long enough" if self.algorithm == "HS256" else (
            None if self.algorithm == "none" else self.sign_with
        )
        return jwt.encode(self.claims, key, algorithm=self.algorithm, headers={"kid": "one"})

    def answer(self, path: str, form: dict) -> dict:
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/keys",
                "userinfo_endpoint": f"{self.address}/userinfo",
                "token_endpoint_auth_methods_supported": ["client_secret_post"],
            }
        if path == "/keys":
            return {"keys": [_public(self.key)]}
        if path == "/token":
            self.asked.append(form)
            return {"access_token": "a", "token_type": "Bearer", "id_token": self.token()}
        return self.about

    def _handler(server):  # noqa: N805 # the handler's own self is another
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(server.answer(urlsplit(self.path).path, {}))

            def do_POST(self) -> None:
                words = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: each[0] for name, each in parse_qs(words).items()}
                self._say(server.answer(urlsplit(self.path).path, form))

            def _say(self, plain: dict) -> None:
                body = json.dumps(plain).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words) -> None:
                """Say nothing."""

        return Handler


def _public(key) -> dict:
    numbers = key.public_key().public_numbers()
    return {"kty": "RSA", "kid": "one", "use": "sig", "alg": "RS256",
            "n": _plain(numbers.n), "e": _plain(numbers.e)}


def _plain(number: int) -> str:
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
