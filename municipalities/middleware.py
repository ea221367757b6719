"""Leads from an address that a town had to the one it has."""

from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import reverse

from coalition.accounts import acts_for_secretariat

from .models import Municipality


def former_addresses(get_response):
    """Only what would be answered with 404 is led on, and on pages behind the sign-in only for whoever sees the town.

    Everybody else gets that 404: the same as for a town that never was.
    """

    def middleware(request):
        response = get_response(request)
        if response.status_code == 404 and request.method in {"GET", "HEAD", "POST"}:
            return _lead_on(request) or response
        return response

    return middleware


def _lead_on(request):
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    town = Municipality.objects.filter(former_slugs__slug=slug).first() if slug else None
    if town is None:
        return None
    query = request.META.get("QUERY_STRING", "")
    there = reverse(match.view_name, kwargs=match.kwargs | {"slug": town.slug}) + (
        f"?{query}" if query else ""
    )
    is_sent = request.method == "POST"  # what somebody typed is sent again, to the new address
    is_public = not getattr(match.func, "login_required", True)
    if is_public and not is_sent:
        answer = HttpResponsePermanentRedirect(there)
        # The town may take its old name again: a browser that remembers for good would then go round in circles.
        answer["Cache-Control"] = "no-cache"
        return answer
    if is_public or _sees(request.user, town):
        return HttpResponseRedirect(there, preserve_request=is_sent)
    return None


def _sees(user, town):
    return acts_for_secretariat(user) or town.people.filter(user=user).exists()
