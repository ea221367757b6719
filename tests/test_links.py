"""Links are tried by a worker, at public addresses only, and found broken after two failures."""

import ipaddress
import socket
import ssl
import threading
import time
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django import forms
from django.urls import reverse
from django.utils import timezone, translation

from coalition import links
from municipalities import links as registers
from municipalities import tasks
from municipalities.evidence_forms import LinkField
from municipalities.models import Document

from . import make
from .hostile_links import LYING_NAMES, NEVER

PUBLIC = "93.184.215.14"


class Web:
    """The internet of a test: names, the lines that are opened, and what a server on this machine answers."""

    def __init__(self):
        self.names, self.asked, self.lines, self.requests, self.answers = {}, [], [], [], []
        self._listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def resolve(self, host, port, *args, **kwargs):
        self.asked.append(host)
        addresses = self.names[host].pop(0) if host in self.names else [PUBLIC]
        return [(socket.AF_INET6 if ":" in a else socket.AF_INET, 1, 6, "", (a, port)) for a in addresses]

    def connect(self, address, timeout=None):
        """Notes where the line was to lead; it leads here."""
        self.lines.append(address)
        line = socket.socket()
        line.settimeout(timeout)
        line.connect(self._listener.getsockname())
        return line

    def _serve(self):
        while True:
            try:
                line, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[line], daemon=True).start()

    def _answer(self, line):
        with line:
            self.requests.append(line.recv(65_536).decode("latin-1"))
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            try:
                for part in answer if isinstance(answer, list) else [answer]:
                    line.sendall(part.encode("latin-1"))
                    time.sleep(0.1 if isinstance(answer, list) else 0)
            except OSError:
                return

    def close(self):
        self._listener.close()


@pytest.fixture
def web(monkeypatch):
    web = Web()
    web.answers = ["HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"]
    monkeypatch.setattr(links.socket, "getaddrinfo", web.resolve)
    monkeypatch.setattr(links.socket, "create_connection", web.connect)
    yield web
    web.close()


@pytest.mark.parametrize("url", NEVER)
def test_never_even_looked_up(web, url):
    assert links.works(url) is False
    assert web.asked == web.lines == []
    with pytest.raises(forms.ValidationError):
        LinkField().clean(url)


@pytest.mark.parametrize("name", LYING_NAMES)
def test_a_name_that_leads_inside(web, name):
    web.names[name] = [LYING_NAMES[name]]
    assert links.works(f"http://{name}/") is False
    assert web.lines == []


def test_there_are_enough():
    assert len(set(NEVER)) + len(LYING_NAMES) >= 70


def test_a_name_that_changes_its_mind(web):
    """It is resolved once for a connection, and the line goes to the very address that was looked at."""
    web.names["rebound.example.ca"] = [[PUBLIC], ["127.0.0.1"]]
    assert links.works("http://rebound.example.ca/") is True
    assert web.lines == [(PUBLIC, 80)]
    # A second request (some servers know no HEAD) resolves again, and is refused.
    web.names["rebound.example.ca"] = [[PUBLIC], ["127.0.0.1"]]
    web.answers = ["HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n"]
    assert links.works("http://rebound.example.ca/") is False
    assert web.lines == [(PUBLIC, 80)] * 2


@pytest.mark.parametrize("url", NEVER[:66])
def test_a_redirect_leads_nowhere_else(web, url):
    web.answers = [
        f"HTTP/1.1 302 Found\r\nLocation: {url.splitlines()[0]}\r\nContent-Length: 0\r\n\r\n".encode().decode(
            "latin-1"
        )
    ]
    assert links.works("http://www.example.ca/") is False
    assert {address for address, _port in web.lines} == {PUBLIC}


def test_a_name_server_that_never_answers(web, monkeypatch):
    monkeypatch.setattr(links, "PATIENCE", 0.3)
    monkeypatch.setattr(links.socket, "getaddrinfo", lambda *a, **k: time.sleep(3))
    started = time.monotonic()
    assert links.works("http://www.example.ca/") is False
    assert time.monotonic() - started < 2
    assert web.lines == []


