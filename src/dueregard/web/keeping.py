"""Keeping what is in an installation: one file out, the same file back in, and nothing by hand.

Without it a broken disk would take the ledger with it, and an upgrade that went wrong could not
be taken back.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from dueregard import __version__
from dueregard.answers import DueRegardError
from dueregard.ledger import queries as ledger
from dueregard.ledger import rules
from dueregard.ledger.heads import queries as heads
from dueregard.web.running import stopped

SCHEMA = "urn:dueregard:backup:1"
MANIFEST = "manifest.json"
DATABASES: Mapping[str, str] = {"default": "workbench", "public": "public"}
# Beside the databases: files that people sent, and what the sessions and sign-in rest on.
BESIDE = ("secret-key", "begin-key", "groups.toml", "pattern-key", "ledger-key")
FOLDER = "files"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a backup holds: when it was made, by which version, and the ledger's head in it."""

    made_at: str
    version: str
    entries: int
    head: str


def backup(file: Path, *, now: datetime) -> Kept:
    """Write everything to one file, while people go on working. Whole, or not at all."""
    if file.exists():
        raise DueRegardError(f"{file} is there already. Give a name that is not taken.")
    if not file.parent.is_dir():
        raise DueRegardError(f"There is no folder {file.parent}. Make it first.")
    home: Path = settings.ENV.home
    part = file.with_name(f"{file.name}.part")
    try:
        with TemporaryDirectory(dir=home) as folder:
            with _still() as head:
                copies = {name: _dump(alias, Path(folder)) for alias, name in DATABASES.items()}
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as raw, zipfile.ZipFile(
                raw, "w", zipfile.ZIP_DEFLATED
            ) as made:
                kept = _fill(made, home=home, copies=copies, head=head, now=now)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return kept


def restore(file: Path, *, now: datetime) -> Kept:
    """Put everything back as it was in that file. What is here now is set aside, not lost."""
    home: Path = settings.ENV.home
    with opened(file) as (made, manifest), stopped(home):
        kept = _checked(made, manifest, file)
        aside = home / f"before-restore-{now:%Y%m%d-%H%M%S}"
        aside.mkdir(mode=0o700)
        for alias in DATABASES:
            connections[alias].close()
        for name in (*BESIDE, FOLDER):
            if (home / name).exists():
                (home / name).rename(aside / name)
        for alias, name in DATABASES.items():
            _load(alias, made, f"{name}.{_kind(alias)}", aside=aside)
        for entry in manifest["files"]:
            if entry["name"] in BESIDE or entry["name"].startswith(f"{FOLDER}/"):
                _take_out(made, entry["name"], home / entry["name"])
    return kept


def pending() -> bool:
    """True when a database with something in it waits for tables of this version."""
    for alias in DATABASES:
        connection = connections[alias]
        if not MigrationRecorder(connection).has_table():
            continue
        executor = MigrationExecutor(connection)
        if executor.loader.applied_migrations and executor.migration_plan(
            executor.loader.graph.leaf_nodes("public" if alias == "public" else None)
        ):
            return True
    return False


def check_ledger() -> rules.Verified:
    """Walk the whole ledger; refuse in words where an entry, or what was signed, does not fit."""
    outcome = rules.verify(ledger.lines(processing=True), roots=_signed_roots())
    if isinstance(outcome, rules.Broken):
        raise DueRegardError(
            f"The ledger does not fit at entry {outcome.seq}: {outcome.reason}. Do not go on with "
            "this installation. Keep it as it is, and restore the last backup beside it."
        )
    return outcome


def _signed_roots() -> dict[int, str]:
    """What was signed; nothing in the database of a release that did not sign yet."""
    if heads.TABLE not in connections["default"].introspection.table_names():
        return {}
    return {each.size: each.root for each in heads.all_signed()}


@contextmanager
def _still() -> Iterator[ledger.Head]:
    """The ledger's head, while nobody may write: the copies beside it are of the same moment."""
    connection = connections["default"]
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE ledger_entry IN SHARE MODE")
        yield ledger.head()


@contextmanager
def opened(file: Path) -> Iterator[tuple[zipfile.ZipFile, dict[str, Any]]]:
    """A backup and its manifest; refused in words when it is not one."""
    try:
        with zipfile.ZipFile(file) as made:
            manifest = json.loads(made.read(MANIFEST))
            if manifest.get("schema") != SCHEMA:
                raise KeyError(MANIFEST)
            yield made, manifest
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise DueRegardError(
            f"{file} is not a backup that this version can read ({error}). "
            "Give the file that 'dueregard backup' wrote."
        ) from error


