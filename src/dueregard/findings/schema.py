"""What a finding looks like, for programs that are not ours.

Without this file another force, or a supplier, could read our findings only by reading our code.
"""

import json
from importlib.resources import files
from typing import Any


def text() -> str:
    """The JSON Schema of a Finding (draft 2020-12) as it is published.

    It says which fields there are and what each means. It cannot say whether a finding is
    right, nor that the rows add up: reading a finding checks that.

    >>> "urn:dueregard:finding:1" in text()
    True
    """
    return (files("dueregard.findings") / "finding.schema.json").read_text(encoding="utf-8")


def schema() -> dict[str, Any]:
    """The JSON Schema of a Finding, for a validator.

    >>> schema()["title"]
    'Finding'
    """
    return dict(json.loads(text()))
