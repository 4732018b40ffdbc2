"""The first account, who works here, and, in the demo alone, signing in as anybody."""

import secrets
from dataclasses import replace
from smtplib import SMTPException
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.password_validation import validate_password
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dueregard.desk import leaving
from dueregard.documents.audience import Audience
from dueregard.ledger.rules import AlreadyDone
from dueregard.lenses.shapes import Nation
from dueregard.people import actions, queries
from dueregard.people.invitations import actions as invitations
from dueregard.people.rules import NATION_NAMES, ROLE_NAMES, Role
from dueregard.web import letters, single_sign_on
from dueregard.web.audience import page
from dueregard.web.doing import attempt
from dueregard.web.environment import begin_key

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_ROLE_DOES = {
    Role.ETHICS_LEAD: gettext_lazy("keeps the register, and checks the work of owners"),
    Role.PROJECT_LEAD: gettext_lazy("owns a use, and answers for it"),
    Role.DECISION_MAKER: gettext_lazy("replies to the committee, and decides"),
    Role.PROCUREMENT_OFFICER: gettext_lazy("adds what is to be bought, and what suppliers say"),
    Role.ANALYST: gettext_lazy("measures files, and answers questions of an assessment"),
    Role.COMMITTEE_MEMBER: gettext_lazy("reads the paper, and gives an opinion"),
    Role.COMMITTEE_CHAIR: gettext_lazy("gives an opinion, and records the advice"),
    Role.COMMITTEE_SECRETARY: gettext_lazy("closes opinions, and records the advice"),
    Role.PANEL_MEMBER: gettext_lazy("from outside: reads what panels may read"),
    Role.SHARING_OFFICER: gettext_lazy("owns uses that share data with partners"),
    Role.DATA_PROTECTION_OFFICER: gettext_lazy("reads everything, and can erase words of an entry"),
    Role.OFFICER: gettext_lazy("reads the register"),
    Role.INSPECTOR: gettext_lazy("reads everything, and changes nothing"),
    Role.ADMINISTRATOR: gettext_lazy("adds people and appoints them"),
}
ROLES = [
    (role.value, format_lazy("{name}: {does}", name=name, does=_ROLE_DOES[role]))
    for role, name in ROLE_NAMES.items()
]


class BeginForm(forms.Form):
    """The first account and the force's name."""

    key = forms.CharField(widget=forms.HiddenInput, required=False)
    force_name = forms.CharField(
        label=gettext_lazy("The name of your force or organisation"), max_length=120,
        error_messages={"required": gettext_lazy("Enter the name of your force")},
    )
    contact_email = forms.EmailField(
        label=gettext_lazy("An e-mail address that the public may write to"), required=False,
        help_text=gettext_lazy("Shown on public pages. You can leave it out for now."),
    )
    nation = forms.ChoiceField(
        label=gettext_lazy("Where do you police?"), widget=forms.RadioSelect,
        choices=[(each.value, name) for each, name in NATION_NAMES.items()],
        help_text=gettext_lazy("The law that you are shown is that of this nation."),
        error_messages={"required": gettext_lazy("Choose where you police")},
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=120,
        error_messages={"required": gettext_lazy("Enter your name")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("You sign in with it."),
        error_messages={
            "required": gettext_lazy("Enter your e-mail address"),
            "invalid": gettext_lazy("Enter an e-mail address, like name@example.police.uk"),
        },
    )
    password = forms.CharField(
        label=gettext_lazy("A password"), widget=forms.PasswordInput,
        help_text=gettext_lazy("At least 12 characters. Three words together are good."),
        error_messages={"required": gettext_lazy("Enter a password")},
    )

    def clean_password(self) -> str:
        """The password, when it is strong enough."""
        password: str = self.cleaned_data["password"]
        validate_password(password)
        return password


class InviteForm(forms.Form):
    """A new person and what they are appointed to."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120,
        error_messages={"required": gettext_lazy("Enter their name")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        error_messages={"required": gettext_lazy("Enter their e-mail address")},
    )
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), choices=ROLES, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role")},
    )
    password = forms.CharField(
        label=gettext_lazy("A first password"), widget=forms.PasswordInput, required=False,
        help_text=gettext_lazy(
            "Leave it empty, and they are sent a link to choose their own. Or enter at least "
            "12 characters and tell them by telephone."
        ),
    )

    def clean_password(self) -> str | None:
        """The password, when it is strong enough; None where they choose their own."""
        password: str = self.cleaned_data["password"]
        if not password:
            return None
        validate_password(password)
        return password


class RolesForm(forms.Form):
    """What a person is appointed to."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"), choices=ROLES, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one role")},
    )


class ReasonForm(forms.Form):
    """Why a person may no longer sign in, or may again."""

    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=300,
        help_text=gettext_lazy("It stays on the ledger."),
        error_messages={"required": gettext_lazy("Say why")},
    )


@page(Audience.PUBLIC)
def begin(request: Any) -> HttpResponse:
    """The first page of an empty installation: the force's name and the first account."""
    if queries.force() is not None:
        return redirect("home")
    given = request.POST.get("key", "") or request.GET.get("key", "")
    if not secrets.compare_digest(given.encode(), begin_key(settings.ENV.home).encode()):
        return render(request, "error.html", {
            "title": _("Nobody has an account here yet"),
            "text": _("Make the first account with the link that 'dueregard up' printed "
                      "when it started. It holds a key, so that a stranger cannot be first."),
        }, status=403)
    form = BeginForm(
        request.POST if request.method == "POST" else None,
        initial={"key": given, "nation": Nation.ENGLAND.value},
    )
    if form.is_valid():
        form.cleaned_data.pop("key")
        said = form.cleaned_data | {"nation": Nation(form.cleaned_data["nation"])}
        made = attempt(form, actions.found, now=request.now, **said)
        if made is not None:
            login(request, get_user_model().objects.get(email=form.cleaned_data["email"].lower()),
                  backend=BACKEND)
            return redirect("home")
    return render(request, "people/begin.html", {"form": form})