def _fill(
    made: zipfile.ZipFile, *, home: Path, copies: Mapping[str, Path], head: ledger.Head,
    now: datetime,
) -> Kept:
    files = [*((each.name, each) for each in copies.values()),
             *((name, home / name) for name in BESIDE if (home / name).is_file())]
    folder = home / FOLDER
    if folder.is_dir():
        files += [(f"{FOLDER}/{each.name}", each) for each in sorted(folder.iterdir())
                  if each.is_file() and not each.name.startswith(".")]
    listed = []
    for name, path in files:
        made.write(path, name)
        listed.append({"name": name, "sha256": _digest(path)})
    kept = Kept(made_at=now.isoformat(timespec="seconds"), version=__version__,
                entries=head.seq, head=head.hash)
    made.writestr(MANIFEST, json.dumps({
        "schema": SCHEMA, "made_at": kept.made_at, "version": kept.version,
        "ledger": {"entries": kept.entries, "head": kept.head}, "files": listed,
        "migrations": sorted(map(list, MigrationRecorder(
            connections["default"]).applied_migrations())),
    }, indent=2))
    return kept


def _checked(made: zipfile.ZipFile, manifest: dict[str, Any], file: Path) -> Kept:
    """Everything is there and as it was written, and no newer version wrote it."""
    for entry in manifest["files"]:
        digest = hashlib.sha256()
        with made.open(entry["name"]) as member:
            while chunk := member.read(_CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != entry["sha256"]:
            raise DueRegardError(f"{file} is damaged at {entry['name']}. Take another backup.")
    names = {entry["name"] for entry in manifest["files"]}
    for alias, name in DATABASES.items():
        if f"{name}.{_kind(alias)}" not in names:
            raise DueRegardError(
                f"{file} holds no {name} database for this kind of server. A backup of a file "
                "goes back to a file, and one of PostgreSQL to PostgreSQL."
            )
    known = set(MigrationExecutor(connections["default"]).loader.disk_migrations)
    newer = [each for each in manifest["migrations"] if tuple(each) not in known]
    if newer:
        raise DueRegardError(
            f"{file} was written by version {manifest['version']}, which is newer than this one "
            f"({__version__}). Install that version first."
        )
    return Kept(made_at=manifest["made_at"], version=manifest["version"],
                entries=manifest["ledger"]["entries"], head=manifest["ledger"]["head"])


def _kind(alias: str) -> str:
    return "sqlite3" if connections[alias].vendor == "sqlite" else "pgdump"


def _dump(alias: str, folder: Path) -> Path:
    """A copy of one database as it is at one moment."""
    copy = folder / f"{DATABASES[alias]}.{_kind(alias)}"
    if _kind(alias) == "sqlite3":
        source = settings.DATABASES[alias]["NAME"]
        with closing(sqlite3.connect(source)) as here, closing(sqlite3.connect(copy)) as there:
            here.backup(there)
    else:
        _postgres("pg_dump", alias, "--format=custom", f"--file={copy}")
    return copy


def _load(alias: str, made: zipfile.ZipFile, name: str, *, aside: Path) -> None:
    if _kind(alias) == "sqlite3":
        target = Path(settings.DATABASES[alias]["NAME"])
        for each in (target, *(target.with_name(target.name + end) for end in ("-wal", "-shm"))):
            if each.exists():
                each.rename(aside / each.name)
        _take_out(made, name, target)
        return
    before = aside / name
    _postgres("pg_dump", alias, "--format=custom", f"--file={before}")
    with TemporaryDirectory(dir=aside) as folder:
        copy = Path(folder) / name
        _take_out(made, name, copy)
        _postgres("pg_restore", alias, "--clean", "--if-exists", "--no-owner",
                  "--single-transaction", str(copy))


def _postgres(program: str, alias: str, *words: str) -> None:
    database = settings.DATABASES[alias]
    path = shutil.which(program)
    if path is None:
        raise DueRegardError(
            f"This needs {program}. On Debian: apt-get install postgresql-client"
        )
    command = [path, "--dbname", database["NAME"], *words]
    for option, key in (("--host", "HOST"), ("--port", "PORT"), ("--username", "USER")):
        if database[key]:
            command += [option, database[key]]
    done = subprocess.run(
        command, env={**os.environ, "PGPASSWORD": database["PASSWORD"]}, check=False,
        capture_output=True, text=True,
    )
    if done.returncode:
        raise DueRegardError(f"{program} could not do it: {done.stderr.strip()[-400:]}")


def _take_out(made: zipfile.ZipFile, name: str, target: Path) -> None:
    if ".." in Path(name).parts or Path(name).is_absolute():
        raise DueRegardError(f"The backup names a file outside its home: {name}.")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as written, made.open(name) as member:
        shutil.copyfileobj(member, written, _CHUNK)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
