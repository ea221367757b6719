"""HTML that is not ours to trust, in a frame: no script may run and nothing may be fetched."""

from django.http import HttpResponse

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; sandbox"


def framed(html):
    """The view also says `xframe_options_sameorigin`."""
    response = HttpResponse(html)
    response["Content-Security-Policy"] = POLICY
    return response
