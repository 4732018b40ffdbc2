"""`dueregard witness`: from the first head to a fork, with files and over HTTP, nothing else."""

import os
import re
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner
from tests.rules.test_witnessing import FALSE, LEDGER, head, step

from dueregard.cli.witness import witness
from dueregard.ledger import notes, witnessing

NAME = "opcc.example.org/one"


def run(*words) -> tuple[int, str]:
    result = CliRunner().invoke(witness, [str(each) for each in words])
    return result.exit_code, result.output


@pytest.fixture
def folder(tmp_path):
    code, said = run("begin", tmp_path / "w", "--name", NAME, "--ledger", LEDGER.key.text)
    assert code == 0, said
    return tmp_path / "w"


@pytest.fixture
def sent(tmp_path):
    """Write what the force sends to a file, and give its name."""
    def write(*steps) -> str:
        path = tmp_path / "sent.txt"
        path.write_text(witnessing.steps_to_text(steps))
        return str(path)

    return write


@pytest.fixture
def address():
    """A web server that gives what is put into it, at the addresses of the public door."""
    pages: dict[str, str] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            content = pages.get(self.path)
            self.send_response(200 if content is not None else 404)
            self.end_headers()
            self.wfile.write((content or "not here").encode())

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/ledger/", pages
    server.shutdown()
    server.server_close()


def own_key(folder):
    _code, said = run("show", folder)
    return notes.key_from_text(re.search(r"Your verifier key: (\S+)", said)[1])


def seen(folder) -> notes.Note:
    return notes.note_from_text((folder / "seen.txt").read_text())


def test_a_witness_has_a_key_of_its_own_that_only_its_owner_reads(folder):
    assert os.stat(folder / "witness-key").st_mode & 0o777 == 0o600
    assert own_key(folder).name == NAME
    assert own_key(folder).kind is notes.Kind.WITNESS


def test_a_head_is_signed_and_written_where_it_was_asked_for(folder, sent, tmp_path):
    code, said = run("sign", folder, sent(step(0, 9)), "-o", tmp_path / "out" / "signed.txt")

    note = notes.note_from_text((tmp_path / "out" / "signed.txt").read_text())
    assert code == 0, said
    assert note.text == head(9).text
    assert notes.is_signed(note, LEDGER.key)
    assert notes.signed_at(note, own_key(folder)) is not None
    assert seen(folder) == note


def test_it_follows_the_list_of_the_force_over_the_web(folder, address):
    url, pages = address
    pages["/ledger/newest.txt"] = str(head(9))
    assert run("sign", folder, url)[0] == 0
    pages["/ledger/since/9.txt"] = witnessing.steps_to_text([step(9, 12), step(12, 40)])

    code, said = run("sign", folder, url)

    assert code == 0, said
    assert "has 40 entries" in said
    assert seen(folder).text == head(40).text
    assert sorted(each.name for each in (folder / "signed").iterdir()) == ["40.txt", "9.txt"]


def test_a_list_that_no_longer_holds_what_was_signed_is_not_signed(folder, address, sent):
    run("sign", folder, sent(step(0, 9)))

    code, said = run("sign", folder, address[0])

    assert code == 1
    assert "does not hold the head that you signed last" in said


@pytest.mark.parametrize(("steps", "says"), [
    ([step(0, 9, leaves=FALSE)], "two different heads"),
    ([step(9, 12, leaves=FALSE)], "does not go on"),
    ([step(0, 5)], "entries were taken away"),
])
def test_a_fork_or_a_cut_is_refused_and_kept_as_proof(folder, sent, steps, says):
    run("sign", folder, sent(step(0, 9)))
    before = seen(folder)

    code, said = run("sign", folder, sent(*steps))

    (kept,) = (folder / "refused").iterdir()
    assert code == 1
    assert says in said
    assert seen(folder) == before
    assert notes.note_from_text(kept.read_text()) == steps[-1].note


def test_what_is_not_signed_by_the_force_is_refused_and_nothing_is_kept(folder, sent):
    other = notes.new_signer(LEDGER.name, notes.Kind.LEDGER)

    code, said = run("sign", folder, sent(step(0, 9, signer=other)))

    assert code == 1
    assert "not signed with the key" in said
    assert not (folder / "seen.txt").exists()


@pytest.mark.parametrize(("source", "says"), [
    ("nothing-here.txt", "cannot be read"),
    ("ftp://example.org/", "begins with https"),
    ("http://127.0.0.1:1/ledger/", "could not be fetched"),
])
def test_what_cannot_be_read_is_said_in_words(folder, source, says):
    code, said = run("sign", folder, source)

    assert code == 1
    assert says in said


@pytest.mark.parametrize(("words", "says"), [
    (("--name", "two words", "--ledger", LEDGER.key.text), "no spaces"),
    (("--name", NAME, "--ledger", "nonsense"), "not a verifier key"),
    (("--name", NAME, "--ledger", notes.new_signer("w", notes.Kind.WITNESS).key.text),
     "key of a witness"),
])
def test_a_witness_begins_with_a_name_and_the_key_of_a_ledger(tmp_path, words, says):
    result = CliRunner().invoke(witness, ["begin", str(tmp_path / "new"), *words])

    assert result.exit_code != 0
    assert says in (result.output + str(result.exception))
    assert not (tmp_path / "new" / "watched-key.txt").exists()


def test_one_folder_watches_one_ledger(folder):
    code, said = run("begin", folder, "--name", NAME, "--ledger", LEDGER.key.text)

    assert code == 1
    assert "watches a ledger already" in said


def test_two_at_once_sign_one_after_the_other(folder, tmp_path):
    """Whatever order they come in, the last that was seen is never forgotten for a smaller one."""
    program = "import sys; from dueregard.__main__ import main; main(sys.argv[1:])"
    running = []
    for size in (9, 30):
        path = tmp_path / f"{size}.txt"
        path.write_text(str(head(size)))
        running.append(subprocess.Popen(
            [sys.executable, "-c", program, "witness", "sign", str(folder), str(path)],
            env=os.environ | {"PYTHONPATH": "src"}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ))
    codes = [each.wait() for each in running]

    # The second has no proof from the first: one is signed and the other refused.
    assert sorted(bool(each) for each in codes) == [False, True]
    assert notes.checkpoint_from_text(seen(folder).text).size == (9, 30)[codes.index(0)]


def test_neither_witness_nor_verify_loads_a_database_or_the_workbench():
    program = (
        "import sys, dueregard.cli.verify, dueregard.cli.witness\n"
        "sys.exit(any(each.split('.')[0] in ('django', 'duckdb', 'psycopg') or 'web' in "
        "each.split('.')[:2] and each.startswith('dueregard') for each in sys.modules))"
    )

    done = subprocess.run([sys.executable, "-c", program], env=os.environ | {"PYTHONPATH": "src"},
                          check=False)

    assert done.returncode == 0
