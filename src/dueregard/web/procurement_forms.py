"""What a procurement officer is asked: the questions, the link, the sheet, the grade."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.lenses.shapes import SupplierQuestion
from dueregard.manage.procurement import rules
from dueregard.manage.procurement.queries import AnswerLine, EnquiryLine
from dueregard.manage.procurement.rules import GRADE_NAMES, SEEN_NAMES, Grade, Seen

MOST_BYTES = 5_000_000
USUAL_DAYS = 21
_DATE_ERROR = gettext_lazy("Enter a date, like 27/3/2026")


class EnquiryForm(forms.Form):
    """Whom to ask about what, and which questions."""

    supplier = forms.CharField(
        label=gettext_lazy("Supplier"), max_length=200,
        error_messages={"required": gettext_lazy("Enter the supplier you are asking")},
    )
    product = forms.CharField(
        label=gettext_lazy("Product"), max_length=200,
        error_messages={"required": gettext_lazy("Enter the product you are asking about")},
    )
    version = forms.CharField(
        label=gettext_lazy("Version"), max_length=80,
        help_text=gettext_lazy("Answers are good for one version. Write “not known” if it is so."),
        error_messages={"required": gettext_lazy("Enter the version, or “not known”")},
    )
    answer_by = forms.DateField(
        label=gettext_lazy("By when should they answer?"),
        help_text=gettext_lazy("Three weeks is usual. For example, 27/3/2026"),
        error_messages={
            "required": gettext_lazy("Enter the day to answer by"), "invalid": _DATE_ERROR,
        },
    )
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Which questions?"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Those for this technology are chosen. Take out what does not "
                               "matter here."),
        error_messages={"required": gettext_lazy("Choose at least one question")},
    )

    def __init__(
        self, *args: Any, offered: tuple[SupplierQuestion, ...],
        earlier: tuple[EnquiryLine, ...], **kwargs: Any,
    ) -> None:
        """Offer the questions for the use, and the answers for an earlier version."""
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = [  # type: ignore[attr-defined]
            (each.id, f"{each.title}: {each.text}") for each in offered
        ]
        self.fields["questions"].initial = [each.id for each in offered]
        answered = [each for each in earlier if each.answered]
        if answered:
            self.fields["inherits_id"] = forms.TypedChoiceField(
                label=_("Begin with the answers for an earlier version?"), required=False,
                coerce=int, empty_value=None, choices=[("", _("No, begin with blank answers")), *(
                    (each.id, f"{each.supplier}, {each.product} {each.version}")
                    for each in answered
                )],
                help_text=_("They are shown to the supplier as said for that version, to confirm "
                            "or change. None of them counts until then."),
            )


class LinkForm(forms.Form):
    """How long the link lasts."""

    expires_on = forms.DateField(
        label=gettext_lazy("Last day of the link"),
        error_messages={
            "required": gettext_lazy("Enter the last day"), "invalid": _DATE_ERROR,
        },
    )


class SheetForm(forms.Form):
    """A supplier's spreadsheet, and who sent it."""

    file = forms.FileField(
        label=gettext_lazy("The supplier's spreadsheet"),
        help_text=gettext_lazy("XLSX, ODS or CSV: the one that was made here, filled in."),
        error_messages={
            "required": gettext_lazy("Choose the file"),
            "empty": gettext_lazy("This file is empty. Ask the supplier to send it again"),
        },
    )
    said_by = forms.CharField(
        label=gettext_lazy("Who at the supplier sent it?"), max_length=180,
        help_text=gettext_lazy("Their name and post. It is kept with each answer."),
        error_messages={"required": gettext_lazy("Enter who sent it")},
    )

    def clean_file(self) -> Any:
        """The file, when it is not too large to be a sheet of answers."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_(
                "This file is larger than 5 MB. Check that it is the sheet of answers"
            ))
        return file


class CallInForm(forms.Form):
    """Why nobody waits any longer."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you stop waiting?"), widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Say what you did to get an answer. What was not sent counts as "
                               "not answered."),
        error_messages={"required": gettext_lazy("Say why you stop waiting")},
    )


