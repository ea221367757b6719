"""The answer of the directory as files, with the filters of the page."""

import json

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from coalition.tables import csv_response

from ..directory import DirectoryForm, find
from ..directory_files import COLUMNS, feature_collection, rows


@login_not_required
@require_safe
@gzip_page
def members_csv(request):
    today = timezone.localdate()
    found = rows(find(DirectoryForm(request.GET).asked), today)
    return csv_response(f"municipalities-{today}.csv", COLUMNS, found)


@login_not_required
@require_safe
@gzip_page
def members_geojson(request):
    today = timezone.localdate()
    found = feature_collection(find(DirectoryForm(request.GET).asked), today)
    content = json.dumps(found, ensure_ascii=False)
    answer = HttpResponse(content, content_type="application/geo+json")
    answer["Content-Disposition"] = f'attachment; filename="municipalities-{today}.geojson"'
    return answer
