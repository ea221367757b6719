"""A page is light, holds no style or script, and takes nothing from elsewhere."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from .look import css_files


def test_the_first_load_is_light(client):
    html = client.get("/en/no-such-page/").content.decode()
    addresses = re.findall(r'(?:href|src)="/static/([^"]+)"', html)
    files = {Path(finders.find(address)) for address in addresses}
    for style in [path for path in files if path.suffix == ".css"]:
        fonts = re.findall(r'url\("\.\./fonts/([^"]+)"\)', style.read_text())
        files |= {Path(finders.find(f"fonts/{name}")) for name in fonts}
    assert {path.suffix for path in files} == {".css", ".woff2", ".js", ".svg"}
    total = len(html.encode()) + sum(path.stat().st_size for path in files)
    assert total < 100_000, f"{total} bytes before compression"


def html_templates():
    """All pages; not the mails, whose readers know no style sheets."""
    folders = [settings.BASE_DIR / "templates", *settings.BASE_DIR.glob("*/templates")]
    found = [path for folder in folders for path in folder.rglob("*.html") if "mail" not in path.parts]
    assert len(found) > 40
    return found


def test_no_template_holds_style_or_script():
    inline = re.compile(
        r"""<style|\sstyle=|<script(?![^>]*\s(?:src=|type="application/json"))|\son[a-z]+\s*=\s*["']|javascript:""",
        re.I,
    )
    assert [str(path) for path in html_templates() if inline.search(path.read_text())] == []


def test_nothing_comes_from_elsewhere():
    outside = re.compile(r"""(?:src|href)=["'](?:https?:)?//|url\(["']?(?:https?:)?//|@import""", re.I)
    linked = [
        path
        for path in html_templates()
        if re.search(r"""<(?:link|script|img)[^>]+(?:https?:)?//""", path.read_text())
    ]
    assert linked == []
    assert [path.name for path in css_files() if outside.search(path.read_text())] == []