class GradeForm(forms.Form):
    """What a person makes of one answer."""

    grade = forms.TypedChoiceField(
        label=gettext_lazy("What do you make of it?"), coerce=Grade, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you make of it")},
    )
    why = forms.CharField(
        label=gettext_lazy("Why?"), widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say why")},
    )
    seen = forms.TypedChoiceField(
        label=gettext_lazy("Which report have you read?"), coerce=Seen,
        widget=forms.RadioSelect, choices=list(SEEN_NAMES.items()), initial=Seen.NOTHING,
        required=False, empty_value=Seen.NOTHING,
        help_text=gettext_lazy("Only a report that you have read makes the claim worth more than "
                               "the supplier's word."),
    )
    report = forms.CharField(
        label=gettext_lazy("Which report, by whom, of which date?"), required=False,
        max_length=200,
    )
    follow_up = forms.CharField(
        label=gettext_lazy("What to ask again"), required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Leave it blank to ask nothing more."),
    )

    def __init__(self, *args: Any, line: AnswerLine, **kwargs: Any) -> None:
        """Offer only “no answer” where nothing was answered."""
        kwargs["initial"] = {
            "grade": line.grade, "why": line.why, "follow_up": line.follow_up,
        }
        super().__init__(*args, **kwargs)
        self.answered = line.said is not None
        self.fields["grade"].choices = [  # type: ignore[attr-defined]
            (each, name) for each, name in GRADE_NAMES.items()
            if self.answered or each is Grade.NONE
        ]
        if not self.answered:
            self.fields["grade"].initial = self.initial["grade"] = Grade.NONE
            del self.fields["seen"], self.fields["report"]

    def clean(self) -> dict[str, Any]:
        """Say beside the report when it is not named."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        seen = cleaned.get("seen") or Seen.NOTHING
        if seen != Seen.NOTHING and not (cleaned.get("report") or "").strip():
            self.add_error("report", _("Name the report that you read, with author and date"))
        return cleaned


class HoldForm(forms.Form):
    """A condition made of a question that was not answered well."""

    text = forms.CharField(
        label=gettext_lazy("What has to be done?"), widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Say what has to be done")},
    )
    test = forms.CharField(
        label=gettext_lazy("How can anyone tell that it is done?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Say how anyone can tell that it is done")},
    )
    owner_id = forms.TypedChoiceField(
        label=gettext_lazy("Who sees to it?"), coerce=int,
        error_messages={"required": gettext_lazy("Choose who sees to it")},
    )
    due_on = forms.DateField(
        label=gettext_lazy("By when?"), error_messages={
            "required": gettext_lazy("Enter the day by which it is done"), "invalid": _DATE_ERROR,
        },
    )

    def __init__(
        self, *args: Any, line: AnswerLine, owners: list[tuple[int, str]], now: Any, **kwargs: Any
    ) -> None:
        """Begin with the model clause and with what a good answer holds."""
        asked = line.asked
        kwargs["initial"] = {
            "text": _("Put into the contract: %(clause)s") % {"clause": asked["clause"]},
            "test": _("The signed contract holds it, or a full answer is here. %(good)s")
            % {"good": asked["good"]},
            "due_on": now.date() + timedelta(days=30),
        }
        super().__init__(*args, **kwargs)
        self.fields["owner_id"].choices = [("", ""), *owners]  # type: ignore[attr-defined]


def barred(*answers: Any) -> str:
    """The first reason why not, in the order that the action asks; blank where there is none."""
    return next((each.reason for each in answers if isinstance(each, No)), "")


def usual_link_days() -> int:
    """How many days a link usually lasts."""
    return rules.USUAL_LINK_DAYS
