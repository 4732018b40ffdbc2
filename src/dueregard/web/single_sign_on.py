"""Signing in by the force's own sign-in (OpenID Connect): whose word is taken, and for what.

Without it a leaver would keep their access until somebody remembered to take it away here.
What allauth leaves open is closed: the token's signature, its nonce, and whom it is about.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from allauth.account.internal.emailkit import valid_email_or_none
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dueregard.answers import Refused
from dueregard.people import actions
from dueregard.people.rules import may_take_over, roles_of

PROVIDER = "force"
# Signed by a key that the sign-in alone holds: never by a secret, and never by nothing.
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384"})


class Strict(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth has no types
    """Takes a token only when it is signed, by this sign-in, for us, in time, of one person."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the sign-in says of itself; refused when it goes by another name than ours."""
        config: dict[str, Any] = super().openid_config
        if config.get("issuer", "").rstrip("/") != settings.ENV.oidc_server.rstrip("/"):
            raise OAuth2Error("the sign-in's issuer is not the one in DUEREGARD_OIDC_SERVER")
        if not {"authorization_endpoint", "token_endpoint", "jwks_uri"} <= set(config):
            raise OAuth2Error("the sign-in does not say where it is asked")
        return config

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Who it is, from the signed token; what else is said of them must be of the same one."""
        signed = self._signed(app, str(kwargs["response"].get("id_token", "")))
        said: dict[str, Any] = {}
        if "userinfo_endpoint" in self.openid_config:
            said = self._fetch_user_info(token.token)
            if said.get("sub") != signed["sub"]:
                raise OAuth2Error("the answer about the person is about somebody else")
        return self.get_provider().sociallogin_from_response(
            request, {"userinfo": said | signed, "id_token": signed}
        )

    def _signed(self, app: Any, id_token: str) -> dict[str, Any]:
        try:
            header = jwtkit.jwt.get_unverified_header(id_token)
            if header.get("alg") not in ALGORITHMS:
                raise OAuth2Error("the token is not signed with a key pair")
            claims: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token, keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"], audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
            if not claims["sub"] or "exp" not in claims:
                raise OAuth2Error("the token names nobody, or never ends")
        except (KeyError, TypeError, ValueError, jwtkit.jwt.PyJWTError) as error:
            raise OAuth2Error("the token cannot be read") from error
        return claims


class FromGroups(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth has no types
    """Who comes from the force's sign-in is appointed by their groups, at every sign-in."""

    def pre_social_login(self, request: Any, sociallogin: Any) -> None:
        """Check that this answers our own question; appoint by groups, or turn away in words."""
        signed = sociallogin.account.extra_data["id_token"]
        said = sociallogin.account.extra_data["userinfo"]
        asked = sociallogin.state.get("nonce") or ""
        if not asked or not secrets.compare_digest(asked, str(signed.get("nonce", ""))):
            raise ImmediateHttpResponse(turned_away(
                request, _("This sign-in does not answer the one that you began. Begin again.")
            ))
        if valid_email_or_none(said.get("email")) is None:
            raise ImmediateHttpResponse(turned_away(
                request, _("Your force's sign-in did not say your e-mail address. Ask whoever "
                           "looks after accounts to let it be passed on.")
            ))
        try:
            person_id = actions.arrive(
                person_id=sociallogin.user.pk, name=str(said.get("name", "")),
                email=str(said["email"]), now=request.now,
                roles=roles_of(groups_in(said), listed=settings.GROUPS),
                take_over=may_take_over(
                    trusted=settings.ENV.oidc_trust_email,
                    verified=said.get("email_verified") is True,
                    of_another=_is_another_s(str(said["email"])),
                ),
            )
        except Refused as refusal:
            raise ImmediateHttpResponse(turned_away(request, refusal.reason)) from refusal
        person = get_user_model().objects.get(pk=person_id)
        if sociallogin.user.pk is None:
            sociallogin.connect(request, person)
        sociallogin.user = person

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Never: who may come is known before, by their groups."""
        return False


def groups_in(said: Mapping[str, Any]) -> list[str]:
    """The groups that the sign-in says a person is in; none where it says nothing usable."""
    found = said.get(settings.ENV.oidc_groups_claim)
    if isinstance(found, str):
        return [found]
    return [str(each) for each in found] if isinstance(found, list) else []


def comes_by_it(person_id: int) -> bool:
    """True for a person whose account the force's own sign-in opens."""
    found: bool = SocialAccount.objects.filter(user_id=person_id, provider=PROVIDER).exists()
    return found


def _is_another_s(email: str) -> bool:
    """True when somebody else from the force's sign-in has the account of this address."""
    found: bool = SocialAccount.objects.filter(
        user__email__iexact=email.strip(), provider=PROVIDER
    ).exists()
    return found


def turned_away(request: HttpRequest, text: str) -> HttpResponse:
    """A page that says why somebody was not signed in."""
    return render(request, "error.html", {
        "title": _("You are not signed in"), "text": text,
        "next_url": "/accounts/login/", "next_text": _("Back to signing in"),
    }, status=403)
