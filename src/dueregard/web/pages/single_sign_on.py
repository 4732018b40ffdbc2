"""To the force's own sign-in and back."""

import secrets

from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _

from dueregard.documents.audience import Audience
from dueregard.web.audience import page
from dueregard.web.single_sign_on import PROVIDER, Strict, turned_away


@page(Audience.PUBLIC)
def leave(request: HttpRequest) -> HttpResponse:
    """Send a person to the force's sign-in, with a question that only its answer can match."""
    adapter, nonce = Strict(request, PROVIDER), secrets.token_urlsafe(24)
    try:
        provider = adapter.get_provider()
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    provider.oauth2_adapter_class = Strict
    try:
        answer: HttpResponse = provider.redirect(
            request, "login", next_url=get_next_redirect_url(request),
            auth_params={"nonce": nonce}, nonce=nonce,
        )
    except (OAuth2Error, OSError) as error:  # requests says OSError of what does not answer
        answer = render_authentication_error(request, provider, exception=error)
    return answer


@page(Audience.PUBLIC)
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take the answer of the force's sign-in, or say that it was not good."""
    view = OAuth2CallbackView.adapter_view(Strict(request, provider_id))
    try:
        answer: HttpResponse = view(request)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    return answer


@page(Audience.PUBLIC)
def cancelled(request: HttpRequest) -> HttpResponse:
    """Somebody chose not to go on at the force's sign-in."""
    return turned_away(request, _("You stopped at your force's own sign-in. Nothing was done."))


urlpatterns = [
    path("accounts/oidc/force/login/", leave, name="single-sign-on"),
    # The names that the library goes by.
    path("accounts/oidc/force/login/callback/", come_back,
         {"provider_id": PROVIDER}, name="openid_connect_callback"),
    path("accounts/oidc/force/cancelled/", cancelled, name="socialaccount_login_cancelled"),
]
