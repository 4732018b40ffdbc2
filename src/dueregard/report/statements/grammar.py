"""The shapes of sentences that we can read, with <0>, <1> where a technology stands.

Without it each claim would be looked for by a word here and there, and "we do not use it without
asking" would be read as "we do not use it". A shape fits a whole sentence or not at all.
"""

import re

from dueregard.lenses.statement_words import plain

_SHORT = {
    "don't": "do not", "doesn't": "does not", "didn't": "did not", "isn't": "is not",
    "aren't": "are not", "wasn't": "was not", "weren't": "were not", "haven't": "have not",
    "hasn't": "has not", "hadn't": "had not", "won't": "will not", "wouldn't": "would not",
    "can't": "can not", "cannot": "can not", "we've": "we have", "we're": "we are",
    "we'll": "we will", "it's": "it is", "there's": "there is", "that's": "that is",
    "no-one": "no one",
}
_NUMBERS = {
    word: number for number, word in enumerate((
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen", "twenty",
    ))
}
NO_WORDS = (
    r"\b(not|no|never|none|nobody|neither|nor|without|untrue|false|den(?:y|ies|ied)|refuse[sd]?"
    r"|nothing|hardly|fail(?:s|ed)?|avoid(?:s|ed)?|lack(?:s|ed)?)\b"
)
FUTURE = r"\b(will|shall|plan|plans|planning|going to|intend|intends|consider|considering|want)\b"

_FILL = (
    r"(?:(?:to be clear|let me be clear|let us be clear|as a force|today|currently|at present"
    r"|at the moment|in this force|in our force|here|that|and|i can say|i can confirm"
    r"|we can say|we can confirm|we confirm|i confirm|in short) )*"
)
_WE = (
    r"(?:we|the force|our force|this force"
    r"|(?P<few>(?:our|the|all our|all of our)? ?(?:officers|staff|teams|detectives|analysts)))"
)
_WE_ = _WE.replace("?P<few>", "?:")
_HOW = (
    r"(?:(?:currently|presently|now|today|simply|actually|absolutely|certainly|definitely|also"
    r"|still|yet|ever|at present|at the moment) )?"
)
_USE = r"(?:use|uses|operate|operates|deploy|deploys|own|owns|employ|employs|run|runs)"
_HAVE = rf"(?:{_USE}|have|has)"
_USED = r"(?:used|operated|deployed|owned|employed|run|had|tried|trialled|piloted|tested|bought)"
_USING = r"(?:using|operating|deploying|employing|running)"
_ANY = r"(?:(?:any|a|an|the|our|any of our|any (?:kind|form|sort|type) of) )?"
# Two technologies side by side with nothing between them, "AI drones", are one that we do not know.
COMMA = "zz"
_AND = rf"(?: {COMMA}(?: or| and| nor)?| or| and| nor)"
_T = rf"{_ANY}<\d>(?:{_AND} {_ANY}<\d>)*"
_END = (
    r"(?: (?:at all|today|now|currently|at present|at the moment|here|anywhere|in any way"
    r"|in any form|in this force|in our force|within the force|in the force|as a force|whatsoever"
    r"|of any kind|by us|by the force|by this force|yet|so far))*"
)
_WHEN = (
    r"(?: (?P<how>in|since|at the end of) (?:(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december|spring|summer|autumn|winter) (?:of )?)?"
    r"(?P<year>(?:19|20)\d\d))?"
)
_ENDED = (
    r"(?:stopped|ceased|ended|discontinued|abandoned|scrapped|withdrawn|withdrew|retired"
    r"|gave up|given up|halted|switched off|decommissioned)"
)
_BODY = (
    r"(?:an?|the|our) (?:\w+ ){0,2}?(?:committee|panel|board|group)"
)
_NUMBER = rf"(?P<number>\d{{1,4}}|{'|'.join(_NUMBERS)}|a single)"
_ONLY = r"(?:only|solely|exclusively|just)"

