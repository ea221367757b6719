"""A report shared out among a town's people: who has which part, ready or not, and never anybody locked out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coalition.models import OutgoingMessage
from municipalities.models import Invitation, Role
from reports.models import Assignment

from . import make
from .tab import Tab

pytestmark = pytest.mark.usefixtures("reference")


@pytest.fixture
def report(lakeside, lea):
    make.published_plan(lakeside, by=lea)
    return make.report(lakeside, by=lea)


def at(name, report, *more):
    return reverse(name, args=[report.municipality.slug, report.cycle.year, *more])


def key_of(report, person):
    return f"m{report.municipality.people.get(user=person).pk}"


def test_a_coordinator_shares_out_and_each_finds_first_what_is_theirs(report, lea, eli, sign_in):
    lea_sharing = Tab(sign_in(lea), at("share_report", report))
    answer = lea_sharing.save(owner_overview=key_of(report, lea), owner_2=key_of(report, eli))
    assert answer.status_code == 302
    assert {one.part: one.whose for one in report.assignments.all()} == {
        "overview": "Lea Tran",
        "2": "Eli Novak",
    }
    page = sign_in(eli).get(at("report", report)).text
    yours, rest = page.split('id="yours"')[1].split("</section>", 1)
    assert at("report_section", report, 2) in yours and at("report_section", report, 1) not in yours
    assert "<details" in rest and at("report_section", report, 1) in rest
    home = sign_in(eli).get(reverse("workspace", args=["lakeside-on"])).text
    assert home.index("Yours: 2.") < home.index("Progress report of 2026</a>")
    coordinators = sign_in(lea).get(at("report", report)).text
    assert "Eli Novak" in coordinators.split("Who has what")[1]
    # Nobody is locked out.
    assert sign_in(eli).post(at("report_overview", report), {"words-words_en": "x"}).status_code == 302


def test_two_coordinators_do_not_undo_each_other(report, lea, eli, sign_in, lakeside):
    olga = make.user("Olga Ruiz")
    make.member(lakeside, olga, Role.COORDINATOR)
    first, second = (Tab(sign_in(person), at("share_report", report)) for person in (lea, olga))
    first.save(owner_1=key_of(report, eli))
    assert second.save(owner_2=key_of(report, lea)).status_code == 302
    assert {one.part for one in report.assignments.standing()} == {"1", "2"}
    third = Tab(sign_in(olga), at("share_report", report))
    first = Tab(sign_in(lea), at("share_report", report))
    first.save(owner_1="")
    assert third.save(owner_1=key_of(report, lea)).status_code == 409
    assert not report.assignments.standing().filter(part="1").exists()


@pytest.mark.parametrize("owner", ["m999999", "i1", "x", "9" * 400])
def test_only_people_of_the_town_can_be_chosen(report, lea, odile, sign_in, owner):
    client = sign_in(lea)
    stranger = f"m{odile.roles.get().pk}"
    for chosen in (owner, stranger):
        answer = client.post(at("share_report", report), {"seen": "", "owner_1": chosen})
        assert answer.status_code == 200 and "There is a problem" in answer.text
    assert not Assignment.objects.exists()


@pytest.mark.parametrize("way", ["removed", "left", "viewer", "closed account"])
def test_without_the_person_the_part_is_free_again(report, lea, eli, sign_in, way):
    make.assignment(report, "1", to=eli, by=lea)
    member = eli.roles.get()
    if way == "removed":
        member.remove(lea)
    elif way == "left":
        member.leave()
    elif way == "viewer":
        member.change_role(lea, Role.VIEWER)
    else:
        type(eli).objects.filter(pk=eli.pk).update(is_active=False)
    assert not report.assignments.standing().exists()
    assert (
        "Eli Novak"
        not in sign_in(lea).get(at("report", report)).text.split("What to answer")[1].split("What has")[0]
    )
    assert Tab(sign_in(lea), at("share_report", report)).save(owner_1=key_of(report, lea)).status_code == 302
    assert report.assignments.get(part="1").whose == "Lea Tran"


def test_somebody_new_is_invited_and_the_parts_wait(report, lea, sign_in):
    form = Tab(sign_in(lea), at("share_report", report), "invite-email")
    form.url = at("invite_to_parts", report)
    new = make.user("Noor Haddad", email="noor@example.org")
    sent = {
        "invite-email": new.email,
        "invite-name": "Noor",
        "invite-language": "en",
        "invite-parts": ["1", "2"],
    }
    assert form.save(**sent).status_code == 302
    page = sign_in(lea).get(at("report", report)).text
    assert "Noor (invited)" in page
    invitation = Invitation.objects.get()
    assert invitation.role == Role.CONTRIBUTOR
    invitation.accept(new)
    assert {(one.part, one.whose) for one in report.assignments.all()} == {
        ("1", "Noor Haddad"),
        ("2", "Noor Haddad"),
    }
    # Without a part, or to nobody, it is said at the field and nothing is sent.
    for wrong in ({"invite-parts": []}, {"invite-email": "nobody"}, {"invite-parts": ["77"]}):
        assert form.client.post(form.url, sent | {"invite-email": "x@example.org"} | wrong).status_code == 200
    assert OutgoingMessage.objects.filter(key__startswith="invitation-").count() == 2  # invited, accepted


def test_an_invitation_that_is_withdrawn_frees_the_parts(report, lea):
    invitation = make.invitation(report.municipality, by=lea)
    Assignment.share_out(report, lea, {"1": invitation})
    assert report.assignments.standing().count() == 1
    invitation.withdraw(lea)
    assert not report.assignments.standing().exists()


def test_ready_and_what_changes_afterwards(report, lea, eli, vic, sign_in):
    make.assignment(report, "1", to=eli, by=lea)
    page = at("report_section", report, 1)
    tab = Tab(sign_in(eli), page, "words-seen")
    tab.url = at("mark_part_ready", report, "1")
    assert tab.save(**{"words-words_en": "Done."}).status_code == 302  # what was typed is kept with it
    assert report.sections.get(commitment=1).text_en == "Done."
    assert "Marked ready" in sign_in(lea).get(at("report", report)).text
    assert "Changed since" not in sign_in(lea).get(at("report", report)).text
    Tab(sign_in(lea), page, "words-seen").save(**{"words-words_fr": "Fait."})
    for client in (sign_in(lea), sign_in(eli)):
        assert "Changed since it was marked ready" in client.get(at("report", report)).text
        assert "Changed since it was marked ready" in client.get(page).text
    assert sign_in(eli).post(at("mark_part_ready", report, "1")).status_code == 302
    assert "Changed since" not in sign_in(lea).get(at("report", report)).text
    assert sign_in(eli).post(at("take_ready_back", report, "1")).status_code == 302
    assert report.assignments.get().ready_at is None
    olga = make.user("Olga Ruiz")
    make.member(report.municipality, olga, Role.CONTRIBUTOR)
    assert sign_in(olga).post(at("mark_part_ready", report, "1")).status_code == 403
    assert sign_in(lea).post(at("mark_part_ready", report, "2")).status_code == 404
    assert sign_in(lea).post(at("mark_part_ready", report, "1")).status_code == 302
    type(report).objects.update(status="submitted")
    assert sign_in(eli).post(at("take_ready_back", report, "1")).status_code == 409
    assert sign_in(lea).post(at("share_report", report), {"seen": "", "owner_1": ""}).status_code == 409


def test_another_owner_begins_anew(report, lea, eli):
    assignment = make.assignment(report, "1", to=eli, by=lea)
    assignment.report = report
    report.municipality.role = Role.COORDINATOR
    assignment.mark_ready(eli, "x")
    Assignment.share_out(report, lea, {"1": report.municipality.people.get(user=lea)})
    assert report.assignments.get().ready_at is None


def test_more_sections_given_cost_no_more_queries(report, lea, eli, sign_in):
    client = sign_in(lea)

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at("report", report)).status_code == 200
        return len(captured)

    make.assignment(report, "1", to=eli, by=lea)
    count()
    before = count()
    everybody = {
        part: report.municipality.people.get(user=eli) for part in ("overview", "2", "3", "indicators")
    }
    Assignment.share_out(report, lea, everybody)
    report.municipality.role = Role.COORDINATOR
    for assignment in report.assignments.select_related("report"):
        assignment.report = report
        assignment.mark_ready(lea, "x")
    assert count() <= before
