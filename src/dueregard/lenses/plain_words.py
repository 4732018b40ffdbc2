"""How hard some words are to read, by the length of their sentences and words.

Without it a question or a public record could be written that few people can follow, and nobody
would be told.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dueregard.findings.finding import NotComputed

EASY_GRADE = 6.0
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
# A last e that is not sounded ("these", "names", "used"), but not that of "people" or "pages".
_SILENT = re.compile(
    r"(?<![^aeiouy]l)e$|(?<![^aeiouy]l)(?<![scgxz])(?<!ch)(?<!sh)es$|(?<![td])ed$"
)
_FEWEST_WORDS = 4
_LONGEST_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How hard some sentences are to read. `longest` is worst first."""

    grade: float | NotComputed
    longest: tuple[str, ...]

    @property
    def hard(self) -> bool:
        """True when the grade is above what a reader of ten follows."""
        return not isinstance(self.grade, NotComputed) and self.grade > EASY_GRADE


def sentences(texts: Iterable[str]) -> list[str]:
    """The sentences in some texts; fewer than four words are a name or a heading, and left out.

    >>> sentences(["Cameras look at faces. Then they forget. Facewise Ltd"])
    ['Cameras look at faces.']
    """
    found = (each.strip() for text in texts for each in _SENTENCE.split(text))
    return [each for each in found if len(_WORD.findall(each)) >= _FEWEST_WORDS]


def reading(texts: Iterable[str]) -> Reading:
    """The Flesch-Kincaid grade of some texts, and their three longest sentences.

    grade = 0.39 words a sentence + 11.8 syllables a word - 15.59. Grade 6 is about eleven years
    old. It counts lengths only: short words in a short sentence can still make no sense, and it
    cannot tell whether anybody understood. A warning for a person, never a proof.

    Source: Kincaid and others (1975), Naval Technical Training Command report 8-75. A word has
    as many syllables as groups of vowels that are sounded, or one more than its hyphenation
    points where that is more; some compound words ("something") count one too many.
    """
    said = sentences(texts)
    words = [word for each in said for word in _WORD.findall(each)]
    if not words:
        return Reading(grade=NotComputed(reason="There is no whole sentence yet."), longest=())
    syllables = sum(_syllables(word.lower()) for word in words)
    grade = 0.39 * len(words) / len(said) + 11.8 * syllables / len(words) - 15.59
    by_length = sorted(dict.fromkeys(said), key=lambda each: -len(_WORD.findall(each)))
    return Reading(grade=round(grade, 1), longest=tuple(by_length[:_LONGEST_SHOWN]))


@cache
def _syllables(word: str) -> int:
    # Hyphenation alone leaves short words whole ("people"); vowels alone join "be-ing".
    return max(len(_VOWELS.findall(_SILENT.sub("", word))), len(_hyphenation().positions(word)) + 1)


@cache
def _hyphenation() -> Any:
    # Loaded at the first word: the public door reads documents and never hyphenates.
    import pyphen

    return pyphen.Pyphen(lang="en_GB")
