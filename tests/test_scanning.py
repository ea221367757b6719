"""The virus scanner: its words, its silence, and who may have a file meanwhile."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from municipalities import checks, clamav, scanning
from municipalities.clamav import NoScanner, Verdict
from municipalities.models import Document
from municipalities.uploads import DocumentField

from . import make
from .papers import pdf_bytes, upload
from .stub_clamd import EICAR, StubClamd

DETAILS = {"kind": "evidence", "title": "A study", "language": "en", "access": "town"}


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(clamav, "ANSWERING", 0.3)


def added(town, by, inside=b"", **details):
    file = DocumentField().clean(upload(content=pdf_bytes(inside)))
    return Document.add_file(town, file, by, **DETAILS | details)


@pytest.mark.parametrize(
    ("mode", "content", "verdict"),
    [
        ("scan", b"a letter", Verdict.CLEAN),
        ("scan", b"a letter with " + EICAR, Verdict.INFECTED),
        ("limit", b"x" * 200_000, Verdict.BEYOND),
        ("stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND", b"x", Verdict.BEYOND),
        ("INSTREAM: Can't allocate memory ERROR", b"x", Verdict.UNKNOWN),
        ("stream: OK, more or less", b"x", Verdict.UNKNOWN),
        ("OK", b"x", Verdict.UNKNOWN),
        ("", b"x", Verdict.UNKNOWN),
        ("garbage", b"x", Verdict.UNKNOWN),
        ("closes", b"x", Verdict.UNKNOWN),
        ("mute", b"x", Verdict.UNKNOWN),
    ],
)
def test_what_the_daemon_says(mode, content, verdict, quick):
    with StubClamd(mode, limit=100_000) as scanner:
        pieces = [content[i : i + clamav.CHUNK] for i in range(0, len(content), clamav.CHUNK)]
        found, _reply = clamav.scan(scanner.address, pieces)
        assert found is verdict
        if verdict in {Verdict.CLEAN, Verdict.INFECTED}:
            assert scanner.received == [content]


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd.sock", "127.0.0.1:1"])
def test_nobody_there(address):
    with pytest.raises(NoScanner):
        clamav.scan(address, [b"x"])


def test_without_a_scanner_nothing_is_called_clean(lakeside, lea, sign_in):
    document = added(lakeside, lea)
    assert document.scan == "not_checked"
    assert scanning.scan_waiting(timezone.now()) == 0
    page = sign_in(lea).get(document.get_absolute_url()).text
    assert "Not checked for viruses" in page
    assert "nothing found" not in page


@pytest.mark.parametrize(
    ("mode", "inside", "state"),
    [
        ("scan", b"", "clean"),
        ("scan", EICAR, "infected"),
        ("limit", b"", "beyond"),
        ("garbage", b"", "waiting"),
        ("mute", b"", "waiting"),
        ("closes", b"", "waiting"),
    ],
)
def test_the_answer_is_kept_and_opens_or_locks(lakeside, lea, sign_in, settings, quick, mode, inside, state):
    with StubClamd(mode, limit=10) as scanner:
        settings.CLAMAV_ADDRESS = scanner.address
        document = added(lakeside, lea, inside, access="public")
        assert document.scan == "waiting"
        scanning.scan_waiting(timezone.now())
    document.refresh_from_db()
    assert document.scan == state
    assert document.scanned_at
    answer = sign_in(lea).get(reverse("document", args=[document.pk]))
    assert answer.status_code == (200 if state == "clean" else 409)


def test_while_it_waits_only_its_town_knows_of_it(
    lakeside, rivermouth, lea, odile, sam, client, sign_in, settings
):
    settings.CLAMAV_ADDRESS = "unix:/nowhere/clamd.sock"
    document = added(lakeside, lea, access="public")
    address = reverse("document", args=[document.pk])
    answer = sign_in(lea).get(address)
    assert answer.status_code == 409
    assert "being checked for viruses" in answer.text
    assert sign_in(sam).get(address).status_code == 409
    assert sign_in(odile).get(address).status_code == 404
    assert client.get(reverse("public_document", args=[lakeside.slug, document.pk])).status_code == 404
    assert "Being checked" in sign_in(lea).get(reverse("evidence", args=[lakeside.slug])).text
    assert "A study" not in client.get(lakeside.get_absolute_url()).text
    Document.objects.update(scan="clean")
    assert client.get(reverse("public_document", args=[lakeside.slug, document.pk])).status_code == 200
    assert "A study" in client.get(lakeside.get_absolute_url()).text


def test_a_scanner_that_is_down_is_asked_again(lakeside, lea, settings, caplog):
    settings.CLAMAV_ADDRESS = "unix:/nowhere/clamd.sock"
    document = added(lakeside, lea)
    now = timezone.now()
    assert scanning.scan_waiting(now) == 0
    assert "does not answer" in caplog.text
    with StubClamd() as scanner:
        settings.CLAMAV_ADDRESS = scanner.address
        assert scanning.scan_waiting(now) == 1
    document.refresh_from_db()
    assert document.scan == "clean"


def test_one_file_without_an_answer_holds_up_no_other(lakeside, lea, settings, monkeypatch):
    settings.CLAMAV_ADDRESS = "unix:/somewhere"
    first, second = added(lakeside, lea, b"1"), added(lakeside, lea, b"2")
    found = iter([(Verdict.UNKNOWN, ""), (Verdict.CLEAN, ""), (Verdict.UNKNOWN, "")])
    monkeypatch.setattr(clamav, "scan", lambda address, chunks: next(found))
    now = timezone.now()
    scanning.scan_waiting(now)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.scan, second.scan) == ("waiting", "clean")
    assert scanning.scan_waiting(now) == 0, "not again at once"
    # After two days of trying it is locked for good, and says so.
    Document.objects.filter(pk=first.pk).update(added_at=now - timedelta(days=3))
    scanning.scan_waiting(now + timedelta(minutes=5))
    first.refresh_from_db()
    assert first.scan == "beyond"


def test_one_file_that_breaks_the_scan_holds_up_no_other(lakeside, lea, settings, monkeypatch, caplog):
    settings.CLAMAV_ADDRESS = "unix:/somewhere"
    first, second = added(lakeside, lea, b"1"), added(lakeside, lea, b"2")
    found = iter([RuntimeError("nobody foresaw this"), (Verdict.CLEAN, "")])

    def scan(address, chunks):
        if isinstance(answer := next(found), Exception):
            raise answer
        return answer

    monkeypatch.setattr(clamav, "scan", scan)
    now = timezone.now()
    assert scanning.scan_waiting(now) == 1
    assert "could not be scanned" in caplog.text
    caplog.clear()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.scan, second.scan) == ("waiting", "clean")
    assert scanning.scan_waiting(now) == 0, "not again at once"


def test_what_came_before_the_scanner_is_looked_at_too(lakeside, lea, settings):
    document = added(lakeside, lea, EICAR)
    assert document.scan == "not_checked"
    with StubClamd() as scanner:
        settings.CLAMAV_ADDRESS = scanner.address
        scanning.scan_waiting(timezone.now())
    document.refresh_from_db()
    assert document.scan == "infected"


def test_a_letter_is_scanned_like_any_file(lakeside, nora, settings):
    settings.CLAMAV_ADDRESS = "unix:/nowhere"
    town = make.municipality("Newtown", slug="newtown-on")
    application = make.application(town, by=nora)
    application.attach("letter", DocumentField().clean(upload()), by=nora)
    assert application.letter.scan == "waiting"


def test_start_up_says_how_the_scanner_is(settings):
    assert [check.id for check in checks.scanner_is_there(None)] == ["portal.I001"]
    settings.CLAMAV_ADDRESS = "unix:/nowhere"
    assert [check.id for check in checks.scanner_is_there(None)] == ["portal.W002"]
    settings.UPLOAD_LIMIT = 300_000
    with StubClamd("limit", limit=200_000) as scanner:
        settings.CLAMAV_ADDRESS = scanner.address
        assert [check.id for check in checks.scanner_is_there(None)] == ["portal.E006"]
    with StubClamd() as scanner:
        settings.CLAMAV_ADDRESS = scanner.address
        assert checks.scanner_is_there(None) == []


def test_over_the_network_too():
    """The same daemon behind a host and a port."""
    with StubClamd(port=0) as scanner:
        assert scanner.address.startswith("127.0.0.1:")
        assert clamav.scan(scanner.address, [b"x"])[0] is Verdict.CLEAN
        assert clamav.ask(scanner.address, "PING") == "PONG"
