"""Whatever is typed, pasted or forged, at every address: an answer a person can read, nothing broken, nothing unsafe."""

import json
import logging
import re
from contextlib import contextmanager
from urllib.parse import quote_from_bytes, urlsplit

import pytest
from django.utils import timezone

from coalition.text import clean_line, clean_text
from municipalities.models import Endorsement, Membership
from practices.models import Practice
from reports.models import Extension, ProgressReport

from .access_states import newest_extension
from .access_table import ALREADY_GONE, TABLE
from .hostile import (
    ALWAYS,
    KEPT,
    LONG,
    MORE_QUESTIONS,
    NUMBERS,
    PARAMETERS,
    QUESTIONS,
    SCRIPT,
    SLUGS,
    UNREAD,
    VALUES,
)
from .markup import Page
from .rounds import address, client_of, in_its_state, names, reader, submit_the_application
from .sampling import share

# 403: not with this password or token; 409: not now; 413: too much; 429: not so often.
ANSWERS = {200, 302, 400, 403, 404, 409, 413, 429}
FORM_URLENCODED = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=edge"
# One of how many each address tries (tests/sampling.py): of values in one field alone, in all fields at once (besides
# those that every form gets), of values that are wrong, of bodies, of questions to a page and to a list, of what names
# no thing; and of fields that are tried alone.
ALONE, AT_ONCE, WRONG, BODIES, QUESTION, LIST_QUESTION, NONE = 34, 8, 3, 6, 6, 6, 2
FIELDS = 2
TYPED_KINDS = {"text", "search", "email", "url", "tel", "number", "date", "datetime-local", "textarea"}


def hold_the_membership(scene):
    Membership.objects.filter(municipality__slug=scene.arguments["town"]["slug"]).update(status="on_hold")


def take_back_the_extension(scene):
    Extension.objects.get(pk=newest_extension(scene)).withdraw(scene.people["lea"])


def answer_the_report(scene):
    report = ProgressReport.objects.get(municipality__slug=scene.arguments["year"]["slug"], cycle__year=2026)
    report.sections.update(text_en="We opened the desk.", is_carried=False)
    report.updates.update(outcome="done", text_en="It answers 340 calls.")
    report.readings.update(answer="not_collected")
    ProgressReport.objects.filter(pk=report.pk).update(overview_en="A good year.")


def publish_the_practice(scene):
    pk = scene.arguments["practice_to_review"]["pk"]
    now = timezone.now()
    Practice.objects.filter(pk=pk).update(status="published", slug="youth", published_at=now, changed_at=now)


def settle_the_practices(scene):
    """A town with one that waits becomes part of no other."""
    Practice.objects.filter(status="submitted").update(status="draft", submitted_at=None)


def list_the_offer(scene):
    Endorsement.objects.filter(pk=scene.arguments["offer"]["pk"]).update(status="listed")


