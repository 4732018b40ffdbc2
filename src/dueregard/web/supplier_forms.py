"""What a supplier is asked on its forms, and what a spreadsheet needs with it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.manage.procurement import rules
from dueregard.manage.procurement.queries import SupplierLine
from dueregard.manage.procurement.rules import RESTS_ON_NAMES, Given, RestsOn

STILL, CHANGED = "still", "changed"


class SupplierAnswerForm(forms.Form):
    """One answer. An answer given for an earlier version is first confirmed or changed."""

    text = forms.CharField(
        label=gettext_lazy("Your answer"), required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Counts and dates say more than adjectives. Leave it blank to come "
                               "back to it."),
    )
    rests_on = forms.ChoiceField(
        label=gettext_lazy("What does this answer rest on?"), widget=forms.RadioSelect,
        choices=list(RESTS_ON_NAMES.items()), initial=RestsOn.SAYS,
        error_messages={"required": gettext_lazy("Choose what the answer rests on")},
    )
    report = forms.CharField(
        label=gettext_lazy("Name and author of the report"), required=False,
        help_text=gettext_lazy("Where it rests on a test. Send the report to the person who asked "
                               "you as well."),
    )
    dated_on = forms.DateField(
        label=gettext_lazy("Date of the report"), required=False,
        error_messages={"invalid": gettext_lazy("Enter a date, like 27/3/2026")},
    )
    secret_why = forms.CharField(
        label=gettext_lazy("If this answer must be kept secret: why, and until when?"),
        required=False, help_text=gettext_lazy("Leave it blank if the public may know."),
    )
    all_optional = True

    def __init__(self, *args: Any, line: SupplierLine, version: str, today: date,
                 **kwargs: Any) -> None:
        """Begin with what was saved; ask whether it is still so where it is an earlier one."""
        draft = line.draft
        kwargs["initial"] = {
            "text": draft.text, "rests_on": draft.rests_on, "report": draft.report,
            "dated_on": date.fromisoformat(draft.dated_on) if draft.dated_on else None,
            "secret_why": draft.secret_why,
        }
        super().__init__(*args, **kwargs)
        self.today = today
        if line.said_for and not line.confirmed:
            still = forms.ChoiceField(
                label=_("Your answer below was given for version %(old)s. Is it still so for "
                        "version %(new)s?") % {"old": line.said_for, "new": version},
                widget=forms.RadioSelect, choices=[
                    (STILL, _("Yes, it is still so")),
                    (CHANGED, _("No. I have changed it below")),
                ],
                error_messages={"required": _("Choose whether it is still so")},
            )
            self.fields = {"still": still, **self.fields}

    def clean(self) -> dict[str, Any]:
        """Say beside the field what is wrong with the answer."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        if cleaned.get("still") == CHANGED and not self.has_changed_words():
            self.add_error("still", _("The answer is the same as before. Change it below, or "
                                      "choose that it is still so"))
        answer = rules.may_keep(self.given(), today=self.today)
        if isinstance(answer, No):
            self.add_error(_BESIDE.get(answer.code), answer.reason)
        return cleaned

    def has_changed_words(self) -> bool:
        """Whether anything of the answer itself is new."""
        return bool(set(self.changed_data) - {"still"})

    def given(self) -> Given:
        """The answer as it was filled in."""
        got = self.cleaned_data
        return Given(
            text=got["text"].strip(), rests_on=got["rests_on"], report=got["report"].strip(),
            dated_on=got["dated_on"].isoformat() if got.get("dated_on") else "",
            secret_why=got["secret_why"].strip(),
        )


_BESIDE = {
    "too-long": "text", "line-too-long": "report", "rests-on-unknown": "rests_on",
    "report-missing": "report", "date-ahead": "dated_on", "date-unreadable": "dated_on",
}


class SendForm(forms.Form):
    """Who stands for the answers."""

    said_by = forms.CharField(
        label=gettext_lazy("Your name and your post"), max_length=180,
        help_text=gettext_lazy("It is kept with each answer, as who says so."),
        error_messages={"required": gettext_lazy("Enter your name and your post")},
    )
