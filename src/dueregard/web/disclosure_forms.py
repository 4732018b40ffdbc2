"""What is asked when something is given out, received, corrected or recalled; and of the map."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.manage.sharing.disclosures.rules import MEANS_NAMES, Means
from dueregard.sharing import catalogue

_TICKS = forms.CheckboxSelectMultiple


def _words(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 2}), **more)


class GiveForm(forms.Form):
    """What is given, to whom, and where anybody looked."""

    means = forms.ChoiceField(
        label=gettext_lazy("How is it given?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in MEANS_NAMES.items()],
        initial=Means.FILE.value,
        error_messages={"required": gettext_lazy("Choose how it is given")},
    )
    file = forms.FileField(
        label=gettext_lazy("The file (CSV)"), required=False,
        help_text=gettext_lazy("It is cut to the columns that may go, given back to you once, and "
                               "deleted. What is in it is not kept here."),
    )
    recipient = forms.CharField(
        label=gettext_lazy("Who receives it? A name and a post"), max_length=200,
        error_messages={"required": gettext_lazy("Say who receives it: a name and a post")},
    )
    checked = forms.MultipleChoiceField(
        label=gettext_lazy("In which systems did you look?"), widget=_TICKS, required=False,
        help_text=gettext_lazy("The others are named to the recipient as not looked in."),
    )
    partners_asked = forms.MultipleChoiceField(
        label=gettext_lazy("Which other partners were asked what they know?"), widget=_TICKS,
        required=False,
    )
    why_withheld = _words(
        gettext_lazy("Why is the rest withheld?"), required=False,
        help_text=gettext_lazy("The recipient reads it."),
    )
    corrects = forms.ChoiceField(
        label=gettext_lazy("Does it replace something that they have?"), required=False,
    )

    def __init__(
        self, *args: Any, systems: list[str], others: list[str], given: list[tuple[str, str]],
        withheld: bool, **kwargs: Any,
    ) -> None:
        """Ask only what there is to ask."""
        super().__init__(*args, **kwargs)
        for name, choices in (("checked", systems), ("partners_asked", others)):
            if choices:
                self.fields[name].choices = [  # type: ignore[attr-defined]
                    (each, each) for each in choices]
            else:
                del self.fields[name]
        if not withheld:
            del self.fields["why_withheld"]
        if given:
            self.fields["corrects"].choices = [("", _("No")), *given]  # type: ignore[attr-defined]
        else:
            del self.fields["corrects"]

    def clean(self) -> dict[str, Any]:
        """A file is needed where one is to be given."""
        said = super().clean() or {}
        if said.get("means") == Means.FILE.value and not said.get("file"):
            self.add_error("file", _("Choose the file that is to be cut"))
        return said


class ReceiptForm(forms.Form):
    """Who signed for it."""

    name = forms.CharField(
        label=gettext_lazy("Who signed for it?"), max_length=120,
        error_messages={"required": gettext_lazy("Enter the name of whoever signed")},
    )
    post = forms.CharField(
        label=gettext_lazy("In which post?"), max_length=160,
        error_messages={"required": gettext_lazy("Enter their post")},
    )


class SystemForm(forms.Form):
    """One system on the map."""

    name = forms.CharField(
        label=gettext_lazy("What do people call it?"), max_length=120,
        error_messages={"required": gettext_lazy("Enter the name of the system")},
    )
    holds = _words(gettext_lazy("What does it hold?"),
                   error_messages={"required": gettext_lazy("Say what it holds")})
    current = _words(
        gettext_lazy("How current is it?"),
        help_text=gettext_lazy("How long after something happens is it in there?"),
        error_messages={"required": gettext_lazy("Say how current it is")},
    )
    gaps = _words(
        gettext_lazy("What is it known to lack or get wrong?"),
        help_text=gettext_lazy("If nobody has looked, say that. Recipients read this."),
        error_messages={"required": gettext_lazy("Say what it lacks, or that nobody has looked")},
    )
    kept_by = forms.CharField(
        label=gettext_lazy("Who looks after it? A post"), max_length=160, required=False)
    items = forms.MultipleChoiceField(
        label=gettext_lazy("Which items of agreements does it hold?"), widget=_TICKS,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every item that an agreement can name."""
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [  # type: ignore[attr-defined]
            (key, each.item.name or key) for key, each in catalogue.load().items.items()]
