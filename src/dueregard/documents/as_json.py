"""The paper as data, so that another program, or another force, can read it without us."""

import json

from dueregard.documents.document import Document


def write(document: Document) -> bytes:
    """The Document's plain form, indented, with its digest; `document_from_plain` reads it back."""
    plain = {"digest": document.digest, **document.to_plain()}
    return (json.dumps(plain, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()
