"""The files of the demonstration: pages that say of themselves that they are invented."""

import typst
from django.core.files.uploadedfile import SimpleUploadedFile

from coalition.pdf import fonts
from municipalities.uploads import DocumentField

from .towns import FOLDER


def paper(town, kind, names, **words):
    """A PDF of one page in the town's language, checked as any upload is; `words` are its title and number."""
    content = typst.compile(
        (FOLDER / "paper.typ").read_bytes(),
        sys_inputs={
            "kind": kind,
            "language": town.language,
            "town": town.facts[f"name_{town.language}"],
            **words,
        },
        font_paths=fonts(),
        format="pdf",
    )
    upload = SimpleUploadedFile(names[town.language], content, content_type="application/pdf")
    return DocumentField().clean(upload)
