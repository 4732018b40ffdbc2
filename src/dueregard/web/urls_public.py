"""The public door's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from dueregard.web.pages import feeds, public, public_ledger, public_papers, public_questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(public)),
    path("", include(feeds)),
    path("", include(public_questions)),
    path("", include(public_papers)),
    path("", include(public_ledger)),
]
handler404 = "dueregard.web.pages.errors.not_found"
handler500 = "dueregard.web.pages.errors.failed"