def test_a_name_that_nobody_has(web, monkeypatch):
    def nobody(*args, **kwargs):
        raise socket.gaierror

    monkeypatch.setattr(links.socket, "getaddrinfo", nobody)
    assert links.works("http://www.example.ca/") is False


@pytest.mark.parametrize("location", ["http://[", "http://[::1", "//]", "http://www.example.ca:port/"])
def test_a_redirect_to_what_is_no_address(web, location):
    web.answers = [f"HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n"]
    assert links.works("http://www.example.ca/") is False


def test_redirects_end(web):
    web.answers = ["HTTP/1.1 301 Moved\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"]
    assert links.works("http://www.example.ca/") is False
    assert len(web.lines) == links.MOST_REDIRECTS + 1


def test_a_redirect_to_a_public_page_is_followed(web):
    web.answers = [
        "HTTP/1.1 301 Moved\r\nLocation: http://new.example.ca/page\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
    ]
    assert links.works("http://www.example.ca/") is True
    assert web.asked == ["www.example.ca", "new.example.ca"]


@pytest.mark.parametrize(
    ("answer", "works"),
    [
        ("HTTP/1.1 200 OK\r\n\r\n", True),
        ("HTTP/1.1 204 Empty\r\n\r\n", True),
        ("HTTP/1.1 403 Not for programs\r\n\r\n", True),
        ("HTTP/1.1 401 Sign in\r\n\r\n", True),
        ("HTTP/1.1 429 Later\r\n\r\n", True),
        ("HTTP/1.1 404 Gone\r\n\r\n", False),
        ("HTTP/1.1 410 Gone\r\n\r\n", False),
        ("HTTP/1.1 500 Oh\r\n\r\n", False),
        ("HTTP/1.1 999999 What\r\n\r\n", False),
        ("garbage", False),
        ("", False),
        ("HTTP/1.1 200 OK\r\n" + "X: y\r\n" * 1_000, False),
        ("HTTP/1.1 200 OK\r\nX: " + "y" * 100_000, False),
        ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + "\x1f\x8b" * 5_000, True),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n", True),
    ],
)
def test_what_counts_as_working(web, answer, works):
    web.answers = [answer]
    assert links.works("http://www.example.ca/report?year=2025#page=3") is works
    assert web.requests[0].startswith("HEAD /report?year=2025 HTTP/1.1\r\nHost: www.example.ca\r\n")


def test_an_endless_body_is_not_read(web):
    web.answers = [
        "HTTP/1.1 405 No\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n" + "x" * 3_000_000,
    ]
    started = time.monotonic()
    assert links.works("http://www.example.ca/") is True
    assert time.monotonic() - started < 2
    assert "Range: bytes=0-1023" in web.requests[1]


def test_a_server_that_drips_is_hung_up_on(web, monkeypatch):
    monkeypatch.setattr(links, "PATIENCE", 0.4)
    web.answers = [["HTTP/1.1 200 OK\r\n", *["X: y\r\n"] * 100]]
    started = time.monotonic()
    assert links.works("http://www.example.ca/") is False
    assert time.monotonic() - started < 2


def test_https_asks_for_the_certificate_of_the_name(web, monkeypatch):
    asked = []

    class Context:
        def wrap_socket(self, line, server_hostname):
            asked.append(server_hostname)
            raise ssl.SSLCertVerificationError("another name")

    monkeypatch.setattr(links.ssl, "create_default_context", Context)
    assert links.works("https://www.example.ca/") is False
    assert asked == ["www.example.ca"]
    assert web.lines == [(PUBLIC, 443)]


