"""What the whole register looks like as data, for programs that are not ours.

Without it somebody who counts what forces use could read our file only by reading our code.
"""

from importlib.resources import files

ADDRESS = "urn:dueregard:public-register:1"


def text() -> str:
    """The JSON Schema (draft 2020-12) of the whole register as it is published.

    >>> ADDRESS in text()
    True
    """
    return (files("dueregard.report.public_register") / "register.schema.json").read_text(
        encoding="utf-8")
