"""The public door's addresses."""

from django.urls import URLPattern, URLResolver, include, path

from dueregard.web.pages import public, public_papers

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(public)),
    path("", include(public_papers)),
]
handler404 = "dueregard.web.pages.errors.not_found"
handler500 = "dueregard.web.pages.errors.failed"
