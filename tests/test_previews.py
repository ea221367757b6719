"""Pages are counted and first pages drawn by a process of its own, which a hostile file only ends itself."""

import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.urls import reverse
from PIL import Image

from coalition import confined
from municipalities import previews, tasks
from municipalities.models import Document
from municipalities.uploads import DocumentField

from . import make
from .hostile_files import exif_with_place, hostile_files, picture
from .hostile_pdfs import TAKEN, pdf
from .papers import upload

THREE_PAGES = (
    pdf()
    .replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 4 0 R 5 0 R] /Count 3")
    .replace(
        b"trailer",
        b"4 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>\nendobj\n"
        b"5 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>\nendobj\ntrailer",
    )
)


def opened(png):
    return Image.open(io.BytesIO(png))


def test_a_pdf_has_pages_and_a_first_one():
    pages, png = previews.draw(THREE_PAGES)
    assert pages == 3
    assert opened(png).format == "PNG"
    assert opened(png).size[0] == 800


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_is_made_smaller_and_says_nothing(kind):
    pages, png = previews.draw(picture(kind, (2000, 1000), exif=exif_with_place()))
    assert pages == 1
    assert opened(png).size == (800, 400)
    assert not opened(png).info
    assert b"53.4631N" not in png


def test_a_picture_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    _pages, png = previews.draw(picture("JPEG", (1000, 500), exif=exif))
    assert opened(png).size == (500, 1000)


def test_what_is_kept_of_a_picture_stands_upright_too():
    """The orientation is the one fact of EXIF that is kept."""
    exif = exif_with_place()
    exif[0x0112] = 6
    kept = DocumentField().clean(upload("a.jpg", picture("JPEG", (1000, 500), exif=exif)))
    found = Image.open(kept).getexif()
    assert dict(found) == {0x0112: 6}


def test_a_picture_one_sees_through_lies_on_white():
    file = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(file, "PNG")
    _pages, png = previews.draw(file.getvalue())
    assert opened(png).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n%%EOF", b"noise", pdf().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]")]
)
def test_what_cannot_be_drawn(content):
    found = previews.draw(content)
    assert found is None or found[1] == b"" or found[0]


def test_hostile_files_end_only_the_process():
    """All that the forms take and that is large, deep or looped."""
    files = [h for h in hostile_files() if h.family == "Too much" and h.verdict == TAKEN]
    assert len(files) >= 6
    for hostile in files:
        started = time.monotonic()
        previews.draw(hostile.content)
        assert time.monotonic() - started < previews.PATIENCE + 10, hostile.label


def limited(code):
    """What happens to a process under the limits of coalition/confined.py."""
    place = str(Path(confined.__file__).parent)
    program = f"import sys; sys.path.append({place!r}); import confined; confined.limit(); {code}"
    return subprocess.run([sys.executable, "-c", program], capture_output=True, timeout=30, check=False)


def test_memory_and_files_are_limited(tmp_path):
    assert limited("print(1)").returncode == 0
    assert b"MemoryError" in limited("bytes(600 * 1024 * 1024)").stderr
    assert limited(f"open({str(tmp_path / 'x')!r}, 'w').write('a' * 10_000)").returncode != 0
    assert confined.MEMORY == 512 * 1024 * 1024
    assert confined.PROCESSOR == 20


def test_the_limits_hold_where_a_program_is_run(tmp_path):
    hungry = tmp_path / "hungry.py"
    hungry.write_text("bytes(600 * 1024 * 1024)")
    assert confined.run(hungry, b"") is None
    hungry.write_text("print(len(bytes(60 * 1024 * 1024)))")
    assert confined.run(hungry, b"") == b"62914560\n"
    hungry.write_text("while True: pass")
    assert confined.run(hungry, b"", processor=1) is None


