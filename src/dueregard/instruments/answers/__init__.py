"""Answers that a tool gave, marked by two people who did not see each other's marks.

Without this file "82 in 100 questions answered" would stand for right answers, and none missed
in sixty tries for never. It takes three files and not one, so `check answers` runs it.
"""

from dueregard.findings.about import About, Ask, Asked
from dueregard.instruments.answers.marks import Marked, join, read_marks
from dueregard.instruments.answers.measuring import finding
from dueregard.instruments.answers.pairs import Captured, captured, marking_sheet

__all__ = (
    "ABOUT", "Captured", "Marked", "captured", "finding", "join", "marking_sheet", "read_marks",
)

ABOUT = About(
    name="answers",
    version="1",
    title="Answers of a chatbot or a writing tool, marked by two people",
    question="How often was the answer right, and how often did it fail to pass on to a person?",
    lens="safety",
    asks=(
        Ask(name="level", asked=Asked.NUMBER, default=0.95, words="How sure the ranges are."),
    ),
    limits=(
        "The questions are those that somebody thought of. What the public asks may be harder.",
        "An approved answer can be wrong itself, and then both markers are wrong with it.",
        "It says nothing about people who gave up, or who never tried.",
        "A missed pass-on in real use may look different from those that were tried.",
    ),
    example="dueregard check answers examples/chatbot-answers.csv --sheets .",
    laws_not_kept={
        "equal-groups": "It describes answers and does not compare groups of people.",
    },
)
