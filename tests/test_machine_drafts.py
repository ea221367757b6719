"""Drafts by a machine: only where a service is set up, said to be drafts, and never public before a person read them."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.urls import reverse

from coalition import machine_drafts
from coalition.ledger import texts_of
from coalition.models import Translation

from . import make

pytestmark = pytest.mark.django_db


class Service(BaseHTTPRequestHandler):
    """Says every text in capitals, as LibreTranslate would answer."""

    asked, answer = [], None

    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(said)
        body = self.answer if self.answer is not None else json.dumps({"translatedText": said["q"].upper()})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *args):
        pass


@pytest.fixture
def service(settings):
    Service.asked, Service.answer = [], None
    server = HTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TRANSLATION_URL = f"http://127.0.0.1:{server.server_port}/translate"
    settings.TRANSLATION_KEY = "a-key"
    yield Service
    server.shutdown()
    server.server_close()


@pytest.fixture
def action(reference, lakeside, lea):
    return make.action(make.plan(lakeside, by=lea), 1, title_en="A help line", title_fr="")


def address(name, lakeside):
    return reverse(name, args=[lakeside.slug, texts_of(lakeside)[0].line.pk])


def test_without_a_service_nothing_is_offered_and_asking_is_answered_with_the_reason(
    action, lakeside, eli, sign_in
):
    client = sign_in(eli)
    assert "by a machine" not in client.get(address("translation", lakeside)).content.decode()
    assert client.post(address("draft_translation", lakeside)).status_code == 409


def test_a_draft_waits_in_the_ledger_until_somebody_has_read_it(action, lakeside, eli, sign_in, service):
    client = sign_in(eli)
    client.post(address("draft_translation", lakeside))
    assert machine_drafts.fetch_asked() == 1
    assert service.asked == [
        {"q": "A help line", "source": "en", "target": "fr", "format": "text", "api_key": "a-key"}
    ]
    action.refresh_from_db()
    assert not action.title_fr, "a draft is not the text"
    page = client.get(address("translation", lakeside))
    form = page.context["form"]
    assert form["version"].value() == "A HELP LINE" and "A machine made this draft" in page.content.decode()
    data = {name: form[name].value() for name in ("seen", "original", "version")}
    refused = client.post(address("translation", lakeside), data)
    assert "Read the draft first" in refused.content.decode()
    action.refresh_from_db()
    assert not action.title_fr
    client.post(address("translation", lakeside), data | {"version": "Une ligne d’aide", "is_read": "on"})
    action.refresh_from_db()
    assert action.title_fr == "Une ligne d’aide"
    line = Translation.objects.get(row_id=action.pk, field="title")
    assert (line.draft, line.draft_asked_at) == ("", None), "what was used is forgotten"


def test_a_draft_of_an_original_that_has_changed_is_not_shown(action, lakeside, eli, sign_in, service):
    client = sign_in(eli)
    client.post(address("draft_translation", lakeside))
    machine_drafts.fetch_asked()
    type(action).objects.filter(pk=action.pk).update(title_en="Another thing")
    assert not client.get(address("translation", lakeside)).context["form"]["version"].value()


@pytest.mark.parametrize("answer", ["", "not JSON", "[]", '{"translatedText": 3}', '{"error": "no"}'])
def test_a_service_that_answers_nonsense_leaves_no_draft(
    answer, action, lakeside, eli, sign_in, service, caplog
):
    sign_in(eli).post(address("draft_translation", lakeside))
    service.answer = answer
    assert machine_drafts.fetch_asked() == 0
    assert "A help line" not in caplog.text
    service.answer = None
    assert machine_drafts.fetch_asked() == 1, "the next round asks again"
