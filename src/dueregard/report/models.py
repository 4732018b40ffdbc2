"""The tables of this stage."""

from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.wordings.models import BroughtRecord, Wording

__all__ = ["BroughtRecord", "Publication", "StatusNotice", "Wording"]
