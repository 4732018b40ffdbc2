"""Takes personal details out of what somebody wrote, before anything is kept or shown.

Without it a question could put a stranger's name, telephone or case before everybody. It goes by
the shape of words, so it misses some and takes some that it need not: the person sees what is
left before it is sent, and somebody reads it before it is shown.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class Taken(StrEnum):
    """What was taken out; the marker in the text says so in these words."""

    EMAIL = "e-mail address"
    ACCOUNT = "account name"
    TELEPHONE = "telephone number"
    POSTCODE = "postcode"
    ADDRESS = "address"
    PLATE = "number plate"
    BIRTH = "date of birth"
    REFERENCE = "reference number"
    NUMBER = "long number"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stripped:
    """What is left of some words, and how often what was taken out."""

    text: str
    taken: tuple[tuple[Taken, int], ...]


MARKER = re.compile(r"\[(?:[a-z -]+ )?taken out\]")
_MOST_ROUNDS = 8

_GAP = r"[ \t().\-/–—]{0,3}"
_LINE_GAP = r"[ \t]{1,3}"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ANY_DATE = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{2,4}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{2,4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{2,4}})"
)
_LONG_AGO = r"(?:19\d\d|200\d|201[0-2])"
# Somebody who writes and was born on such a day is at least a teenager: no other old day is
# likely to be written out whole.
_OLD_DATE = (
    rf"(?:{_LONG_AGO}[-/.]\d{{1,2}}[-/.]\d{{1,2}}|\d{{1,2}}[-/. ]\d{{1,2}}[-/. ]{_LONG_AGO}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? {_LONG_AGO}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_LONG_AGO})"
)
# A day of our time, written out: "03/05/2026". It is no telephone number.
_THIS_DAY = r"(?:\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})\b"
_NAME_WORD = r"(?-i:[A-ZÀ-ÖØ-Þ][\w'’-]*)"
_NAMES = rf"{_NAME_WORD}(?:{_LINE_GAP}{_NAME_WORD}){{0,3}}"
# After "my name is" even small letters are a name, unless the sentence goes on without one.
_ANY_NAME = (
    r"(?!(?:and|but|because|not|on|in|the|a|an|taken)\b)[^\W\d_][\w'’-]*"
    r"(?:[ \t]{1,3}(?!(?:and|but|i|i'm|from|of|who|is|was|am|my|we|so|on|in|the|a|an|to|can|why"
    r"|what|how|do|does|did|are)\b)[^\W\d_][\w'’-]*){0,2}"
)
_RELATIONS = (
    "son|daughter|husband|wife|partner|brother|sister|mother|father|mum|dad|friend|neighbour"
    "|boyfriend|girlfriend|child|cousin|uncle|aunt|nephew|niece|colleague|boss|landlord"
)
_STREETS = (
    "street|road|lane|avenue|close|drive|court|crescent|gardens|grove|place|terrace|way|walk"
    "|square|mews|hill|rise|row|parade|green|view"
)


def _rule(pattern: str, *, exact_case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, 0 if exact_case else re.IGNORECASE)


# In this order. Where a pattern has a group named `keep`, those words stay before the marker.
_RULES: tuple[tuple[Taken, re.Pattern[str]], ...] = (
    (Taken.EMAIL, _rule(r"[^\s<>()\[\]@]+@[^\s<>()\[\]]+")),
    (Taken.EMAIL, _rule(r"[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+")),
    (Taken.EMAIL, _rule(
        r"[\w.+-]+\s?(?:\(at\)|\[at\]|\sat\s)\s?[\w-]+(?:\s?(?:\.|\(dot\)|\[dot\]|\sdot\s)\s?"
        r"[\w-]+)*\s?(?:\.|\(dot\)|\[dot\]|\sdot\s)\s?(?:com|uk|org|net|co|eu|info|police)\b"
    )),
    (Taken.ACCOUNT, _rule(r"@[\w.-]*\w")),
    (Taken.BIRTH, _rule(
        r"(?P<keep>\b(?:date of birth|birth ?date|birthday|d\.?o\.?b\.?|born)\b"
        rf"(?: is| was)?(?: on)?[ :]*){_ANY_DATE}"
    )),
    (Taken.BIRTH, _rule(rf"\b{_OLD_DATE}\b")),
    (Taken.REFERENCE, _rule(
        r"(?P<keep>\b(?:(?:crime|incident|case|custody|collar|shoulder|warrant|log|complaint|urn"
        r"|cad|report|nhs|national insurance|passport|licen[cs]e|claim|charge)"
        r"(?: (?:ref(?:erence)?\.?(?: number| no\.?)?|numbers?|no\.?|id))|urn|cad"
        r"|ref(?:erence)?\.?(?: number| no\.?)?)(?: is| was)?[ :#.]*)"
        r"(?=[A-Z0-9/-]*\d)[A-Z0-9]+(?:[ /-]?[A-Z]*\d[A-Z0-9]*)*"
    )),
    (Taken.REFERENCE, _rule(r"\b\d{1,3}[A-Z]{0,3}[/-]\d{4,}[/-]\d{2,4}\b")),
    (Taken.REFERENCE, _rule(r"\b[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b")),
    (Taken.REFERENCE, _rule(r"\b[A-Z]{1,5}[/-]?\d{5,}(?:[/-]\d{1,4})*\b")),
    (Taken.TELEPHONE, _rule(
        rf"(?<!\d)(?<!\d[/.,-])(?!{_THIS_DAY})(?:\+|\(?0|\(\+)(?:{_GAP}\d){{8,15}}(?!\d)"
    )),
    (Taken.TELEPHONE, _rule(
        r"(?P<keep>\b(?:tel(?:ephone)?|phone|mobile|ring|call|text|whatsapp|landline|extension|ext)"
        r"\b[^\d\n\[\]]{0,20})"
        rf"\d(?:{_GAP}\d){{4,15}}"
    )),
    (Taken.NUMBER, _rule(
        r"(?<!\d)(?:\d{9,}|(?!(?:19|20)\d\d[ -](?:19|20)\d\d)"
        r"(?:\d{4}(?:[ -]\d{4}){3}|\d{3,5}[ -]\d{3,4}[ -]\d{3,4}))(?!\d)"
    )),
    (Taken.POSTCODE, _rule(
        r"(?<![A-Z0-9])(?:GIR|[A-Z]{1,2}\d[A-Z\d]?)[ \t.\-]{0,3}\d[ABD-HJLNP-UW-Z]{2}(?![A-Z0-9])"
    )),
    (Taken.PLATE, _rule(
        r"\b(?:[A-Z]{2}\d{2}[ -]?[A-Z]{3}"
        r"|[A-Za-z][a-z]\d{2}[ -]?(?!the|and|for|are|was|per|had|has)[a-z]{3}"
        r"|[A-Z]\d{1,3}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?\d{1,3}[A-Z]"
        r"|(?=[A-Z]{0,2}[IZ])[A-Z]{3}[ -]?\d{3,4})\b", exact_case=True,
    )),
    (Taken.ADDRESS, _rule(
        rf"\b(?:flat \d+[a-z]?,? )?\d{{1,4}}[a-z]?,? {_NAME_WORD}(?: {_NAME_WORD})?"
        rf" (?:{_STREETS})\b"
    )),
    (Taken.NAME, _rule(
        r"(?P<keep>\b(?:(?:my|his|her|their|whose|full) (?:full |first |last |real )?names?(?: is"
        r"|'s|’s| was|:)|(?:i am|i'm|i’m|he is|she is|they are) called|they call me"
        rf"|signed,?)\s+){_ANY_NAME}"
    )),
    (Taken.NAME, _rule(
        rf"(?P<keep>\b(?:mrs?|mx|ms|miss|dr|prof(?:essor)?|sir|dame|lady|lord|rev(?:erend)?)\b"
        rf"\.?{_LINE_GAP}){_NAMES}"
    )),
    (Taken.NAME, _rule(rf"(?P<keep>\b(?:mrs?|mx)\b\.?{_LINE_GAP})[^\W\d_][\w'’-]*")),
    (Taken.NAME, _rule(
        r"(?P<keep>\b(?-i:W?PC|PCSO|DC|DS|DI|PS|DCI|DAC|[Ss]gt|[Ss]ergeant|[Cc]onstable|[Ii]nspector"
        rf"|[Ss]uperintendent)\b\.?{_LINE_GAP})(?:{_NAMES}(?: \d{{1,6}})?|\d{{1,6}})"
    )),
    (Taken.NAME, _rule(
        rf"(?P<keep>\b(?:my|his|her|their|our)(?: \w+)? (?:{_RELATIONS}),?{_LINE_GAP}){_NAMES}"
    )),
    (Taken.NAME, _rule(
        r"(?P<keep>\b(?:sincerely|faithfully|regards|thanks|thank you|cheers|yours)[,.!]?[ \t]*\n+"
        rf"\s*){_NAMES}(?=\s*(?:\n|$))"
    )),
)


def strip(words: str) -> Stripped:
    """What may be kept of some words. Stripping what was stripped changes nothing."""
    text, counts = _clean(words), dict.fromkeys(Taken, 0)
    for _round in range(_MOST_ROUNDS):
        before = text
        for kind, pattern in _RULES:
            text, found = pattern.subn(_put(kind), text)
            counts[kind] += found
        text = _clean(text)
        if text == before:
            break
    return Stripped(text=text, taken=tuple((kind, n) for kind, n in counts.items() if n))


def only_taken_out(*, before: str, after: str) -> bool:
    """Whether one text is the other with stretches replaced by markers, and nothing else.

    Without this a moderator could put words into somebody's mouth.

    >>> only_taken_out(before="Ask Jo about it", after="Ask [name taken out] about it")
    True
    >>> only_taken_out(before="Ask Jo about it", after="Thank you all")
    False
    """
    before, after = _clean(before), _clean(after)
    first, *others = MARKER.split(after)
    if not others:
        return after == before
    if not before.startswith(first):
        return False
    at = len(first)
    for piece in others[:-1]:
        found = before.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return before.endswith(others[-1]) and len(before) - len(others[-1]) >= at


def _put(kind: Taken) -> Callable[[re.Match[str]], str]:
    def put(found: re.Match[str]) -> str:
        kept = found.groupdict().get("keep") or ""
        return f"{kept}[{kind} taken out]"

    return put


def _clean(words: str) -> str:
    """One way of writing each letter, no invisible ones, and no more than one empty line."""
    text = unicodedata.normalize("NFKC", words).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(
        each for each in text if each == "\n" or unicodedata.category(each)[0] != "C"
    )
    text = re.sub(r"[^\S\n]+", " ", text)
    return re.sub(r"\n{3,}", "\n\n", re.sub(r" *\n *", "\n", text)).strip()
