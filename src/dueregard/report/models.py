"""The tables of this stage."""

from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.questions.models import Question, QuestionAnswer

__all__ = ["Publication", "Question", "QuestionAnswer", "StatusNotice"]
