"""An urn run on in one way: what was drawn, and where it ends.

Without this file the figures and the sentences of a loop would each run it for themselves.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dueregard.findings.urn import Drawn

if TYPE_CHECKING:
    import numpy

    Array = numpy.ndarray

AS_IS, CORRECTED = "as they are", "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """The urn with finds as they are, or corrected. `end` is None where nothing decides it."""

    finds: str
    drawn: Drawn
    end: "Array | None"
