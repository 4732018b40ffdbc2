"""The workbench's addresses. Each file of pages brings its own."""

from django.urls import URLPattern, URLResolver, include, path

from dueregard.web.pages import (
    about,
    chief_officers,
    committee,
    evidence,
    frameworks,
    home,
    identify,
    imports,
    jobs,
    law,
    ledger,
    manage,
    packs,
    papers,
    people,
    points,
    prioritise,
    profile,
    register,
    report,
    reviews,
    search,
    suggest,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include("allauth.urls")),
    path("", include(home)),
    path("", include(people)),
    path("", include(imports)),
    path("", include(packs)),
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
    path("", include(papers)),
    path("", include(chief_officers)),
]
handler404 = "dueregard.web.pages.errors.not_found"
handler500 = "dueregard.web.pages.errors.failed"