# What has to be asked for before the form is shown.
ASKED = {"merge_municipality": "?q=town"}
# Where the form of an address stands that only takes it.
SHOWN_ON = {
    "merge_municipality": ("merge_municipality", settle_the_practices),
    "add_proposed": ("review_proposal", None),
    "decline_proposal": ("review_proposal", None),
    "submit_report": ("report_check", answer_the_report),
    "hold_membership": ("secretariat_member", None),
    "resume_membership": ("secretariat_member", hold_the_membership),
    "move_action": ("plan_order", None),
    "add_note": ("secretariat_member", None),
    "add_comment": ("application_letter", None),
    "invite_to_parts": ("share_report", None),
    "approve_application": ("review_application", submit_the_application),
    "report_message": ("report_section", None),
    "extension": ("extension", take_back_the_extension),
    "assign_report": ("review_report", None),
    "return_practice": ("review_practice", None),
    "take_down_practice": ("review_practice", publish_the_practice),
    "decline_offer": ("review_offer", None),
    "withdraw_offer": ("review_offer", list_the_offer),
    "publish_page": ("desk_page", None),
    "give_opinion": ("join", None),
    "bulletin_language": ("bulletin_subscription", None),
    "schedule_bulletin": ("compose_bulletin", None),
    "cancel_event": ("secretariat_event", None),
    "lift_address": ("suppressed_address", None),
}
POSTED = names("POST")
# A button and nothing else, or a step that one reaches only by signing in.
WITHOUT_FIELDS = {
    *("declare_interest", "interest_consent", "acknowledge_interest", "match_proposal"),
    *("account_logout", "account_email_verification_sent", "account_set_password", "mfa_authenticate"),
    *("account_complete_password_reset", "mfa_download_recovery_codes", "mfa_activate_totp"),
    *("mfa_reauthenticate", "mfa_deactivate_totp", "mfa_generate_recovery_codes"),
    # what a passkey answers, which tests/test_passkeys.py forges
    *("mfa_login_webauthn", "mfa_add_webauthn", "mfa_reauthenticate_webauthn"),
    *("mfa_edit_webauthn", "mfa_remove_webauthn", "delete_account"),
    *("withdraw_invitation", "renew_invitation", "remove_person", "leave_town", "ask_access"),
    *("refuse_invitation",),
    *("open_application", "submit_application", "start_plan", "remove_action", "publish_plan"),
    *("open_cycle", "close_cycle", "copy_cycle", "settle_request", "withdraw_extension"),
    *("move_question", "remove_question", "retire_indicator", "reinstate_indicator"),
    *("confirm_translation", "lead_translation", "draft_translation"),
    # what a script sends, or another button of the form of a part: tests/test_saving.py, tests/test_part_verbs.py
    *("save_part", "confirm_updates", "add_remark", "settle_remarks", "reopen_remarks", "session"),
    *("mark_part_ready", "take_ready_back"),
    # a file and nothing else: tests/test_hostile_sheets.py
    *("report_workbook", "import_plan"),
    *("submit_practice", "withdraw_practice", "reopen_practice", "revise_practice", "publish_practice"),
    # a button; a place among others and what stood on the page: tests/test_services.py, tests/test_offers.py
    *("remove_service", "remove_provincial_service", "review_services", "review_provincial_services"),
    *("move_service", "publish_offer", "verify_offer", "contact_form_setting"),
    # which matter, and a button for each number of days: tests/test_digest.py
    *("put_off_reminder", "take_back_putting_off"),
    *("try_bulk_message", "send_bulk_message", "remove_bulk_message", "withdraw_document"),
    *("take_back_page", "discard_page", "withdraw_page", "move_page", "restore_page"),
    *("remove_notice", "remove_feature", "answer_opinion", "set_opinion_aside", "reopen_opinion"),
    # a button, or boxes: tests/test_bulletin.py, tests/test_subscribing.py, tests/test_registering.py
    *("confirm_subscription", "bulletin_subscription", "add_bulletin", "move_item", "remove_item"),
    *("try_bulletin", "take_back_bulletin", "remove_bulletin", "confirm_registration", "leave_event"),
    *("renew_calendar", "close_calendar", "publish_event", "remove_event", "mark_attendance"),
    *("retry_message", "cancel_message", "acknowledge_address"),
    # a button, and the newest that its page knew: tests/test_notifications.py, tests/test_one_click_leaving.py
    *("read_notifications", "open_notification", "read_notification", "leave_mail"),
}
# It has no token, and does nothing in anybody's name: tests/test_opinions.py
WITHOUT_TOKEN = {"give_opinion"}
WITH_FIELDS = sorted(set(POSTED) - WITHOUT_FIELDS)


def form_at(scene, client, name, language="en"):
    """(the form that the address takes, without the token), or None."""
    page, _state = SHOWN_ON.get(name, (name, None))
    asked = address(scene, page, language)
    answer = client.get(asked + ASKED.get(page, ""))
    if answer.status_code != 200:
        return None
    for form in Page(answer.text).forms:
        target = urlsplit(form.action).path or asked
        if form.method == "post" and target == address(scene, name, language):
            form.fields.pop("csrfmiddlewaretoken", None)
            return form
    return None


@contextmanager
def stage(scene, name):
    """The scene in which the form of the address is shown."""
    _page, prepare = SHOWN_ON.get(name, (name, None))
    with in_its_state(scene, name, prepare):
        client = client_of(scene, name, "POST")
        yield client


def send(client, path, values, form=None):
    """Post lists of values as a browser would, bytes untouched. A form with files is sent in parts."""
    pairs = [(name, to_bytes(value)) for name, each in values.items() for value in each]
    if form and form.enctype == "multipart/form-data":
        parts = [
            b'--edge\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (name.encode(), value)
            for name, value in pairs
        ]
        return client.generic("POST", path, b"".join(parts) + b"--edge--\r\n", PARTS)
    body = "&".join(f"{name}={quote_from_bytes(value, safe='')}" for name, value in pairs)
    return client.generic("POST", path, body, FORM_URLENCODED)


def to_bytes(value):
    return value if isinstance(value, bytes) else value.encode()


