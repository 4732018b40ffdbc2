"""The commands that need the workbench: start it, show the example, export the ledger."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import click

from dueregard.web.importing import import_register
from dueregard.web.keeping_commands import bring_up_to_date
from dueregard.web.readiness import make_ready, migrate, refuse_old_tables

SERVER = (
    "--interface", "wsgi", "--blocking-threads", "4", "--no-ws",
    "--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "5s",
)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--public", is_flag=True, help="Only the public door: published documents alone.")
@click.option("--partners", is_flag=True,
              help="Only the partners' door: pages and the API, for partners with a key.")
@click.option("--public-port", type=click.IntRange(1, 65535), default=None,
              help="The public door's own port beside the workbench. Default: one higher.")
def up(port: int, host: str, public: bool, partners: bool, public_port: int | None) -> None:
    """Start the workbench, its worker and the public door; or one other door alone."""
    if public and partners:
        raise click.UsageError("Each door is a process of its own: start two.")
    if partners:
        os.environ["DUEREGARD_DOOR"] = "partners"
        make_ready()
        refuse_old_tables()
        _run(doors=(("partners", host, port),), worker=False)
        return
    if public:
        os.environ["DUEREGARD_DOOR"] = "public"
        make_ready()
        migrate("default")
        _run(doors=(("public", host, port),), worker=False)
        return
    make_ready()
    bring_up_to_date(no_backup=False)
    migrate("default")
    migrate("public")
    _serve(port=port, host=host, public_port=public_port)


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--no-serve", is_flag=True, help="Make the example force and stop.")
def demo(port: int, no_serve: bool) -> None:
    """Start the workbench with a worked example force, where one click signs in as anybody."""
    from dueregard.web.environment import read

    home = read().home
    if home.name != "demo":
        home = home / "demo"
    os.environ["DUEREGARD_HOME"] = str(home)
    os.environ["DUEREGARD_DEMO"] = "true"
    make_ready()
    migrate("default")
    migrate("public")
    from dueregard.web import example

    example.load(say=click.echo)
    if not no_serve:
        _serve(port=port, host="127.0.0.1", public_port=None)


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def django(arguments: tuple[str, ...]) -> None:
    """Run one of Django's own commands, such as shell or dbshell."""
    make_ready()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["dueregard django", *arguments])


@click.group("import")
def import_() -> None:
    """Take in a list that the force already keeps."""


import_.add_command(import_register)


@click.command("export-ledger")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), required=True,
              help="The folder to write; made if it is not there.")
def export_ledger(output: Path) -> None:
    """Write the whole ledger to a folder that anybody can check with 'dueregard verify'."""
    make_ready()
    from datetime import UTC, datetime

    from dueregard.web import ledger_copy, ledger_signing

    ledger_signing.sign_due(now=datetime.now(UTC))
    head = ledger_copy.write(output)
    click.echo(f"{head.seq} entries written to {output}. Head: {head.hash}")


def _serve(*, port: int, host: str, public_port: int | None) -> None:
    door = public_port or port + 1
    for each in (port, door):
        _refuse_busy(host, each)
    os.environ.setdefault("DUEREGARD_PUBLIC_ADDRESS", f"http://{host}:{door}")
    os.environ.setdefault("DUEREGARD_WORKBENCH_ADDRESS", f"http://{host}:{port}")
    _run(doors=(("workbench", host, port), ("public", host, door)), worker=True)


def _refuse_busy(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Something else already listens on {host}:{port}. "
                f"Choose another port, for example --port {port + 10}."
            ) from error


def _run(*, doors: tuple[tuple[str, str, int], ...], worker: bool) -> None:
    """Start every process, say where to go, and stop them all together."""
    from django.conf import settings

    from dueregard.web.running import running

    with running(settings.ENV.home):
        _run_alone(doors=doors, worker=worker)


def _run_alone(*, doors: tuple[tuple[str, str, int], ...], worker: bool) -> None:
    stopping = [False]

    def stop(*_: object) -> None:
        stopping[0] = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    processes: list[subprocess.Popen[bytes]] = []
    names = {"workbench": "The workbench", "public": "The public door",
             "partners": "The partners' door"}
    for door, host, port in doors:
        if stopping[0]:
            break
        # One after the other: the first page comes sooner when nothing else is starting.
        processes.append(open_door(door, host, port))
        wait_for(host, port, processes)
        click.echo(f"{names[door]}: http://{host}:{port}/")
    if worker and not stopping[0]:
        processes.append(
            subprocess.Popen([sys.executable, "-m", "dueregard.web.worker"])
        )
    _say_where_to_begin(doors)
    click.echo("Stop with Ctrl-C.")
    while not stopping[0] and all(each.poll() is None for each in processes):
        time.sleep(0.3)
    for each in processes:
        each.terminate()
    for each in processes:
        try:
            each.wait(timeout=10)
        except subprocess.TimeoutExpired:
            each.kill()
    if not stopping[0]:
        raise click.ClickException(
            "One of the processes stopped by itself; the lines above say why. All are stopped."
        )


def _say_where_to_begin(doors: tuple[tuple[str, str, int], ...]) -> None:
    from dueregard.web.environment import begin_key, read

    door, host, port = doors[0]
    if door != "workbench":
        return
    from django.db import connection

    from dueregard.people import queries

    if queries.force() is None:
        key = begin_key(read().home)
        click.echo(f"Make the first account: http://{host}:{port}/begin/?key={key}")
    connection.close()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def open_door(door: str, host: str, port: int) -> "subprocess.Popen[bytes]":
    """Start the server of one door."""
    from dueregard.web.environment import read

    command = [sys.executable, "-m", "granian", *SERVER, "--workers", str(read().workers),
               "--host", host, "--port", str(port), "dueregard.web.wsgi:application"]
    return subprocess.Popen(command, env={**os.environ, "DUEREGARD_DOOR": door})


def wait_for(host: str, port: int, processes: "list[subprocess.Popen[bytes]]") -> None:
    """Wait until somebody answers there, or one of the processes has stopped."""
    for _ in range(200):
        connection = http.client.HTTPConnection(host, port, timeout=10)
        try:
            connection.request("HEAD", "/")
            connection.getresponse()
            return
        except (OSError, http.client.HTTPException):
            if any(each.poll() is not None for each in processes):
                return
            time.sleep(0.1)
        finally:
            connection.close()
