"""Some 260 hostile files through the real forms: none accepted wrongly, no server error, each refusal in words."""

import re
from collections import Counter

import pytest
from django import shortcuts
from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation

from municipalities import scanning
from municipalities.models import Document
from municipalities.uploads import KINDS
from municipalities.views import documents, evidence

from . import make
from .hostile_files import LEAK, NAMES, hostile_files, two_kinds
from .hostile_pdfs import LOCKED, REFUSED, TAKEN, Hostile, pdf
from .markup import Page
from .stub_clamd import StubClamd

PARTS = "multipart/form-data; boundary=edge-of-a-part"
FIELDS = {"title": "", "kind": "evidence", "language": "", "access": "town"}


def parts(fields, files, field="file"):
    """What a browser sends, but for the names, which are as bad as they come."""
    body = b""
    for name, value in fields.items():
        body += (
            f'--edge-of-a-part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        )
    for each in files:
        name = each.name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head = f'--edge-of-a-part\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
        body += head.encode("utf-8", "surrogatepass")
        body += f"Content-Type: {each.content_type}\r\n\r\n".encode() + each.content + b"\r\n"
    return body + b"--edge-of-a-part--\r\n"


def hand_in(client, address, hostile, fields=FIELDS):
    return client.generic("POST", address, parts(fields, [hostile]), PARTS)


def errors(answer):
    return re.findall(r'<p class="error".*?</span>(.*?)</p>', answer.text, re.DOTALL)


def became(answer):
    """(what became of the file, the document or None)"""
    if answer.status_code == 302:
        document = Document.objects.get(pk=answer["Location"].split("/")[-2])
        return (LOCKED if document.is_locked else TAKEN), document
    assert answer.status_code == 200, answer.status_code
    assert errors(answer), "a refusal without a reason"
    return REFUSED, None


def check_stored(document, label):
    """What was taken is what it says, under a name that does no harm, without what was hidden in a picture."""
    with document.file.open("rb") as file:
        content = file.read()
    kind = next(kind for kind in KINDS if kind.content_type == document.content_type)
    assert content.startswith(kind.magic), label
    assert document.name.lower().endswith(kind.extensions), label
    assert not set(document.name) & set('/\\<>:"|?*%\r\n\x00\u202e\u2066\u200b'), label
    assert len(content) == document.size, label
    assert re.fullmatch(r"documents/[0-9a-f]{32}", document.file.name), label
    if document.content_type.startswith("image/"):
        for leak in (LEAK, b"<script", b"<?php", b"PK\x05\x06", b"%PDF-", b"MPF\0"):
            assert leak not in content, (label, leak)


@pytest.fixture
def scanner(settings):
    with StubClamd() as scanner:
        settings.CLAMAV_ADDRESS = scanner.address
        yield scanner


@pytest.fixture
def each_refusal_drawn_once(monkeypatch):
    """Drawing a page takes longer than all the checks of a file: after the first time a refusal is its words alone."""
    drawn = set()

    def render(request, template, context):
        refusal = repr(context["form"].errors.as_data())
        if refusal in drawn:
            words = [str(word) for reasons in context["form"].errors.values() for word in reasons]
            return HttpResponse("".join(f'<p class="error"><span></span>{word}</p>' for word in words))
        drawn.add(refusal)
        return shortcuts.render(request, template, context)

    monkeypatch.setattr(evidence, "render", render)
    return drawn


def test_all_of_them(lakeside, lea, sign_in, scanner, each_refusal_drawn_once):
    client, address = sign_in(lea), reverse("add_file", args=[lakeside.slug])
    table, wrong = {}, []
    for hostile in hostile_files():
        label = f"{hostile.family}: {hostile.label}"
        answer = hand_in(client, address, hostile)
        counts = table.setdefault(hostile.family, Counter())
        counts["sent"] += 1
        if answer.status_code >= 500:
            counts["5xx"] += 1
            continue
        verdict, document = became(answer)
        if document:
            check_stored(document, label)
            assert document.is_locked, label  # until it is scanned: tests/test_scanning.py
            scanning.scan(document, document.added_at)
            document.refresh_from_db()
            verdict = LOCKED if document.is_locked else TAKEN
            if verdict == TAKEN:
                check_served(documents.hand_over(document, documents.PRIVATE), document, label)
        counts[verdict] += 1
        if verdict != hostile.verdict:
            wrong.append((label, verdict))
            counts["wrong"] += 1
    show(table)
    total = sum(table.values(), Counter())
    assert not wrong
    assert total["5xx"] == 0
    assert total["sent"] >= 200
    assert Document.objects.count() == total[TAKEN] + total[LOCKED]
    assert len(each_refusal_drawn_once) >= 5
    assert total[REFUSED] >= 150
    assert total[LOCKED] >= 3


def check_served(answer, document, label):
    assert answer["Content-Disposition"].startswith("attachment; filename"), label
    assert "\n" not in answer["Content-Disposition"], label
    assert answer["Content-Type"] == document.content_type, label
    assert answer["X-Content-Type-Options"] == "nosniff", label


def show(table):
    """`python -m tests.hostile_files` shows it."""
    columns = ["sent", REFUSED, TAKEN, LOCKED, "wrong", "5xx"]
    print()
    print(f"{'family':24}" + "".join(f"{column:>9}" for column in columns))
    for family, counts in [*table.items(), ("all", sum(table.values(), Counter()))]:
        print(f"{family:24}" + "".join(f"{counts[column]:9}" for column in columns))


def test_a_sample_as_letter_of_interest(lakeside, nora, sign_in):
    """The same checks stand at the door of the application."""
    town = make.municipality("Newtown", slug="newtown-on")
    make.member(town, nora)
    application = make.application(town, by=nora)
    client, address = sign_in(nora), reverse("application_letter", args=[town.slug])
    sample, shown = hostile_files()[::18], None
    for hostile in sample:
        label = f"{hostile.family}: {hostile.label}"
        if shown is None:  # it says which letter is there
            [form] = [form for form in Page(client.get(address).text).forms if "file" in form.fields]
            shown = {name: field.text for name, field in form.fields.items() if field.kind == "hidden"}
        answer = hand_in(client, address, hostile, shown | {"letter_on": "2026-01-12"})
        application.refresh_from_db()
        if hostile.verdict == REFUSED:
            assert answer.status_code == 200 and errors(answer), label
        else:
            assert answer.status_code == 302, label
            check_stored(application.letter, label)
            shown = None
    assert len(sample) >= 12


@pytest.mark.parametrize("language", ["en", "fr"])
def test_too_many_at_once(lakeside, lea, sign_in, language, caplog):
    """101 files: a page that says so, and nothing is kept."""
    with translation.override(language):
        address = reverse("add_file", args=[lakeside.slug])
    answer = sign_in(lea).generic(
        "POST", address, parts(FIELDS, [Hostile("", "", pdf(), TAKEN)] * 101), PARTS
    )
    assert answer.status_code == 413
    assert Page(answer.text).language == language
    assert not Document.objects.exists()
    caplog.clear()


def test_the_recipe_is_the_same_every_time():
    files = hostile_files()
    again = {hostile.label: hostile.content for hostile in two_kinds()}
    assert again == {each.label: each.content for each in files if each.family == "Two kinds at once"}
    assert len({(hostile.family, hostile.label) for hostile in files}) == len(files) >= 200
    assert len(NAMES) >= 40
    assert max(len(hostile.content) for hostile in files) > settings.UPLOAD_LIMIT