def check(answer, label):
    assert answer.status_code in ANSWERS, label
    if answer.status_code != 302:
        assert not re.search(r"<script>alert|<img src=x", answer.text), label
    if answer.status_code in {200, 302} and answer.get("Set-Cookie"):
        assert "b=c" not in answer["Set-Cookie"], label


def check_kept(answer, form, posted, value, label):
    """What was typed stands in the form again, as cleaned; secrets do not."""
    again = [each for each in Page(answer.text).forms if each.action == form.action or not each.action]
    shown = {name: field for each in again for name, field in each.fields.items()}
    for name in posted:
        kind = form.fields[name].kind
        if kind == "password":
            assert shown[name].text == "", f"{label}: {name}"
        elif kind in TYPED_KINDS:
            wanted = clean_text(value) if kind == "textarea" else clean_line(value)
            assert shown[name].text in {wanted, value}, f"{label}: {name}"


def kinds_of(form):
    """One field of each kind: those that differ by a number only are one."""
    kinds = {}
    for name, field in form.fields.items():
        if field.kind not in {"file", "button"}:
            kinds.setdefault(re.sub(r"\d+", "#", name), name)
    return list(kinds.values())


def one_by_one(form, first):
    """(field, label of its value): each field gets a share of the values, another one than its neighbour."""
    for place, field in share(enumerate(kinds_of(form), first), first, FIELDS):
        for label in share(VALUES, place, ALONE):
            yield [field], label


@pytest.mark.parametrize("name", WITH_FIELDS)
def test_fields(db, scene, name):
    """Values in all fields at once, then in one field of each kind while the others stay as they are."""
    path = address(scene, name)
    with stage(scene, name) as client:
        form = form_at(scene, client, name)
        assert form and kinds_of(form), "the form is not shown"
        at_once = [field for field in form.fields if form.fields[field].kind != "file"]
        labels = share(sorted(VALUES.keys() - ALWAYS), WITH_FIELDS.index(name), AT_ONCE)
        sent = [(at_once, label) for label in [*ALWAYS, *labels] if VALUES[label] != LONG]
        sent += [(kinds_of(form)[:1], "a megabyte"), *one_by_one(form, WITH_FIELDS.index(name))]
        for fields, label in sent:
            values = form.typed() | {field: [VALUES[label]] for field in fields}
            where = f"{label} in {fields if len(fields) == 1 else 'all fields'}"
            with in_its_state(scene, None):
                try:
                    answer = send(client, path, values, form)
                except Exception as error:
                    error.add_note(where)
                    raise
                check(answer, where)
                if label in KEPT and answer.status_code == 200:
                    check_kept(answer, form, fields, VALUES[label], where)
                if label in {"script", "attribute"} and answer.status_code == 302:
                    check(client.get(answer["Location"]), where)


@pytest.mark.parametrize("name", WITH_FIELDS)
def test_what_is_wrong_is_said_in_the_language_of_the_page(db, scene, name):
    said = {}
    for language in ("en", "fr"):
        with stage(scene, name) as client:
            form = form_at(scene, client, name, language)
            said[language] = set()
            more = share(("script", "February 30", "5,000 digits"), WITH_FIELDS.index(name), WRONG)
            for label in ("empty", *more):
                with in_its_state(scene, None):
                    values = form.typed() | {field: [VALUES[label]] for field in kinds_of(form)}
                    answer = send(client, address(scene, name, language), values, form)
                    said[language] |= set(errors(answer)) if answer.status_code == 200 else set()
    assert bool(said["en"]) == bool(said["fr"])
    assert not said["en"] & said["fr"]


def errors(answer):
    """The sentences at the fields and in the summary."""
    found = re.findall(r'<p class="error".*?</span>(.*?)</p>', answer.text, re.DOTALL)
    found += re.findall(r'<div class="error-summary".*?<ul>(.*?)</ul>', answer.text, re.DOTALL)
    for each in found:
        yield from (line.strip() for line in re.split(r"<[^>]+>|\n", each) if line.strip())


def test_a_page_says_what_is_wrong(db, scene):
    """Or the test above would prove nothing."""
    with stage(scene, "profile") as client:
        answer = client.post(address(scene, "profile"), {"name": ""})
    assert "Enter your name." in list(errors(answer))


@pytest.mark.parametrize("name", sorted(WITHOUT_FIELDS))
def test_buttons_have_no_fields(db, scene, name):
    """Or they belong above."""
    with stage(scene, name) as client:
        form = form_at(scene, client, name) if "GET" in TABLE[name].methods else None
        assert not form or not [f for f in kinds_of(form) if form.fields[f].kind in TYPED_KINDS]


