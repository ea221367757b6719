"""Reads a page as a browser would: its language, links, forms, and each piece of text with its language."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
UNSEEN = {"script", "style", "template"}


@dataclass
class Field:
    name: str
    kind: str  # text, textarea, select, radio, checkbox, hidden, password, file, date, ...
    values: list = field(default_factory=list)  # what a browser would send
    options: list = field(default_factory=list)  # of select, radio and checkbox
    text: str = ""  # as it stands in the control


@dataclass
class Form:
    action: str
    method: str
    enctype: str
    fields: dict = field(default_factory=dict)

    def typed(self):
        """{name: values} as sent when nothing is touched, files apart."""
        return {each.name: each.values for each in self.fields.values() if each.kind != "file"}


class Page(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.html, self.language, self.stack = html, "", []
        self.links, self.anchors, self.forms = [], [], []
        self.texts = []  # (language, text, tag around it)
        self._form = self._select = self._option = self._area = None
        self.feed(html)
        self.close()

    def text(self, language=None):
        """All that is read on the page; with a language, only what is said in it."""
        return " ".join(" ".join(text for code, text, _tag in self.texts if language in {None, code}).split())

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        lang = attrs.get("lang") or (self.stack[-1][1] if self.stack else "")
        if tag == "html":
            self.language = lang
        if tag == "link":
            self.links.append(attrs)
        if tag == "a":
            self.anchors.append(attrs)
        self._read_control(tag, attrs)
        if lang and tag not in {"html", "input", "textarea"}:
            said = [attrs[name] for name in ("aria-label", "title", "alt") if attrs.get(name)]
            self.texts += [(lang, text, tag) for text in said]
        if tag not in VOID:
            self.stack.append((tag, lang))

    def _read_control(self, tag, attrs):
        if tag == "form":
            self._form = Form(attrs.get("action", ""), attrs.get("method", "get"), attrs.get("enctype", ""))
            self.forms.append(self._form)
        if self._form is None:
            return
        name = attrs.get("name")
        if tag == "option" and self._select:
            self._option = attrs.get("value", "")
            self._select.options.append(self._option)
            if "selected" in attrs or (not self._select.values and self._select.kind == "select"):
                self._select.values = [self._option]
        if not name or tag not in {"input", "textarea", "select", "button"}:
            return
        kind = attrs.get("type", "text") if tag == "input" else tag
        control = self._form.fields.setdefault(name, Field(name, kind))
        if tag == "select":
            self._select = control
        elif tag == "textarea":
            self._area = control
        elif kind in {"radio", "checkbox"}:
            control.options.append(attrs.get("value", "on"))
            if "checked" in attrs:
                control.values.append(attrs.get("value", "on"))
        elif tag == "button":
            control.options.append(attrs.get("value", ""))
        else:
            control.text = attrs.get("value", "")
            control.values.append(control.text)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        if tag == "select":
            self._select = None
        if tag == "textarea" and self._area:
            # A parser drops the first line end of a text area.
            self._area.text = self._area.text.removeprefix("\n")
            self._area.values, self._area = [self._area.text], None
        if any(open_tag == tag for open_tag, _lang in self.stack):
            while self.stack.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if self._area:
            self._area.text += data
        elif self.stack and data.strip() and not any(tag in UNSEEN for tag, _lang in self.stack):
            tag, lang = self.stack[-1]
            self.texts.append((lang, data.strip(), tag))
