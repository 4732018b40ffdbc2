"""The settings a force may change, each from an environment variable named DUEREGARD_...

Read once at the start; a setting that cannot be understood stops the start with a sentence.
"""

import os
import secrets
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from dueregard.answers import DueRegardError
from dueregard.people.rules import Role

ROLE_IDS = frozenset(each.value for each in Role)


class Environment(BaseSettings):
    """Every setting, with its default."""

    model_config = SettingsConfigDict(env_prefix="DUEREGARD_", extra="ignore")

    home: Path = Field(Path("var"), description="The folder that holds everything.")
    door: Literal["workbench", "public", "partners"] = Field(
        "workbench", description="Which door this process is; set by `up`."
    )
    workers: int = Field(
        2, ge=1, le=64, description="How many processes answer at each door."
    )
    database_url: str = Field(
        "", description="postgresql://user:password@host/name. Not set: a file in the home folder."
    )
    public_database_url: str = Field(
        "", description="The public door's own database; a file in the home folder if not set."
    )
    hosts: str = Field(
        "127.0.0.1,localhost,[::1]", description="The host names that are answered, with commas."
    )
    origins: str = Field(
        "", description="Addresses with https:// that forms may come from, behind a proxy."
    )
    public_address: str = Field("", description="Where the public finds the public door.")
    https: bool = Field(False, description="Cookies over https alone; set it in production.")
    demo: bool = Field(False, description="One click signs in as anybody; set by `demo`.")
    smtp_host: str = Field("", description="Mail goes to the folder outbox until this is set.")
    smtp_port: int = Field(587, description="The mail server's port.")
    smtp_tls: bool = Field(True, description="Whether mail is sent over TLS.")
    smtp_user: str = Field("", description="The mail server's user.")
    smtp_password: str = Field("", description="The mail server's password.")
    mail_from: str = Field("dueregard@localhost", description="Whom mail comes from.")
    workbench_address: str = Field(
        "", description="Where your people find the workbench: the links in mail begin with it."
    )
    watch_links: bool = Field(
        True, description="Look once a week whether the links on published pages still answer."
    )
    second_factor: bool = Field(
        False, description="Who signs in with a password must set up a second step first."
    )
    oidc_server: str = Field(
        "", description="Your force's sign-in (OpenID Connect): the address of its issuer."
    )
    oidc_client_id: str = Field("", description="The name under which it knows this workbench.")
    oidc_client_secret: str = Field("", description="The secret that goes with that name.")
    oidc_name: str = Field("your force account", description="What people call that sign-in.")
    oidc_groups_claim: str = Field("groups", description="The claim that lists a person's groups.")
    oidc_groups_file: Path | None = Field(
        None, description="Which group holds which roles. Not set: groups.toml in the home folder."
    )
    oidc_trust_email: bool = Field(
        False, description="Take over an account of the same e-mail address that is here already."
    )
    oidc_hours: int = Field(
        10, ge=1, le=24, description="After so many hours the groups are asked for again."
    )

    @property
    def host_names(self) -> list[str]:
        """The host names that this server answers to."""
        return [each.strip() for each in self.hosts.split(",") if each.strip()]


def read() -> Environment:
    """The settings as they are now; a bad one is said in words."""
    try:
        environment = Environment()
    except ValidationError as error:
        first = error.errors()[0]
        name = "DUEREGARD_" + "_".join(str(each) for each in first["loc"]).upper()
        raise DueRegardError(f"The setting {name} is not usable: {first['msg']}.") from error
    environment.home = environment.home.expanduser().resolve()
    return environment


def groups(environment: Environment) -> dict[str, list[str]]:
    """Which group of the force's sign-in holds which roles, from the groups file."""
    if not environment.oidc_server:
        return {}
    path = environment.oidc_groups_file or environment.home / "groups.toml"
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("groups", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DueRegardError(
            f"DUEREGARD_OIDC_SERVER is set, so {path} must say which group holds which roles, "
            f"and it cannot be read: {error}. The administrator's page of the manual shows one."
        ) from error
    for group, roles in listed.items():
        strange = sorted({str(each) for each in roles} - ROLE_IDS)
        if strange or not isinstance(roles, list):
            raise DueRegardError(
                f"{path}: the group “{group}” is given {', '.join(strange) or roles}. "
                f"Give it a list of these: {', '.join(sorted(ROLE_IDS))}."
            )
    return {str(group): list(roles) for group, roles in listed.items()}


def secret_key(home: Path) -> str:
    """The key that signs sessions: made on the first run, readable by its owner alone."""
    return _kept(home, "secret-key")


def begin_key(home: Path) -> str:
    """The key in the link that makes the first account, so that a stranger cannot be first."""
    return _kept(home, "begin-key")


def _kept(home: Path, name: str) -> str:
    home.mkdir(parents=True, exist_ok=True)
    path = home / name
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


def database(url: str, *, default: Path) -> dict[str, Any]:
    """Django's description of a database, from its URL: sqlite or postgresql."""
    if not url:
        return _sqlite(default)
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
        }
    raise DueRegardError(
        f"DUEREGARD_DATABASE_URL starts with '{parts.scheme}:'. "
        "Use postgresql://user:password@host/name, or leave it out for a file in the home folder."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    pragmas = (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864;PRAGMA cache_size=-20000;"
    )
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": 60,
        # A deferred transaction that starts to write fails at once when another one writes.
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas},
    }