# --- what is no form at all -----------------------------------------------------------------------------


@pytest.mark.parametrize("name", POSTED)
def test_forged_bodies(db, scene, name, caplog):
    """Thousands of fields, another kind of body, half a file, a name twice: an answer for each, and no trace."""
    path = address(scene, name)
    with stage(scene, name) as client:
        form = form_at(scene, client, name) if name in WITH_FIELDS else None
        twice = (
            {field: [*values, SCRIPT, "x"] for field, values in form.typed().items()} if form else {"a": "bc"}
        )
        bodies = {
            "JSON": (json.dumps({"name": SCRIPT, "reason": [1, None]}), "application/json"),
            "no type": ("name=a", ""),
            "half a part": ('--edge\r\nContent-Disposition: form-data; name="file"', PARTS),
            "no boundary": ("--edge--", "multipart/form-data"),
            "unknown charset": ("name=%E9", f"{FORM_URLENCODED}; charset=klingon"),
            "names that are none": (f"%00=1&%ED%A0%80=2&__proto__=3&{'a' * 5_000}=4&=5&&&", FORM_URLENCODED),
        }
        for label in share(bodies, POSTED.index(name), BODIES):
            body, kind = bodies[label]
            with in_its_state(scene, None):
                check(client.generic("POST", path, body, kind), label)
        with in_its_state(scene, None):
            check(send(client, path, twice, form), "repeated")
    assert not errors_of(caplog)


def errors_of(caplog):
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "name", ["report_overview", "application_contact", "account_signup", "hold_membership"]
)
@pytest.mark.parametrize("much", ["fields", "text"])
def test_too_much_is_said_in_words(db, scene, name, much, language, caplog, settings):
    over = settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1
    body = "&".join(f"a{n}=" for n in range(1_001)) if much == "fields" else "words_en=" + "x" * over
    with stage(scene, name) as client:
        answer = client.generic("POST", address(scene, name, language), body, FORM_URLENCODED)
    assert answer.status_code == 413
    page = Page(answer.text)
    assert page.language == language
    sentence = "More was sent than the portal takes in one go"
    assert (sentence in page.text()) == (language == "en")
    [record] = errors_of(caplog)
    assert record.name.startswith("django.security.")
    caplog.clear()


# Forms of visitors look at no session, and carry a stamp of their own: tests/test_visitor_mail.py.
WITHOUT_SESSION = {
    *("endorse", "contribute_research", "verify_offer", "contact", "write_to_municipality"),
    # whoever holds the link may, and mailboxes do: tests/test_subscribing.py
    *("bulletin", "confirm_subscription", "bulletin_subscription", "bulletin_language"),
    *("register_for_event", "confirm_registration", "leave_event"),
    *("leave_mail", "choose_mail"),  # tests/test_one_click_leaving.py
}


@pytest.mark.parametrize("name", sorted(set(POSTED) - WITHOUT_SESSION - WITHOUT_TOKEN))
def test_without_its_token_nothing_is_taken(db, scene, name):
    with stage(scene, name) as client:
        client.handler.enforce_csrf_checks = True
        for language in ("en", "fr"):
            answer = client.post(address(scene, name, language), {"reason": "x"})
            assert answer.status_code == 403
            assert [template.name for template in answer.templates][0] == "csrf.html"
            assert Page(answer.text).language == language


