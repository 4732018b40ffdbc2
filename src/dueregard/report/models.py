"""The tables of this stage."""

from dueregard.report.bulletins.models import Bulletin
from dueregard.report.publication.models import Publication, StatusNotice

__all__ = ["Bulletin", "Publication", "StatusNotice"]
