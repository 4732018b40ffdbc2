"""`dueregard ledger`: sign the head, prove an entry, take on witnesses and take in what they sign.

Without it an administrator on a machine that no browser reaches could give a witness nothing.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from dueregard.answers import DueRegardError
from dueregard.web.importing import somebody
from dueregard.web.readiness import make_ready, migrate

_AS = "Whose doing it is. Default: the first administrator."
_OUT = "The file to write. Default: it is printed."


@click.group()
@click.pass_context
def ledger(context: click.Context) -> None:
    """Sign the ledger's head; prove an entry; take in the signatures of witnesses."""
    if set(context.help_option_names) & set(sys.argv):
        # Help comes at once, also where there is no database yet.
        return
    make_ready()
    migrate("default")
    migrate("public")


@ledger.command()
def key() -> None:
    """Print the verifier key with which everybody checks what this force signed."""
    from dueregard.web import ledger_signing

    click.echo(ledger_signing.signer().key.text)


@ledger.command()
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_OUT)
def sign(output: Path | None) -> None:
    """Sign the head as it is now, put it on the public list, and give it out."""
    from dueregard.ledger.heads import actions, queries
    from dueregard.report.public_register import actions as public_register
    from dueregard.web import ledger_signing

    now = datetime.now(UTC)
    made = actions.sign(signer=ledger_signing.signer(), now=now)
    public_register.fill(now=now)
    head = queries.newest()
    if head is None:
        raise DueRegardError("There is nothing in the ledger yet, so there is nothing to sign.")
    click.echo(
        f"Signed: {head.size} entries." if made
        else f"Nothing was added since the last head, over {head.size} entries.", err=True,
    )
    _give(head.note, output)


@ledger.command()
@click.argument("entry", type=click.IntRange(1))
@click.option("--with-words", is_flag=True, help="Show what it says, and not only its place.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_OUT)
def prove(entry: int, with_words: bool, output: Path | None) -> None:
    """Prove that ENTRY stands in the ledger, to somebody who sees no other entry."""
    from dueregard.web.inspection_ledger import proof_of

    _give(proof_of(entry, words=with_words), output)


@ledger.command()
@click.argument("since", type=click.IntRange(0))
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help=_OUT)
def consistency(since: int, output: Path | None) -> None:
    """Prove that the newest head goes on from the one over SINCE entries."""
    from dueregard.ledger.heads import queries

    _give(str(queries.step(old=since)), output)


@ledger.command()
@click.argument("key", metavar="KEY")
@click.option("--body", required=True, help="Who it is: a partner, or the local policing body.")
@click.option("--as", "email", default="", metavar="EMAIL", help=_AS)
def trust(key: str, body: str, email: str) -> None:
    """Take on a witness by its verifier KEY."""
    from dueregard.ledger.witnesses import actions
    from dueregard.people.rules import may
    from dueregard.web import ledger_signing

    by = somebody(email)
    actions.trust(
        body=body, key=key, own=ledger_signing.signer().name, allowed=may(by, "ledger.witness"),
        by=by, now=datetime.now(UTC),
    )
    click.echo(f"{body} is a witness of this ledger.")


@ledger.command("take-in")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "email", default="", metavar="EMAIL", help=_AS)
def take_in(file: Path, email: str) -> None:
    """Take in the signature of a witness, from the FILE that it made."""
    from dueregard.ledger.witnesses import actions
    from dueregard.people.rules import may
    from dueregard.report.public_register import actions as public_register

    try:
        note = file.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise DueRegardError(f"{file} is not text. Give the file that the witness sent.") from error
    by, now = somebody(email), datetime.now(UTC)
    made = actions.take_in(note=note, allowed=may(by, "ledger.witness"), by=by, now=now)
    public_register.fill(now=now)
    click.echo(f"Taken in: the head over {made.removeprefix('head-')} entries is witnessed.")


@ledger.command()
def witnesses() -> None:
    """List the witnesses, and how far each has signed."""
    from dueregard.ledger.witnesses import queries

    found = queries.witnesses()
    if not found:
        click.echo("Nobody outside signs this ledger yet. Take on a witness with 'trust'.")
    for each in found:
        ended = f", ended on {each.ended_at:%d %B %Y}" if each.ended_at else ""
        far = f"signed up to entry {each.size}" if each.size else "has signed nothing yet"
        click.echo(f"{each.body}{ended}: {far}\n  {each.key}")


def _give(text: str, output: Path | None) -> None:
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, encoding="utf-8", newline="\n")
    click.echo(f"Written to {output}.", err=True)
