"""The tables of this stage."""

from dueregard.report.contracts.models import Contract, ContractList
from dueregard.report.declarations.models import Asking, Declaration
from dueregard.report.publication.models import Publication, StatusNotice
from dueregard.report.statements.models import StatementCheck

__all__ = [
    "Asking", "Contract", "ContractList", "Declaration", "Publication", "StatementCheck",
    "StatusNotice",
]
