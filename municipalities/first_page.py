"""Counts the pages of a file and draws the first: file on standard input; on standard output the number of pages in
a line (0: not known) and a PNG (which may be missing). Nothing is kept of what the file says about itself.

A program of its own, which previews.py starts under the limits of coalition/confined.py.
"""

import io
import sys

WIDTH = 800  # pixels
MOST_HEIGHT = 1600


def draw(content):
    """(pages, PIL image or None). The libraries are loaded here, under the limits."""
    if content.startswith(b"%PDF-"):
        return draw_pdf(content)
    from PIL import Image, ImageOps

    picture = Image.open(io.BytesIO(content), formats=["PNG", "JPEG"])
    picture.draft("RGB", (WIDTH * 2, MOST_HEIGHT * 2))
    return 1, ImageOps.exif_transpose(picture)


def draw_pdf(content):
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    pages = len(document)
    if not pages:
        return 0, None
    page = document[0]
    width, height = page.get_size()
    scale = min(WIDTH / max(width, 1), MOST_HEIGHT / max(height, 1))
    return pages, page.render(scale=scale, may_draw_forms=False).to_pil()


def as_png(picture):
    """Plain colours on white, at most WIDTH wide, without any note."""
    from PIL import Image

    picture.thumbnail((WIDTH, MOST_HEIGHT))
    if picture.mode not in {"RGB", "L"}:
        picture = picture.convert("RGBA")
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture).convert("RGB")
    plain = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    file = io.BytesIO()
    plain.save(file, "PNG", optimize=True)
    return file.getvalue()


def main():
    pages, picture = draw(sys.stdin.buffer.read())
    png = as_png(picture) if picture else b""
    sys.stdout.buffer.write(b"%d\n" % pages + png)


if __name__ == "__main__":
    main()
