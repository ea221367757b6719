"""What search engines and shared addresses ask for beside the pages."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from ..picture import answer, portal_facts
from ..sitemaps import sections


@login_not_required
@require_safe
@gzip_page
def sitemap(request):
    """The index of the sections."""
    return views.index(request, sections(), sitemap_url_name="sitemap_section")


@login_not_required
@require_safe
@gzip_page
def sitemap_section(request, section):
    return views.sitemap(request, sections(), section=section)


@login_not_required
@require_safe
def portal_picture(request):
    return answer(request, portal_facts())
