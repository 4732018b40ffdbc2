"""What is asked where a key for a partner's system is made."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dueregard.manage.keys.rules import LONGEST_LABEL
from dueregard.web.partner_forms import DATE_ERROR


class KeyForm(forms.Form):
    """For which partner, in which system, until when."""

    partner_id = forms.TypedChoiceField(
        label=gettext_lazy("For which partner?"), coerce=int,
        error_messages={"required": gettext_lazy("Choose a partner")},
    )
    label = forms.CharField(
        label=gettext_lazy("Which of their systems or teams keeps it?"), max_length=LONGEST_LABEL,
        help_text=gettext_lazy("One key each: then one can be revoked and the others go on."),
        error_messages={"required": gettext_lazy("Say which system or team keeps the key")},
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Last day on which it is good"),
        error_messages={"required": gettext_lazy("Enter the last day"), "invalid": DATE_ERROR},
    )

    def __init__(self, *args: Any, partners: dict[int, str], **kwargs: Any) -> None:
        """Offer the parties to what is in force."""
        super().__init__(*args, **kwargs)
        self.fields["partner_id"].choices = [  # type: ignore[attr-defined]
            ("", ""), *partners.items()
        ]