@page(Audience.FORCE, permission="people.appoint")
def people(request: Any) -> HttpResponse:
    """Everyone, and what they are appointed to."""
    return render(request, "people/people.html", {"people": queries.roster()})


@page(Audience.FORCE, permission="people.appoint")
def invite(request: Any) -> HttpResponse:
    """Add a person."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = attempt(form, actions.invite, by=request.actor, now=request.now,
                       **form.cleaned_data)
        if made is not None:
            if form.cleaned_data["password"]:
                messages.success(request, _("%(name)s can now sign in.") % form.cleaned_data)
            else:
                send_link(request, _colleague(int(made.removeprefix("person-"))))
            return redirect("people")
    return render(request, "people/invite.html", {"form": form})


@require_POST
@page(Audience.FORCE, permission="people.appoint")
def invite_again(request: Any, person_id: int) -> HttpResponse:
    """Send a person a new link to choose a password; the earlier one opens nothing then."""
    send_link(request, _colleague(person_id))
    return redirect("appoint", person_id)


def send_link(request: Any, person: queries.Colleague) -> None:
    """Send the link; say where it went, or that it could not be sent."""
    if single_sign_on.comes_by_it(person.id):
        messages.error(request, _("Your force's own sign-in opens this account. "
                                  "A password would open nothing."))
        return
    key = secrets.token_urlsafe(32)
    mark = request.actor.form
    # A form of its own: the account was made by the same press.
    by = replace(request.actor, form=f"{mark}-link"[-64:] if mark else None)
    try:
        invitations.send(person_id=person.id, key=key, by=by, now=request.now)
        letters.invitation(name=person.name, email=person.email, key=key,
                           absolute=request.build_absolute_uri)
    except AlreadyDone:
        return
    except (OSError, SMTPException):
        messages.error(request, _("The letter could not be sent. Check the mail settings, "
                                  "then send the link again from their page."))
        return
    messages.success(request, _("A link was sent to %s. It is good for a week.") % person.email)


@page(Audience.FORCE, permission="people.appoint")
def appoint(request: Any, person_id: int) -> HttpResponse:
    """Change what a person is appointed to."""
    person = _colleague(person_id)
    form = RolesForm(
        request.POST if request.method == "POST" else None,
        initial={"roles": [role.value for role in person.roles]},
    )
    if form.is_valid():
        roles = [Role(each) for each in form.cleaned_data["roles"]]
        if attempt(form, actions.appoint, person_id=person_id, roles=roles,
                   by=request.actor, now=request.now) is not None:
            messages.success(request, _("Their roles are changed."))
            return redirect("people")
    return render(request, "people/appoint.html", {
        "form": form, "person": person, "by_groups": single_sign_on.comes_by_it(person_id),
    })


@page(Audience.FORCE, permission="people.appoint")
def sign_in_right(request: Any, person_id: int) -> HttpResponse:
    """Stop a person from signing in, or let them again."""
    person = _colleague(person_id)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        action = actions.suspend if person.active else actions.restore
        if attempt(form, action, person_id=person_id, reason=form.cleaned_data["reason"],
                   by=request.actor, now=request.now) is not None:
            messages.success(request, _("That is done, and it is on the ledger."))
            return redirect("leaving" if person.active else "people", *(
                [person_id] if person.active else []
            ))
    return render(request, "people/sign_in_right.html", {
        "form": form, "person": person, "left": leaving.left_behind(person_id),
    })


@page(Audience.FORCE, permission="people.appoint")
def leaving_page(request: Any, person_id: int) -> HttpResponse:
    """What somebody leaves behind, and where it is handed over."""
    return render(request, "people/leaving.html", {
        "person": _colleague(person_id), "left": leaving.left_behind(person_id),
    })


def _colleague(person_id: int) -> queries.Colleague:
    person = next((each for each in queries.roster() if each.id == person_id), None)
    if person is None:
        raise Http404
    return person


@page(Audience.PUBLIC)
def demo_sign_in(request: Any) -> HttpResponse:
    """In the demo alone: one click signs in as a person of the example force."""
    force = queries.force()
    if not settings.DEMO or force is None or not force.example:
        raise Http404
    if request.method == "POST":
        person = get_user_model().objects.filter(
            pk=request.POST.get("person", "0"), is_active=True
        ).first()
        if person is None:
            raise Http404
        login(request, person, backend=BACKEND)
        return redirect("home")
    people = [each for each in queries.roster() if each.active and each.roles]
    return render(request, "people/demo.html", {"people": people})


urlpatterns = [
    path("begin/", begin, name="begin"),
    path("people/", people, name="people"),
    path("people/invite/", invite, name="invite"),
    path("people/<int:person_id>/", appoint, name="appoint"),
    path("people/<int:person_id>/link/", invite_again, name="invite-again"),
    path("people/<int:person_id>/leaving/", leaving_page, name="leaving"),
    path("people/<int:person_id>/sign-in/", sign_in_right, name="sign-in-right"),
    path("demo/", demo_sign_in, name="demo"),
]
