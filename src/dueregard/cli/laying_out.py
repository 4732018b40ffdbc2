"""Prints what a fact sheet says under a framework's headings, on the screen or into a file.

Without this file nobody could see, before a use is on a server, how much of what a framework
asks for their facts already answer.
"""

import textwrap
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dueregard.documents.document import Document
    from dueregard.lenses.identified import Identified
    from dueregard.lenses.shapes import Bank, Framework

_WIDTH = 100


def lay_out(
    found: "Identified", *, framework: "Framework", bank: "Bank", output: Path | None
) -> None:
    """Write the print to a file, or say it on the screen."""
    from dueregard import documents
    from dueregard.cli.writing import write
    from dueregard.documents.audience import Audience
    from dueregard.lenses.crosswalk_facts import of_identified
    from dueregard.lenses.crosswalk_paper import as_document

    paper = as_document(
        of_identified(found, bank=bank), framework=framework, reader=Audience.FORCE, bank=bank,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    if output:
        write(path=output, content=documents.write(paper, output.suffix.lower()))
        _say(paper.summary)
        _say(f"Written to {output}.")
    else:
        _print(paper)


def _print(paper: "Document") -> None:
    from dueregard.documents.document import Fields, Note, Table

    _say(paper.title)
    _say(paper.summary)
    for part in paper.parts:
        click.echo()
        _say(part.title)
        for block in part.blocks:
            if isinstance(block, Note):
                _say(block.text)
            elif isinstance(block, Fields):
                for field in block.fields:
                    _say(f"- {field.label}: {field.value or 'not known'}", "  ")
            elif isinstance(block, Table):
                for label, kind, says, source in block.rows:
                    stop = "" if str(label)[-1:] in ".?!" else "."
                    _say(f"- {kind}: {label}{stop} {says} [{source}]", "  ")


def _say(text: str, indent: str = "") -> None:
    click.echo(textwrap.fill(text, width=_WIDTH, subsequent_indent=indent, break_long_words=False,
                             break_on_hyphens=False))