def test_time_is_limited(monkeypatch, tmp_path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time; time.sleep(20)")
    monkeypatch.setattr(previews, "DRAWING", slow)
    monkeypatch.setattr(previews, "PATIENCE", 0.5)
    started = time.monotonic()
    assert previews.draw(b"x") is None
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "answer",
    [
        "print('many')",
        "print(10**9)",
        "import sys; print(1); sys.exit(3)",
        "print('1\\n' + 'x' * 9_000_000)",
        "pass",
    ],
)
def test_an_answer_that_is_none(monkeypatch, tmp_path, answer):
    broken = tmp_path / "broken.py"
    broken.write_text(answer)
    monkeypatch.setattr(previews, "DRAWING", broken)
    assert previews.draw(b"x") is None


def test_no_setting_of_ours_is_in_reach(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "canary")
    curious = tmp_path / "curious.py"
    curious.write_text("import os, sys; sys.stdout.write('1\\n' + repr(dict(os.environ)))")
    monkeypatch.setattr(previews, "DRAWING", curious)
    _pages, said = previews.draw(b"x")
    assert b"PATH" in said
    assert b"canary" not in said


# --- in the register ------------------------------------------------------------------------------------


@pytest.fixture
def study(lakeside, lea):
    file = DocumentField().clean(upload("study.pdf", THREE_PAGES))
    details = {"kind": "study", "title": "A study", "language": "en", "access": "public"}
    return Document.add_file(lakeside, file, lea, **details)


def test_the_task_draws_and_the_page_shows(study, lea, client, sign_in):
    preview = reverse("document_preview", args=[study.pk])
    assert sign_in(lea).get(preview).status_code == 404
    tasks.look_after_files()
    study.refresh_from_db()
    assert study.pages == 3
    answer = sign_in(lea).get(preview)
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    page = sign_in(lea).get(study.get_absolute_url()).text
    assert f'src="{preview}"' in page
    assert 'alt="First page of “A study”"' in page
    assert "3 pages" in sign_in(lea).get(reverse("evidence", args=[study.municipality.slug])).text
    public = reverse("public_document_preview", args=[study.municipality.slug, study.pk])
    assert client.get(public).status_code == 200
    assert public in client.get(study.municipality.get_absolute_url()).text


def test_drawn_once_whatever_came_of_it(lakeside, lea, study):
    broken = make.document(lakeside, by=lea, content=b"%PDF-1.7\n%%EOF\n")
    assert previews.draw_waiting() == 2
    assert previews.draw_waiting() == 0
    broken.refresh_from_db()
    assert broken.drawn_at
    assert not broken.preview
    assert broken.pages is None
    former = Document.objects.get(pk=study.pk).preview.name
    previews.keep(study, 9, b"another")
    assert Document.objects.get(pk=study.pk).preview.name == former


def test_one_file_that_breaks_the_drawing_holds_up_no_other(lakeside, lea, study, monkeypatch, caplog):
    other = make.document(lakeside, by=lea)

    def look_at(document):
        if document == study:
            raise RuntimeError("nobody foresaw this")
        return 2, b""

    monkeypatch.setattr(previews, "look_at", look_at)
    assert previews.draw_waiting() == 2
    assert "could not be looked at" in caplog.text
    caplog.clear()
    study.refresh_from_db()
    other.refresh_from_db()
    assert study.drawn_at and other.pages == 2
    assert previews.draw_waiting() == 0


@pytest.mark.parametrize("scan", ["waiting", "infected", "beyond"])
def test_what_is_locked_is_not_opened(study, lea, sign_in, scan):
    Document.objects.filter(pk=study.pk).update(scan=scan)
    assert previews.draw_waiting() == 0
    # Nor shown, where it was drawn before it was found out.
    previews.keep(study, 3, picture("PNG"))
    assert sign_in(lea).get(reverse("document_preview", args=[study.pk])).status_code == 404


def test_a_file_that_is_gone_is_reported(study, caplog):
    study.file.storage.delete(study.file.name)
    assert previews.draw_waiting() == 1
    assert "is gone from the storage" in caplog.text
