"""A result written to a file: in a form that its name says, whole or not at all.

Without this file half a report could take the place of a good one.
"""

from datetime import UTC, datetime
from pathlib import Path

from dueregard.answers import DueRegardError
from dueregard.findings.finding import Finding

SUFFIXES = (".json", ".html", ".pdf", ".xlsx", ".csv", ".md")


def check_output(path: Path, *, suffixes: tuple[str, ...] = SUFFIXES) -> None:
    """Refuse, before any work is done, a place where nothing can be written."""
    if path.is_dir():
        raise DueRegardError(f"{path} is a folder. Add a file name, such as {path}/result.html.")
    if path.suffix.lower() not in suffixes:
        raise DueRegardError(
            f"{path} does not say in which form to write. End the name in one of: "
            f"{', '.join(suffixes)}."
        )
    if not path.parent.is_dir():
        raise DueRegardError(f"There is no folder {path.parent}. Make it first, or choose another.")


def content_of(
    *, finding: Finding, suffix: str, counts_people: frozenset[str], publish: bool = False
) -> bytes:
    """The finding in a format: its own JSON, or a Document for its readers written out."""
    if suffix == ".json":
        return (finding.to_json() + "\n").encode()
    from dueregard import documents
    from dueregard.documents.audience import Audience
    from dueregard.findings.paper import as_document

    document = as_document(
        finding,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        audience=Audience.PUBLIC if publish else Audience.FORCE,
        counts_people=counts_people,
        unrounded=suffix == ".xlsx",
    )
    if suffix in (".html", ".pdf"):
        from dueregard.documents import charts

        document = charts.draw(document)
    return documents.write(document, suffix)


def write(*, path: Path, content: bytes) -> None:
    """Write a file whole or not at all: beside it first, then put in its place."""
    import os
    import tempfile

    try:
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise DueRegardError(
            f"Nothing can be written in {path.parent}: {error.strerror}. Choose another folder."
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(beside, 0o666 & ~umask)
        os.replace(beside, path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise DueRegardError(
            f"{path} could not be written: {error.strerror}. Nothing was changed."
        ) from None
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
