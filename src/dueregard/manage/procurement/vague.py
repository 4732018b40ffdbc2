"""Words in a supplier's answer that sound like an answer and may not be one.

Without this file a tired reader would let "up to 99% accurate" pass. It prompts the person who
grades and never grades: a good answer may hold any of these words.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompt:
    """Something to look at: what kind, the words found, and what to ask oneself."""

    code: str
    found: str
    sentence: str


_FEW_WORDS = 6
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_SHARE = re.compile(rf"{_NUMBER}\s?(?:%|per ?cent\b)", re.IGNORECASE)
# "41 of 1,200", "12 out of 400", "n = 300", "1,200 people": a count that a share can be one of.
_COUNT = re.compile(
    r"\b\d[\d,]*\s+(?:in|of|out of|from)\s+(?:the\s+)?\d[\d,]*\b|\bn\s?=\s?\d"
    r"|\b(?!(?:19|20)\d\d\b)\d[\d,]*\s+(?:more\s+|test\s+|real\s+|different\s+|separate\s+)?"
    r"(?:people|persons|faces|images|pictures|cases|records|calls|chats|questions|answers"
    r"|tries|trials|alerts|searches|clips|recordings|documents|plates|reads|participants"
    r"|volunteers|officers|items|pages|messages|minutes|journeys|samples)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGIT = re.compile(r"\d")

_WORDS: tuple[tuple[str, str, str], ...] = (
    ("limit", r"up to|as (?:low|high|much|little) as|at best|in ideal conditions"
              r"|under optimal conditions",
     "This is the best case. What is the usual one, and the worst?"),
    ("praise", r"industry[- ]leading|market[- ]leading|world[- ]class|best[- ]in[- ]class"
               r"|state[- ]of[- ]the[- ]art|cutting[- ]edge|leading edge|next[- ]generation"
               r"|award[- ]winning|unrivalled|unparalleled|gold standard|(?:bank|military)"
               r"[- ](?:grade|level)|highest (?:level|standard)s?|very high(?:ly)?"
               r"|highly accurate|exceptional",
     "This is praise. What was measured?"),
    ("absolute", r"(?:completely|totally|fully|entirely) (?:accurate|unbiased|fair|secure|safe"
                 r"|compliant|reliable|anonymous|anonymised|tested)|no bias|not biased|unbiased"
                 r"|bias[- ]free|free (?:of|from) bias|zero (?:bias|errors?|risk)"
                 r"|never (?:fails|wrong|makes|misses)|always (?:right|correct|accurate)"
                 r"|guarantees? (?:accuracy|fairness)|100\s?%|in all conditions|any purpose"
                 r"|eliminates? (?:all )?(?:bias|errors?|risk)",
     "Nothing is always so. How was it tested, on how many, and what went wrong?"),
    ("effort", r"robust(?:ly)?|rigorous(?:ly)?|extensive(?:ly)?|thorough(?:ly)?"
               r"|comprehensive(?:ly)?|continuous(?:ly)? (?:improv|monitor|optimis)\w+"
               r"|committed to|takes? \w+ (?:very )?seriously|strives?|best practices?"
               r"|well[- ]tested|industry standards?|carefully (?:selected|curated|chosen)"
               r"|ethically sourced|responsible ai",
     "This says how hard they tried. What came of it?"),
    ("hedge", r"typically|generally|usually|in most cases|normally|as appropriate|where possible"
              r"|where appropriate|as (?:needed|required|necessary)|from time to time"
              r"|reasonable (?:notice|steps|efforts?)|periodic(?:ally)?|regular(?:ly)?"
              r"|in due course|minimal|negligible|small number|rare(?:ly)?|various|a number of"
              r"|including but not limited to|such as|should (?:not )?(?:be|have)",
     "This leaves a way out. When is it not so, how often, and who decides?"),
    ("elsewhere", r"(?:available|provided|supplied|shared) (?:up)?on request"
                  r"|(?:see|refer to|found (?:on|in)|described (?:on|in)) (?:our|the) (?:website"
                  r"|white ?paper|brochure|terms|documentation|trust cent(?:re|er))"
                  r"|to be (?:confirmed|advised|agreed)|\btbc\b|\btba\b|happy to discuss"
                  r"|can be discussed|under (?:nda|non-disclosure)|will be provided",
     "The answer is somewhere else. Ask for it here."),
    ("secret", r"proprietary|trade secret|commercially (?:sensitive|confidential)"
               r"|commercial(?:-| )in(?:-| )confidence|confidential"
               r"|cannot (?:disclose|share|comment|discuss|speak)"
               r"|not able to (?:disclose|share)|intellectual property",
     "This is kept back. What exactly, from whom, why, and until when?"),
    ("not-us", r"(?:responsibility|matter) (?:of|for) the (?:customer|force|buyer|user|client)"
               r"|not applicable|\bn/a\b|cloud provider (?:takes|is|handles)"
               r"|depends (?:up)?on (?:the|your|how)|your own (?:policy|process)",
     "This hands the question back. Is that right for this question?"),
)
_PATTERNS = tuple(
    (code, re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), sentence)
    for code, words, sentence in _WORDS
)


def prompts(text: str, *, figures: bool = False) -> tuple[Prompt, ...]:
    """What a person should look at twice in an answer; nothing where it is blank.

    `figures` says that a good answer to this question holds counts and a date. One prompt of
    each kind at most, in a fixed order. It reads words and never meaning: it finds no answer that
    is false, and praise in a good answer is prompted too.
    """
    words = " ".join(text.split())
    if not words:
        return ()
    found = []
    for code, pattern, sentence in _PATTERNS:
        hits = list(dict.fromkeys(each.group().lower() for each in pattern.finditer(words)))
        if hits:
            found.append(Prompt(
                code=code, found=", ".join(f"“{each}”" for each in hits[:3]), sentence=sentence,
            ))
    return (*found, *_missing(words, figures=figures))


def _missing(words: str, *, figures: bool) -> list[Prompt]:
    missing = []
    shares = [each.group() for each in _SHARE.finditer(words)]
    if shares and not _COUNT.search(words):
        missing.append(Prompt(
            code="share-without-count", found=f"“{shares[0]}”",
            sentence="A share without the count behind it. Of how many, and how many were they?",
        ))
    if figures and not _DIGIT.search(words):
        missing.append(Prompt(
            code="no-figure", found="", sentence="No figure. A good answer here holds counts.",
        ))
    if figures and not _YEAR.search(words):
        missing.append(Prompt(
            code="no-date", found="", sentence="No date. When was this, and on which version?",
        ))
    if len(words.split()) < _FEW_WORDS:
        missing.append(Prompt(
            code="short", found=f"“{words}”",
            sentence="Very short. Does it answer every part of the question?",
        ))
    return missing