@pytest.mark.parametrize("language", ["en", "fr"])
def test_too_often_is_said_in_words(db, scene, language, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reset_password": "1/m/ip"}
    with stage(scene, "account_reset_password") as client:
        path = address(scene, "account_reset_password", language)
        for _ in range(2):
            answer = client.post(path, {"email": "somebody@example.org"})
    assert answer.status_code == 429
    assert Page(answer.text).language == language


# --- addresses ------------------------------------------------------------------------------------------

# What can be asked of a page.
MEMBER_FILTERS = [
    "q",
    "page",
    "province",
    "status",
    "plan",
    "report",
    "people",
    "joined_from",
    "joined_to",
    "sort",
]
DIRECTORY_FILTERS = ["q", "province", "stage", "commitment", "size", "report", "area", "sort", "view"]
LISTS = {
    "directory": ["page", *DIRECTORY_FILTERS],
    "members_csv": DIRECTORY_FILTERS,
    "members_geojson": DIRECTORY_FILTERS,
    "compare": ["with", "q"],
    "secretariat_members": MEMBER_FILTERS,
    "members_export": MEMBER_FILTERS,
    "add_bulk_message": MEMBER_FILTERS,
    "practices": ["q", "page", "topic", "commitment", "country", "year", "language", "sort"],
    "practices_feed": ["q", "topic", "year"],
    "add_practice": ["action"],
    "secretariat_practices": ["page", "status"],
    "bulk_messages": ["page"],
    "bulletin": ["page"],
    "bulletins": ["page"],
    "compose_bulletin": ["moved"],
    "events": ["page", "when", "kind"],
    "secretariat_events": ["page"],
    "find_municipality": ["q"],
    "find_town": ["q"],
    "propose_municipality": ["q"],
    "registry": ["q", "page", "province", "kind"],
    "merge_municipality": ["q"],
    "register": ["on"],
    "register_csv": ["on"],
    "secretariat": ["page", "kind"],
    "commitment": ["page"],
    "account_login": ["next"],
    "account_signup": ["next"],
}


ASKED_PAGES = names("GET")


@pytest.mark.parametrize("name", ASKED_PAGES)
def test_questions_in_addresses(db, scene, name):
    """A value for every parameter at once; where a list can be asked, for each parameter alone too."""
    place = ASKED_PAGES.index(name)
    with in_its_state(scene, name):
        client = client_of(scene, name)
        path = address(scene, name)
        usual = client.get(path).status_code
        asked = [
            "&".join(f"{parameter}={value}" for parameter in PARAMETERS)
            for value in share(QUESTIONS, place, QUESTION)
        ]
        for parameter in LISTS.get(name, ()):
            place += 1
            asked += [f"{parameter}={value}" for value in share(MORE_QUESTIONS, place, LIST_QUESTION)]
        if name in LISTS:
            asked += ["page=1&page=2&page=", "q=a&q=%00&q=b", "sort=name&sort=-pk"]
        for query in asked:
            try:
                answer = client.get(f"{path}?{query}")
            except Exception as error:
                error.add_note(query[:200])
                raise
            assert answer.status_code == usual, query[:200]
            assert name in FILES or "<script>alert" not in answer.text, query[:200]


FILES = {
    *("portal_picture", "town_picture"),
    *("model_resolution_docx", "signature_certificate", "membership_certificate"),
    *("council_pack_pdf", "council_pack_word", "filed_pack", "report_schema"),
    "public_report_pdf",
    "public_plan_pdf",
    "practice_pdf",
    "practices_feed",
    *("bulletin_feed", "events_feed", "events_calendar", "event_calendar", "personal_calendar"),
    "event_registrations_csv",
    "document",
    "document_preview",
    "public_document",
    "public_document_preview",
    "interest_letter_docx",
    *("letter_to_mayor_docx", "agenda_request_docx", "presentation_notes_docx"),
    "resolution_for_council_docx",
    "report_workbook_file",
    "plan_template",
}
# Another mark leads to the picture as it is now.
LEADS_ON = {"town_picture"}
HOLES = {"slug": SLUGS, "key": SLUGS}
# The book comes with more than eleven pages, and no other key is known to be free.
OF_THE_BOOK = {name for name, line in TABLE.items() if line.thing in {"desk_page", "page_version"}}
OF_A_THING = [name for name, line in TABLE.items() if line.thing and reader(name, *line.methods & {"POST"})]


@pytest.mark.parametrize("name", OF_A_THING)
def test_things_that_are_none(db, scene, name):
    """A number too large, a name too long, letters where digits belong: no such page, as for any other."""
    method = "GET" if "GET" in TABLE[name].methods else "POST"
    arguments = scene.arguments[TABLE[name].thing]
    with in_its_state(scene, name):
        client = client_of(scene, name, method)
        for hole, value in arguments.items():
            # A value that stands nowhere else in the address.
            marker = "7654321" if isinstance(value, int) else "marker"
            pattern = address(scene, name, **{hole: int(marker) if marker.isdigit() else marker})
            unread = share(UNREAD, OF_A_THING.index(name), len(UNREAD))
            is_counted = hole in {"number", "edition", "revision", "version"} and name not in OF_THE_BOOK
            numbers = [number for number in NUMBERS if number != "11" or is_counted]
            for wrong in [*share(HOLES.get(hole, numbers), OF_A_THING.index(name), NONE), *unread]:
                path = pattern.replace(marker, wrong)
                try:
                    answer = client.generic(method, path)
                except Exception as error:
                    error.add_note(path[:200])
                    raise
                taken_for_gone = name in ALREADY_GONE | LEADS_ON and answer.status_code == 302
                assert taken_for_gone or answer.status_code in {400, 404} or str(value) == wrong, path[:200]
                assert "<script>" not in answer.text.replace("<script src", ""), path[:200]
