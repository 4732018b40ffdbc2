"""One's own account: choosing a password by a link, letters, a copy of what one may see."""

import tempfile
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import validate_password
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dueregard.answers import No
from dueregard.documents.audience import Audience
from dueregard.people import queries as people
from dueregard.people.digests import actions as digests
from dueregard.people.digests import queries as digest_queries
from dueregard.people.digests.rules import RHYTHM_NAMES, Rhythm
from dueregard.people.invitations import actions as invitations
from dueregard.people.invitations import queries as invitation_queries
from dueregard.web import letters, own_copy
from dueregard.web.audience import page
from dueregard.web.doing import attempt

IN_MEMORY = 5_000_000


class PasswordForm(forms.Form):
    """A password of one's own."""

    password = forms.CharField(
        label=gettext_lazy("Choose a password"), widget=forms.PasswordInput,
        help_text=gettext_lazy("At least 12 characters. Three words together are good."),
        error_messages={"required": gettext_lazy("Enter a password")},
    )

    def clean_password(self) -> str:
        """The password, when it is strong enough."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class RhythmForm(forms.Form):
    """How often to be written to."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("How often?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in RHYTHM_NAMES.items()],
        error_messages={"required": gettext_lazy("Choose how often")},
    )


class NothingForm(forms.Form):
    """A button: nothing to fill in."""


@page(Audience.PUBLIC)
def join(request: Any, key: str) -> HttpResponse:
    """Choose a password by the link that was sent. Whoever holds the link is whom it is for."""
    invited = invitation_queries.by_key(key, now=request.now)
    if isinstance(invited.answer, No):
        return render(request, "error.html", {
            "title": _("This link does not open anything now"), "text": invited.answer.reason,
            "next_url": "/accounts/login/", "next_text": _("Go to signing in"),
        }, status=410)
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, invitations.use, key=key, now=request.now, **form.cleaned_data)
        if made is not None:
            messages.success(request, _("Your password is set. Sign in with it now."))
            return redirect("account_login")
    return render(request, "account/join.html", {"form": form, "invited": invited})


@page(Audience.PANEL)
def letters_to_me(request: Any) -> HttpResponse:
    """Choose how often to be written to."""
    form = RhythmForm(
        request.POST if request.method == "POST" else None,
        initial={"rhythm": digest_queries.chosen(request.actor.id)},
    )
    if form.is_valid():
        made = attempt(form, digests.choose, rhythm=Rhythm(form.cleaned_data["rhythm"]),
                       by=request.actor, now=request.now)
        if made is not None:
            messages.success(request, _("That is noted."))
            return redirect("letters")
    return render(request, "account/letters.html", {"form": form})


@page(Audience.PUBLIC)
def stop_letters(request: Any, token: str) -> HttpResponse:
    """Stop the letters by the link in one of them, without signing in. Opening it stops nothing."""
    person_id = letters.person_of_stop(token)
    form = NothingForm(request.POST if request.method == "POST" else None)
    stopped = digest_queries.chosen(person_id) is Rhythm.OFF
    if form.is_valid() and not stopped:
        stopped = attempt(form, digests.choose, rhythm=Rhythm.OFF, by=people.actor(person_id),
                          now=request.now) is not None
    return render(request, "account/stop_letters.html", {"form": form, "stopped": stopped})


@page(Audience.PANEL)
def my_copy(request: Any) -> Any:
    """Everything that this person may see, as one zip."""
    if not request.GET.get("part"):
        return render(request, "account/my_copy.html", {"parts": own_copy.parts(request.actor)})
    part = request.GET["part"]
    if not part.isdecimal() or not 1 <= int(part) <= own_copy.parts(request.actor):
        raise Http404
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 # the response closes it
    own_copy.write(file, actor=request.actor, now=request.now, part=int(part))
    file.seek(0)
    response = FileResponse(file, as_attachment=True, filename=f"what-i-may-see-{part}.zip")
    response["Cache-Control"] = "no-store"
    return response


urlpatterns = [
    path("join/<str:key>/", join, name="join"),
    path("letters/", letters_to_me, name="letters"),
    path("letters/stop/<str:token>/", stop_letters, name="digest-stop"),
    path("my-copy/", my_copy, name="my-copy"),
]
