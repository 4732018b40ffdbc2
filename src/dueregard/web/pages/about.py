"""What the force says of these pages themselves: who can use them, and what nobody has tested."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from dueregard.documents.audience import Audience
from dueregard.web.audience import page


@page(Audience.PUBLIC)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What should work for everyone, what was checked, and what no person has tested."""
    return render(request, "about/accessibility.html")


urlpatterns = [path("accessibility/", accessibility, name="accessibility")]
