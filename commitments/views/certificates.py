from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ..access import get_membership_to_certify, get_signature
from ..certificate import render_membership, render_signature


@require_safe
def signature_certificate(request, slug):
    signature = get_signature(request.user, slug)
    return _pdf(f"declaration-{slug}.pdf", render_signature(signature))


@require_safe
def membership_certificate(request, slug):
    membership = get_membership_to_certify(request.user, slug)
    return _pdf(f"certificate-{slug}.pdf", render_membership(membership))


def _pdf(name, content):
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=name)
    return response