_TEXTS: tuple[tuple[str, str], ...] = (
    # Not used.
    ("not-used", rf"{_WE} {_HOW}(?:do|does) {_HOW}not {_HOW}(?:{_HAVE}|make) {_T}{_END}"),
    ("not-used", rf"{_WE} (?:are|is) {_HOW}not {_HOW}{_USING} {_T}{_END}"),
    ("not-used", rf"{_WE} {_HOW}{_HAVE} no <\d>(?:{_AND} (?:no )?<\d>)*{_END}"),
    ("not-used", rf"{_WE} never {_HAVE} {_T}{_END}"),
    ("not-used", rf"(?P<few>no (?:officer|officers|staff|team|teams|detective|analyst))"
                 rf"(?: here| of ours| in this force)? {_HOW}{_USE} {_T}{_END}"),
    ("not-used", rf"(?:nobody|no one|none of us)(?: here| in this force| in the force)? "
                 rf"{_HOW}(?:{_USE}|is {_USING}) {_T}{_END}"),
    ("not-used", rf"{_T} (?:is|are) {_HOW}not {_HOW}(?:being )?(?:used|operated|deployed|in use)"
                 rf"{_END}"),
    ("not-used", rf"there (?:is|are) no <\d>(?: or <\d>)*(?: in use| being used)?{_END}"),
    ("not-used", rf"no <\d>(?: or <\d>)* (?:is|are) (?:being )?(?:used|in use){_END}"),
    ("not-used", rf"(?:it is )(?:not true|untrue|false|not the case) that {_WE} {_HOW}{_HAVE} "
                 rf"{_T}{_END}"),
    # Never used.
    ("never-used", rf"{_WE} (?:have|has) {_HOW}never {_HOW}{_USED} {_T}{_END}"
                   r"(?: before| in the past)?"),
    ("never-used", rf"{_WE} never {_USED} {_T}{_END}"),
    ("never-used", rf"{_WE} (?:have|has) {_HOW}not {_HOW}(?:ever )?{_USED} {_T}{_END}"
                   r"(?: before| in the past)?"),
    ("never-used", rf"{_T} (?:have|has) never been {_USED}{_END}"),
    ("never-used", rf"{_T} (?:was|were) never {_USED}{_END}"),
    ("never-used", rf"{_WE} (?:do|does) not {_HAVE} and (?:have|has) never {_USED} {_T}{_END}"),
    ("never-used", rf"{_WE} (?:do|does) not and (?:have|has) never {_USED} {_T}{_END}"),
    ("never-used", rf"{_WE} (?:have|has) never {_USED} and (?:do|does) not {_HAVE} {_T}{_END}"),
    # Stopped.
    ("stopped", rf"{_WE} {_HOW}(?:(?:have|has) )?{_HOW}{_ENDED} "
                rf"(?:{_USING} |the use of |our use of |all use of )?{_T}{_WHEN}{_END}"),
    ("stopped", rf"{_WE} {_HOW}no longer {_HAVE} {_T}{_WHEN}{_END}"),
    ("stopped", rf"{_WE} (?:are|is) no longer {_USING} {_T}{_WHEN}{_END}"),
    ("stopped", rf"{_WE} (?:do|does) not {_HAVE} {_T} (?:any more|anymore|any longer)"),
    ("stopped", rf"{_WE} (?:have|has) not {_USED} {_T} (?P<how>since) (?P<year>(?:19|20)\d\d)"),
    ("stopped", rf"{_T} (?:was|were|has been|have been) {_ENDED}{_WHEN}{_END}"),
    ("stopped", rf"{_T} (?:is|are) no longer (?:used|in use){_WHEN}{_END}"),
    ("stopped", rf"our use of {_T} (?:ended|stopped|has ended|has stopped){_WHEN}{_END}"),
    # On trial.
    ("on-trial", rf"{_WE} (?:are|is) {_HOW}(?:{_ONLY} )?(?:trialling|piloting|testing|trying"
                 rf"|trying out) {_T}{_END}"),
    ("on-trial", rf"{_T} (?:is|are) {_HOW}(?:{_ONLY} )?(?:on trial|in trial|being trialled"
                 rf"|being piloted|being tested|a trial|a pilot|in a trial){_END}"),
    ("on-trial", rf"our use of {_T} is {_HOW}(?:{_ONLY} )?(?:a|on) (?:trial|pilot){_END}"),
    # All of it was looked at.
    ("all-reviewed", rf"(?:all|every one|each|each one|every)(?: of)? (?:our |the )?{_T}"
                     rf"(?: {_WE_} {_HAVE})? (?:is|are|has been|have been|was|were|goes through"
                     rf"|go through) (?:reviewed|looked at|assessed|scrutinised|examined|checked)"
                     rf" by {_BODY}(?: and {_BODY})?{_END}"),
    ("all-reviewed", rf"{_BODY} (?:reviews|has reviewed|looks at|assesses|examines|scrutinises"
                     rf"|checks) (?:all|every one|each|every)(?: of)? (?:our |the )?{_T}{_END}"),
    # A number of them.
    ("number-of", rf"{_WE} {_HOW}(?:{_ONLY} )?{_HAVE} (?:{_ONLY} )?{_NUMBER} "
                  rf"(?P<uses>(?:use|uses) of )?<\d>{_END}"),
    # One thing alone. The rest is kept and held against the purpose.
    ("only", rf"{_WE} {_HOW}{_ONLY} (?:ever )?{_HAVE} {_T} "
             r"(?P<rest>(?:to|for|in|at|when|on|where) [^<>]+)"),
    ("only", rf"{_WE} {_HOW}{_HAVE} {_T} {_ONLY} "
             r"(?P<rest>(?:to|for|in|at|when|on|where) [^<>]+)"),
    ("only", rf"{_T} (?:is|are) {_ONLY} (?:ever )?(?:used|deployed) "
             r"(?P<rest>(?:to|for|in|at|when|on|where|by) [^<>]+)"),
    ("only", rf"{_T} (?:is|are) (?:used|deployed) {_ONLY} "
             r"(?P<rest>(?:to|for|in|at|when|on|where|by) [^<>]+)"),
    # Used.
    ("used", rf"{_WE} {_HOW}(?:do )?{_HOW}{_HAVE} {_T}{_END}"),
    ("used", rf"{_WE} (?:are|is) {_HOW}{_USING} {_T}{_END}"),
    ("used", rf"{_T} (?:is|are) {_HOW}(?:being )?(?:used|deployed|in use){_END}"),
)
SHAPES = tuple((claim, re.compile(rf"{_FILL}{text}")) for claim, text in _TEXTS)

