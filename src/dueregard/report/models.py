"""The tables of this stage."""

from dueregard.report.inspection.models import Archive, Draw, Lodging
from dueregard.report.publication.models import Publication, StatusNotice

__all__ = ["Archive", "Draw", "Lodging", "Publication", "StatusNotice"]
