"""The tables of this stage."""

from dueregard.report.publication.models import Publication

__all__ = ["Publication"]
