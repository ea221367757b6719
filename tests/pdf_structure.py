"""What PDF/UA-1 asks of a file and a machine can see without Java: read with pypdfium2, which the portal has anyway.

veraPDF tries all 106 rules: tests/PdfUa.java, docs/adr/0029.
"""

import ctypes
import re

import pypdfium2
from pypdfium2 import raw

HEADING = re.compile(r"H([1-6])")


class Structure:
    """The tagged content of a file. `elements` are (type, language, alternative text, scope, is filled), page by page."""

    def __init__(self, content):
        self.content, self.elements = content, []
        document = pypdfium2.PdfDocument(content)
        try:
            self.title = document.get_metadata_dict().get("Title", "")
            self.is_tagged = bool(raw.FPDFCatalog_IsTagged(document))
            self.pages = len(document)
            self.unmarked, self.fonts = [], set()
            for number, page in enumerate(document, 1):
                self._read_objects(page, number)
                self._read_tree(page)
        finally:
            document.close()

    def _read_objects(self, page, number):
        for thing in page.get_objects(max_depth=1):
            if not _is_marked(thing.raw):
                self.unmarked.append((number, thing.type))
            if thing.type == raw.FPDF_PAGEOBJ_TEXT:
                font = raw.FPDFTextObj_GetFont(thing.raw)
                self.fonts.add(bool(raw.FPDFFont_GetIsEmbedded(font)))

    def _read_tree(self, page):
        tree = raw.FPDF_StructTree_GetForPage(page)
        for place in range(raw.FPDF_StructTree_CountChildren(tree)):
            self._read(raw.FPDF_StructTree_GetChildAtIndex(tree, place))
        raw.FPDF_StructTree_Close(tree)

    def _read(self, element):
        if not element:
            return
        children = raw.FPDF_StructElement_CountChildren(element)
        self.elements.append(
            (
                _text(raw.FPDF_StructElement_GetType, element),
                _text(raw.FPDF_StructElement_GetLang, element),
                _text(raw.FPDF_StructElement_GetAltText, element),
                _scope(element),
                children > 0,
            )
        )
        for place in range(children):
            self._read(raw.FPDF_StructElement_GetChildAtIndex(element, place))

    @property
    def languages(self):
        return {language for _kind, language, *_more in self.elements if language}

    @property
    def kinds(self):
        return {kind for kind, *_more in self.elements}

    def problems(self):
        """What is wrong, in words; empty where all holds."""
        return [words for words, is_wrong in self._findings() if is_wrong]

    def _findings(self):
        content = self.content
        yield "is not tagged", not self.is_tagged or b"/Marked true" not in content
        yield "has no structure", b"/StructTreeRoot" not in content or not self.elements
        yield "its content is not found from its pages", b"/ParentTree" not in content
        yield "does not say that it is PDF/UA-1", not re.search(rb"pdfuaid:part[^0-9]{1,3}1\b", content)
        catalogue = re.search(rb"/Type ?/Catalog.*?endobj", content, re.DOTALL)[0]
        yield "has no language", not re.search(rb"/Lang ?\((en|fr)-CA\)", catalogue)
        yield "has no title", not self.title or b"dc:title" not in content
        yield "does not show its title", b"/DisplayDocTitle true" not in content
        yield "does not say the order of tabs", len(re.findall(rb"/Tabs ?/S", content)) != self.pages
        yield f"content is neither tagged nor an artifact: {self.unmarked[:3]}", self.unmarked
        yield "a font is not in the file", False in self.fonts
        yield (
            "a figure has no words",
            any(kind == "Figure" and not alt for kind, _l, alt, *_m in self.elements),
        )
        yield (
            "a header of a table says not of what",
            any(kind == "TH" and not scope for kind, _l, _a, scope, _f in self.elements),
        )
        yield "a table has no header", "Table" in self.kinds and "TH" not in self.kinds
        levels = [int(found[1]) for kind, *_more in self.elements if (found := HEADING.fullmatch(kind))]
        yield (
            f"headings jump: {levels}",
            any(after > before + 1 for before, after in zip([0, *levels], levels, strict=False)),
        )


def _is_marked(thing):
    for place in range(raw.FPDFPageObj_CountMarks(thing)):
        mark = raw.FPDFPageObj_GetMark(thing, place)
        length = ctypes.c_ulong()
        raw.FPDFPageObjMark_GetName(mark, None, 0, length)
        name = (ctypes.c_ushort * (length.value // 2))()
        raw.FPDFPageObjMark_GetName(mark, name, length.value, length)
        number = ctypes.c_int()
        has_content_id = raw.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", number)
        if has_content_id or bytes(name).decode("utf-16-le").rstrip("\0") == "Artifact":
            return True
    return False


def _text(ask, element):
    length = ask(element, None, 0)
    buffer = ctypes.create_string_buffer(length)
    ask(element, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _scope(element):
    for place in range(raw.FPDF_StructElement_GetAttributeCount(element)):
        attributes = raw.FPDF_StructElement_GetAttributeAtIndex(element, place)
        value = raw.FPDF_StructElement_Attr_GetValue(attributes, b"Scope")
        if value:
            buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
            raw.FPDF_StructElement_Attr_GetStringValue(value, buffer, 64, length)
            return buffer.raw[: length.value].decode("utf-16-le").rstrip("\0")
    return ""
