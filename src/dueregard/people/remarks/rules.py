"""What may be said of our own guidance, and who answers it.

Without this file a sentence that nobody understands would stay, because nobody could say so.
"""

from dueregard.answers import Answer, No, Yes

# The pages of ours that somebody may speak of, and the library's entries by their ids.
PAGES: dict[str, str] = {
    "card": "The card of a use",
    "ask": "Who can I ask?",
    "decide": "Help with a decision",
    "library": "The library",
}


def title_of(about: str, *, library: dict[str, str]) -> str | None:
    """What is spoken of, in words; None where it is nothing of ours."""
    return PAGES.get(about) or library.get(about)


def may_say(*, clear: bool, words: str) -> Answer:
    """Whether this is enough to act on: what is not clear must be said."""
    if clear or words.strip():
        return Yes()
    return No("Say what was not clear, in a word or two, so that it can be put right.", "no-words")


def may_answer(*, answered: bool, words: str) -> Answer:
    """Whether an answer may be given: once, with words."""
    if answered:
        return No("This was answered already. The answer stands on the page.", "answered")
    if not words.strip():
        return No("Write what you will do, or why not. They read it.", "no-words")
    return Yes()
