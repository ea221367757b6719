"""Of the addresses open to everybody, which are pages (tests/public_pages.py), which are files, which lead on."""

import pytest

from .public_pages import LANGUAGES, kinds

pytestmark = pytest.mark.django_db
# Files, pictures and feeds; and addresses that lead on to a page.
NO_PAGES = {
    *("robots", "security", "sitemap", "sitemap_section", "healthz", "readyz", "session"),
    *("portal_picture", "town_picture", "public_document", "public_document_preview"),
    *("members_csv", "members_geojson", "members_feed", "town_feed", "practices_feed"),
    *("services_csv", "services_json", "progress_csv", "report_schema", "declaration_text"),
    *("interest_letter_docx", "letter_to_mayor_docx", "agenda_request_docx", "presentation_notes_docx"),
    *("resolution_for_council_docx", "events_calendar", "event_calendar", "personal_calendar"),
    *("bulletin_feed", "events_feed"),
    *("public_plan_pdf", "practice_pdf", "public_report_pdf"),
    *("public_report_data", "public_report_actions", "public_report_indicators"),
    *("root", "permanent_report", "newest_report", "account_logout", "account_complete_password_reset"),
}


def test_every_public_address_is_a_page_a_file_or_leads_on(scene):
    """So that none is left out of the sweep unnoticed."""
    found = {language: kinds(scene, language) for language in LANGUAGES}
    assert found["en"] == found["fr"]
    assert {name for name, kind in found["en"].items() if kind != "page"} == NO_PAGES
