"""The tables of this stage."""

from dueregard.report.perception.models import GapCard, SurveyWave
from dueregard.report.publication.models import Publication, StatusNotice

__all__ = ["GapCard", "Publication", "StatusNotice", "SurveyWave"]
