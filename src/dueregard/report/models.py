"""The tables of this stage."""

from dueregard.report.publication.models import Publication, StatusNotice

__all__ = ["Publication", "StatusNotice"]
