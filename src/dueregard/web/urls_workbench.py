"""The workbench's addresses. Each file of pages brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from dueregard.web.pages import (
    about,
    account,
    asking,
    committee,
    evidence,
    frameworks,
    home,
    identify,
    imports,
    jobs,
    law,
    ledger,
    library,
    manage,
    people,
    points,
    prioritise,
    profile,
    register,
    remarks,
    report,
    reviews,
    search,
    single_sign_on,
    suggest,
)

urlpatterns: list[URLPattern | URLResolver] = [
    # Of allauth only these: its own pages for other sign-ins ask less of a token, and let people
    # join and part accounts for themselves.
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("", include(single_sign_on)),
    path("", include(home)),
    path("", include(people)),
    path("", include(imports)),
    path("", include(account)),
    path("", include(asking)),
    path("", include(library)),
    path("", include(remarks)),
    path("", include(register)),
    path("", include(profile)),
    path("", include(reviews)),
    path("", include(search)),
    path("", include(about)),
    path("", include(ledger)),
    path("", include(report)),
    path("", include(evidence)),
    path("", include(identify)),
    path("", include(law)),
    path("", include(suggest)),
    path("", include(points)),
    path("", include(jobs)),
    path("", include(prioritise)),
    path("", include(committee)),
    path("", include(manage)),
    path("", include(frameworks)),
]
handler404 = "dueregard.web.pages.errors.not_found"
handler500 = "dueregard.web.pages.errors.failed"
