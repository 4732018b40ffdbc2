"""How to repeat a finding, as its reader may see it: lines of R hold the counts themselves.

Without this file a table could hide seven people and the lines under it name them.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dueregard.findings.finding import Finding, Repeat, Row

LEFT_OUT = (
    "Lines that repeat the figures are not shown to this reader, because they hold counts that "
    "are hidden. The force has them."
)
WITHHELD = "A sentence here gave a count that is hidden, and is not shown to this reader."
# A command names files and choices; other languages are handed the counts themselves.
_COMMANDS = frozenset({"sh", "shell", "bash", "console", "powershell"})
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def for_reader(*, whole: Finding, seen: Finding) -> Finding:
    """`seen`, what suppression left of `whole`, without lines that would give hidden counts away.

    Where any figure is hidden, only commands stay, and of commands and sentences of the method
    only those without a number that equals a hidden count; a sentence is said to be withheld.
    It errs on the side of silence. It cannot know what was hidden before `whole` was given: then
    it goes by the language alone.

    >>> from dueregard.findings.finding import Data, Method, Verdict, VerdictCode
    >>> r = Repeat(title="The rate", language="R", lines=("7 / 40",))
    >>> whole = Finding(
    ...     instrument="i", version="1", question="q", caveats=(), repeat=(r,),
    ...     verdict=Verdict(code=VerdictCode.DESCRIBED, sentence="s"),
    ...     rows=(Row(measure="m", events=7, exposure=40.0),),
    ...     data=Data(sha256="0", rows_read=0, rows_used=0), method=Method(name="m"),
    ... )
    >>> seen = replace(whole, rows=(Row(measure="m", suppressed=True),))
    >>> for_reader(whole=whole, seen=seen).repeat
    ()
    """
    if not any(row.suppressed for row in seen.rows):
        return seen
    secrets = {
        count for before, after in zip(whole.rows, seen.rows, strict=True) if after.suppressed
        for count in _counts(before)
    }
    return replace(
        seen,
        repeat=tuple(each for each in seen.repeat if _keeps(each, secrets)),
        method_words=tuple(
            WITHHELD if _tells((each,), secrets) else each for each in seen.method_words
        ),
    )


def _counts(row: Row) -> Iterator[float]:
    if row.events is not None:
        yield float(row.events)
    if row.exposure is not None:
        yield float(row.exposure)
        if row.events is not None:
            yield float(row.exposure - row.events)


def _keeps(block: Repeat, secrets: set[float]) -> bool:
    command = block.language.lower() in _COMMANDS
    return command and not _tells((block.title, *block.lines), secrets)


def _tells(lines: Iterable[str], secrets: set[float]) -> bool:
    said = {float(each.replace(",", "")) for line in lines for each in _NUMBER.findall(line)}
    return bool(said & secrets)