def test_a_name_in_letters_of_the_world(web):
    assert links.works("http://www.montr\u00e9al.example.ca/caf\u00e9?a=\u00e9") is True
    assert web.asked == ["www.xn--montral-fya.example.ca"]
    assert web.requests[0].startswith("HEAD /caf%C3%A9?a=%C3%A9 HTTP/1.1")


def test_public_addresses_are_public():
    for text in ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2002:808:808::1"]:
        assert links.is_public(ipaddress.ip_address(text)), text


# --- the register ---------------------------------------------------------------------------------------


@contextmanager
def answering(monkeypatch, works):
    monkeypatch.setattr(links, "works", lambda url: works)
    yield


@pytest.fixture
def link(lakeside, lea):
    details = {"kind": "study", "title": "A study", "language": "en", "access": "town"}
    return Document.add_link(lakeside, "https://www.example.ca/study", lea, **details)


def test_broken_after_two_failures_a_day_apart(link, monkeypatch):
    now = timezone.now()

    def state():
        link.refresh_from_db()
        return link.link_state

    with answering(monkeypatch, True):
        assert registers.try_due(now) == 1
        assert state() == "works"
        assert registers.try_due(now + timedelta(days=6)) == 0, "once a week"
    with answering(monkeypatch, False):
        assert registers.try_due(now + timedelta(days=8)) == 1
        assert state() == "works", "one failure is a bad day"
        assert registers.try_due(now + timedelta(hours=3)) == 0
        assert registers.try_due(now + timedelta(days=2)) == 1
        assert state() == "broken"
        assert registers.try_due(now + timedelta(days=3)) == 0, "then once a week again"
    with answering(monkeypatch, True):
        assert registers.try_due(now + timedelta(days=9)) == 1
        assert state() == "works"
        assert link.link_failures == 0


def test_one_link_that_breaks_the_trying_does_not_keep_the_others_from_it(
    link, lakeside, monkeypatch, caplog
):
    other = make.link(lakeside, address="https://www.example.ca/other")

    def works(url):
        if url == link.link:
            raise RuntimeError("nobody foresaw this")
        return True

    monkeypatch.setattr(links, "works", works)
    assert registers.try_due(timezone.now()) == 2
    assert "could not be tried" in caplog.text
    caplog.clear()
    link.refresh_from_db()
    other.refresh_from_db()
    assert (link.link_failures, other.link_state) == (1, "works")
    assert registers.try_due(timezone.now()) == 0


def test_links_out_of_the_register_are_left_alone(link, lea, monkeypatch):
    link.withdraw(lea)
    with answering(monkeypatch, True):
        assert registers.try_due(timezone.now()) == 0


def test_the_web_process_never_tries(lakeside, lea, sign_in, web):
    """Adding a link and looking at it opens no line; the task does."""
    client = sign_in(lea)
    address = reverse("add_link", args=[lakeside.slug])
    fields = {
        "link": "http://www.example.ca/a",
        "title": "A page",
        "kind": "study",
        "access": "town",
        "language": "",
    }
    answer = client.post(address, fields)
    assert answer.status_code == 302
    page = client.get(answer["Location"]).text
    assert "Not tried yet" in page
    assert web.asked == web.lines == []
    tasks.try_links()
    assert web.lines == [(PUBLIC, 80)]
    assert "Works" in client.get(answer["Location"]).text


def test_two_workers_count_one_failure(link, monkeypatch):
    """The second found what the first had already written down."""
    seen_by_both = Document.objects.get(pk=link.pk)
    links.keep(link, False)
    links.keep(seen_by_both, False)
    link.refresh_from_db()
    assert (link.link_failures, link.link_state) == (1, "waiting")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_link_that_is_none_is_said_in_words(lakeside, lea, sign_in, language):
    with translation.override(language):
        address = reverse("add_link", args=[lakeside.slug])
    fields = {"link": "http://169.254.169.254/", "title": "x", "kind": "study", "access": "town"}
    answer = sign_in(lea).post(address, fields)
    assert answer.status_code == 200
    assert not Document.objects.exists()