_BREAK = re.compile(
    r";\s+|,?\s+\b(?:but|however|although|though|while|whereas)\b,?\s+"
    r"|,?\s+and\s+(?=(?:we|our|the force|all our)\b)",
    re.IGNORECASE,
)


def parts(sentence: str) -> tuple[str, ...]:
    """A sentence as the parts that each claim something, where it joins two.

    >>> parts("We do not use AI, but we use drones.")
    ('We do not use AI', 'we use drones.')
    """
    found = tuple(each.strip() for each in _BREAK.split(sentence) if each.strip())
    # A part that does not say who would be read for somebody else: then the whole stays whole.
    begins = re.compile(r"(?:we|our|the|this|all|no|nobody|there|it|every|each)\b", re.IGNORECASE)
    return found if all(begins.match(each) for each in found[1:]) else (sentence,)


def plainly(part: str, *, force: str = "") -> str:
    """One part in small letters, its short forms written out, the force's own name as "we"."""
    text = " ".join(part.lower().replace("’", "'").split())
    for short, whole in _SHORT.items():
        text = re.sub(rf"\b{re.escape(short)}\b", whole, text)
    text = plain(text.replace(",", f" {COMMA} "))
    name = plain(force)
    return re.sub(rf"^(?:the )?{re.escape(name)}\b", "the force", text) if name else text


def without_commas(marked: str) -> str:
    """The text with only those commas left that stand between two technologies."""
    between = rf"(?<=>) {COMMA} (?=(?:(?:or|and|nor) )?{_ANY}<\d>)"
    kept = re.sub(between, " \0 ", marked)
    return " ".join(re.sub(rf"\b{COMMA}\b", " ", kept).replace("\0", COMMA).split())


def number(text: str) -> int | None:
    """A number in figures or in words.

    >>> number("12"), number("three"), number("a single"), number("")
    (12, 3, 1, None)
    """
    if text == "a single":
        return 1
    return int(text) if text.isdecimal() else _NUMBERS.get(text)
