"""The field of a form that takes a spreadsheet."""

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coalition.text import clean_line

from .book import parse

ACCEPT = ".xlsx,.csv,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 150


class SpreadsheetField(forms.FileField):
    """A workbook (.xlsx) or a CSV file. The cleaned file also knows its `data` (parser.py) and its `clean_name`."""

    widget = forms.FileInput(attrs={"accept": ACCEPT})
    default_error_messages = {
        "required": gettext_lazy("Choose a spreadsheet."),
        "invalid": gettext_lazy("The file did not arrive. Choose it again."),
        "missing": gettext_lazy("The file did not arrive. Choose it again."),
        "empty": gettext_lazy("The file is empty."),
    }

    def to_python(self, data):
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(
                _("The file is too large: it has %(size)s, and the limit is %(limit)s.")
                % {"size": filesizeformat(upload.size), "limit": filesizeformat(settings.UPLOAD_LIMIT)},
                code="too_large",
            )
        upload.seek(0)
        upload.data = parse(upload.read())
        upload.clean_name = clean_line(upload.name).replace("\\", "/").rpartition("/")[2][-LONGEST_NAME:]
        return upload


class SpreadsheetForm(forms.Form):
    """A spreadsheet alone."""

    use_required_attribute = False

    file = SpreadsheetField(label=gettext_lazy("Spreadsheet"))
