"""The forms of the log of processing: what it is opened for, which lines, what must be given."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.ledger.processing.rules import (
    OPERATION_NAMES,
    PURPOSE_NAMES,
    Asked,
    Operation,
)
from dueregard.people import queries as people

_DAY = gettext_lazy("Enter a date such as 31/12/2026")


class OpenForm(forms.Form):
    """What somebody opens the log for."""

    purpose = forms.ChoiceField(
        label=gettext_lazy("What do you open it for?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in PURPOSE_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose what you open the log for")},
    )
    why = forms.CharField(
        label=gettext_lazy("What do you want to find out?"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("A sentence, with the number of the complaint or the case if there "
                               "is one. It stays on the ledger with your name."),
        error_messages={"required": gettext_lazy("Say in a sentence what you want to find out")},
    )


class AskForm(forms.Form):
    """Which lines of the log are shown. Everything may be left blank."""

    op = forms.ChoiceField(
        label=gettext_lazy("What was done"), required=False,
        choices=[("", gettext_lazy("Anything")),
                 *((each.value, name) for each, name in OPERATION_NAMES.items())],
    )
    subject = forms.CharField(
        label=gettext_lazy("Whose data"), required=False, max_length=80,
        help_text=gettext_lazy("The key that stands for the person"),
    )
    who = forms.EmailField(
        label=gettext_lazy("Who did it"), required=False,
        help_text=gettext_lazy("The e-mail address of somebody who has or had an account here"),
        error_messages={"invalid": gettext_lazy("Enter an e-mail address, or leave it blank")},
    )
    agreement = forms.CharField(label=gettext_lazy("Agreement"), required=False, max_length=80,
                                help_text=gettext_lazy("Its reference, such as agreement-4"))
    system = forms.CharField(label=gettext_lazy("System"), required=False, max_length=200)
    since = forms.DateField(label=gettext_lazy("From"), required=False,
                            error_messages={"invalid": _DAY})
    upto = forms.DateField(label=gettext_lazy("To and with"), required=False,
                           error_messages={"invalid": _DAY})

    def clean(self) -> dict[str, Any]:
        """Find who is meant, and say beside the field where nobody is."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        email = cleaned.get("who")
        cleaned["person"] = next(
            (each.id for each in people.roster() if each.email == str(email).lower()), None
        )
        if email and cleaned["person"] is None:
            self.add_error("who", _("Nobody here has or had that address"))
        return cleaned

    @property
    def asked(self) -> Asked:
        """The same as the log takes it; a day is a day in this country."""
        given = self.cleaned_data
        upto = given.get("upto")
        return Asked(
            op=Operation(given["op"]) if given.get("op") else None,
            subject=given.get("subject", ""), person=given.get("person"),
            agreement=given.get("agreement", ""), system=given.get("system", ""),
            since=_midnight(given.get("since")),
            before=_midnight(upto + timedelta(days=1)) if upto else None,
        )


class TermsForm(forms.Form):
    """What must be given besides what the law asks."""

    reason = forms.BooleanField(label=gettext_lazy("A reason"), required=False)
    case_ref = forms.BooleanField(
        label=gettext_lazy("The reference of a case, an incident or a request"), required=False,
    )


def _midnight(day: Any) -> datetime | None:
    if day is None:
        return None
    return datetime.combine(day, time.min, timezone.get_current_timezone())
