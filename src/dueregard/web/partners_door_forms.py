"""What a partner is asked at its own door: the key, a request, a receipt, what is wrong."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.manage.keys.rules import PROBLEM_NAMES, ProblemKind
from dueregard.manage.sharing.actions import Asking
from dueregard.manage.sharing.queries import RequestSheet
from dueregard.web.request_forms import AskForm

# A key has 60 characters; what is much longer is something else, pasted by mistake.
_LONGEST_KEY = 200
_LONGEST = 2_000
TOO_LONG = gettext_lazy("Write no more than %(limit_value)d characters. You wrote %(show_value)d")
# As whoever asks would say it: the force's own list speaks of "the partner".
PROBLEMS = PROBLEM_NAMES | {ProblemKind.ASTRAY: gettext_lazy("It went astray with us")}
_LIFE = "life-now"


class EnterForm(forms.Form):
    """The key, and nothing else."""

    key = forms.CharField(
        label=gettext_lazy("Your key"), max_length=_LONGEST_KEY,
        # A key is kept where passwords are kept, and may be filled in from there.
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password",
                                          "spellcheck": "false", "autocapitalize": "none"}),
        help_text=gettext_lazy("It begins with drk_. The force's information-sharing officer makes "
                               "one for your team."),
        error_messages={"required": gettext_lazy("Enter your key"), "max_length": gettext_lazy(
            "This is too long for a key. Copy the key alone, from drk_ to its end")},
    )


class PartnerAskForm(AskForm):
    """A request as whoever asks writes it. What is left blank counts against it, never for it."""

    ASK, WOULD = "ask", "would"
    # What the force alone knows, or keeps for its own figures.
    origin_consents = collected_for_law = group = None  # type: ignore[assignment]

    recipient = forms.CharField(
        label=gettext_lazy("Which team or post would receive it?"), max_length=200, required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why is it needed now?"), max_length=_LONGEST, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One sentence, without names."),
        error_messages={"max_length": TOO_LONG},
    )
    onward = forms.ChoiceField(
        label=gettext_lazy("Does it go any further?"), widget=forms.RadioSelect, required=False,
        choices=[("no", gettext_lazy("No, it stays with us")),
                 ("yes", gettext_lazy("Yes, we pass it on")),
                 ("", gettext_lazy("I do not know"))],
    )
    subject = forms.CharField(
        label=gettext_lazy("Key of the person, if you have one"), max_length=80, required=False,
        help_text=gettext_lazy("The number under which the record is kept. Never a name. That you "
                               "ask about a person is then logged, because the law says so."),
    )
    true_signs = forms.MultipleChoiceField(
        label=gettext_lazy("Which of these are so?"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They decide how soon it is looked at. What you do not tick counts "
                               "as not known, not as no."),
    )
    field_order = ("items", "people", "purpose", "reason", "true_signs", "case_ref", "subject",
                   "event", "role", "recipient", "marking", "onward", "passed_to", "automated")

    def clean(self) -> dict[str, Any]:
        """To ask, what is wanted and why is needed; whether it would be allowed is told anyway."""
        said = super().clean() or {}
        if self.data.get("then") != self.WOULD:
            if not said.get("items") and "items" not in self.errors:
                self.add_error("items", _("Choose at least one thing that is wanted"))
            if not said.get("reason") and "reason" not in self.errors:
                self.add_error("reason", _("Say in a sentence why it is needed now"))
        return said

    @property
    def life(self) -> bool:
        """Whether somebody's life is said to be in danger now."""
        return _LIFE in self.cleaned_data["true_signs"]


class MoreForm(PartnerAskForm):
    """The request again, with what was missing. Of what only the force shows, a blank stays."""

    def __init__(self, *args: Any, it: RequestSheet, **kwargs: Any) -> None:
        """Begin with what was asked; the key of the person is not shown again."""
        super().__init__(
            *args, terms=it.terms, ref=it.agreement, partner_id=it.partner_id or 0,
            initial=self.initial_of(it.asked, recipient=it.recipient), **kwargs,
        )
        self.it = it
        stays = _("Leave it blank to keep what was given before.")
        for name in ("subject", "event", "true_signs"):
            self.fields[name].help_text = f"{self.fields[name].help_text} {stays}"

    @property
    def asking(self) -> Asking:
        """What was asked, with what was given before where it is left blank."""
        made, it = super().asking, self.it
        return replace(
            made, subject=made.subject or it.subject, event=made.event or it.event,
            group=it.group, signs={**it.signs, **made.signs},
        )


class SignForm(forms.Form):
    """A receipt: who read it, and whether it is what was sent."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name")},
    )
    post = forms.CharField(
        label=gettext_lazy("Your post"), max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": gettext_lazy("Enter your post")},
    )
    sha256 = forms.RegexField(
        r"^\s*[0-9A-Fa-f]{64}\s*$", label=gettext_lazy("SHA-256 of the file as you have it"),
        required=False, strip=True,
        help_text=gettext_lazy("If you can work it out: a wrong one shows that this is not what "
                               "was sent. Your IT staff know how."),
        error_messages={"invalid": gettext_lazy(
            "A SHA-256 has 64 characters, digits and the letters a to f. Copy the whole of it")},
    )

    def __init__(self, *args: Any, sha256: str, **kwargs: Any) -> None:
        """Ask for the digest where something has one: what was spoken has none."""
        super().__init__(*args, **kwargs)
        if not sha256:
            del self.fields["sha256"]

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the act takes it."""
        said = self.cleaned_data
        return {"name": said["name"], "post": said["post"],
                "sha256": said.get("sha256", "").lower() or None}


class NoticeForm(forms.Form):
    """What was done about a correction or a recall."""

    words = forms.CharField(
        label=gettext_lazy("What did you do?"), max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Put right, given back or destroyed: what, and when. No names."),
        error_messages={"required": gettext_lazy("Say what you did"), "max_length": TOO_LONG},
    )


class ProblemForm(forms.Form):
    """What is wrong, and with what."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of problem is it?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in PROBLEMS.items()],
        error_messages={"required": gettext_lazy("Choose what kind of problem it is")},
    )
    words = forms.CharField(
        label=gettext_lazy("What is wrong?"), max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One sentence, without names."),
        error_messages={"required": gettext_lazy("Say in a sentence what is wrong"),
                        "max_length": TOO_LONG},
    )
    disclosure = forms.TypedChoiceField(
        label=gettext_lazy("With what that was sent to you?"), required=False, coerce=int,
        empty_value=None, widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, sent: list[tuple[int, str]], **kwargs: Any) -> None:
        """Offer what was sent; ask nothing where nothing was."""
        super().__init__(*args, **kwargs)
        if sent:
            self.fields["disclosure"].choices = [  # type: ignore[attr-defined]
                *sent, ("", _("With the request itself"))]
        else:
            del self.fields["disclosure"]

    @property
    def given(self) -> dict[str, Any]:
        """What was said, as the act takes it."""
        said = self.cleaned_data
        return {"kind": ProblemKind(said["kind"]), "words": said["words"],
                "disclosure_id": said.get("disclosure")}

