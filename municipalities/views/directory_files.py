"""The answer of the directory as files, with the filters of the page."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.tables import csv_response

from ..directory import DirectoryForm, find
from ..directory_files import COLUMNS, feature_collection, rows


@login_not_required
@require_safe
@gzip_page
def members_csv(request):
    return csv_response("municipalities.csv", COLUMNS, rows(find(DirectoryForm(request.GET).asked)))


@login_not_required
@require_safe
@gzip_page
def members_geojson(request):
    content = json.dumps(feature_collection(find(DirectoryForm(request.GET).asked)), ensure_ascii=False)
    answer = HttpResponse(content, content_type="application/geo+json")
    answer["Content-Disposition"] = 'attachment; filename="municipalities.geojson"'
    return answer
