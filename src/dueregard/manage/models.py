"""The tables of this stage."""

from dueregard.manage.agreements.models import (
    Agreement,
    AgreementNotice,
    AgreementVersion,
    DirectAccessCheck,
)
from dueregard.manage.bodies.models import Body, Interest, Seat
from dueregard.manage.committee.models import (
    Advice,
    AdviceItem,
    AdviceWord,
    Decision,
    Matter,
    Opinion,
)
from dueregard.manage.conditions.models import Condition, Reminder
from dueregard.manage.deployments.models import Deployment, DeploymentLog
from dueregard.manage.gates.models import GateAnswer, Passing
from dueregard.manage.happenings.models import Happening
from dueregard.manage.keys.models import PartnerKey, ProblemReport
from dueregard.manage.meetings.models import AgendaItem, Attendance, Delivery, Meeting
from dueregard.manage.partners.models import (
    Drill,
    Partner,
    PartnerBreach,
    SignOff,
    Suspension,
    VettingStep,
)
from dueregard.manage.procurement.models import Enquiry, SupplierAnswer
from dueregard.manage.scrutiny.models import (
    Aside,
    Clearance,
    Clip,
    Makeup,
    PanelPoint,
    Rating,
    Sitting,
)
from dueregard.manage.sharing.models import (
    Disclosure,
    DisclosureNotice,
    SharingDrill,
    SharingOpinion,
    SharingRequest,
    SourceSystem,
    ToldAtOnce,
)
from dueregard.manage.value_cases.models import (
    AgreementReview,
    NotShared,
    SharingStory,
    ValueCase,
    ValueRow,
)

__all__ = [
    "Advice", "AdviceItem", "AdviceWord", "AgendaItem", "Agreement", "AgreementNotice",
    "AgreementReview", "AgreementVersion", "Aside", "Attendance", "Body", "Clearance", "Clip",
    "Condition", "Decision", "Delivery", "Deployment", "DeploymentLog", "DirectAccessCheck",
    "Disclosure", "DisclosureNotice", "Drill", "Enquiry", "GateAnswer", "Happening", "Interest",
    "Makeup", "Matter", "Meeting", "NotShared", "Opinion", "PanelPoint", "Partner", "PartnerBreach",
    "PartnerKey", "Passing", "ProblemReport", "Rating", "Reminder", "Seat", "SharingDrill",
    "SharingOpinion", "SharingRequest", "SharingStory", "SignOff", "Sitting", "SourceSystem",
    "SupplierAnswer", "Suspension", "ToldAtOnce", "ValueCase", "ValueRow", "VettingStep",
]
