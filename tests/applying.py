"""What the tests of an application have in common."""

from django.urls import reverse
from django.utils import translation

from municipalities.uploads import DocumentField

CONTACT = {
    "contact_name": "Zoë Hébert",
    "contact_title": "Directrice",
    "contact_email": "zoe@example.org",
    "contact_phone": "613-555-0123, ext. 45",
}
STEPS = ["letter", "resolution", "contact", "champion"]


def address(name, town, language="en", **more):
    with translation.override(language):
        return reverse(name, kwargs={"slug": town.slug, **more})


def page(client, name, town, language="en"):
    response = client.get(address(name, town, language))
    assert response.status_code == 200
    return response.content.decode()


def checked(file):
    return DocumentField().clean(file)
