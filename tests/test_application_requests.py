"""What the secretariat asks of a town, step by step, what the two write to each other, and what becomes of it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from coalition.models import Comment, Event, OutgoingMessage
from coalition.moments import say_day
from municipalities.models import Application, Document, Role

from . import make
from .applying import CONTACT, address, checked, page
from .papers import pdf_bytes, upload
from .tab import Tab


@pytest.fixture
def town(reference):
    return make.municipality("Newtown", name_fr="Neuville", slug="newtown-on")


@pytest.fixture
def ready(town, nora):
    make.member(town, nora, Role.COORDINATOR)
    return make.application(town, by=nora, complete=True)


@pytest.fixture
def client(nora, sign_in):
    return sign_in(nora)


def test_a_returned_application_reopens_where_changes_are_asked(town, ready, client, nora, sam):
    ready.submit(by=nora)
    ready.send_back(by=sam, requests={"letter": "The mayor has not signed."})
    said = page(client, "application", town)
    assert "The mayor has not signed." in said
    assert [task["status"] for task in client.get(address("application", town)).context["tasks"]][:2] == [
        "returned",
        "complete",
    ]
    assert "The mayor has not signed." in page(client, "application_letter", town)
    assert "no change was asked" in page(client, "application_contact", town).lower()
    assert client.post(address("application_contact", town), CONTACT).status_code == 409

    former = ready.letter
    tab = Tab(client, address("application_letter", town))
    assert tab.save(file=upload("signed.pdf"), letter_on="2026-01-20").status_code == 302
    assert Document.objects.filter(pk=former.pk).exists(), "what was submitted is kept"
    assert page(client, "application_check", town).count("?back=check") == 1
    assert client.post(address("submit_application", town)).status_code == 302
    ready.refresh_from_db()
    assert (ready.status, ready.letter.name, ready.letter_on) == (
        "submitted",
        "signed.pdf",
        date(2026, 1, 20),
    )
    assert not ready.open_requests().exists()


def test_a_step_that_no_longer_counts_reopens_too(town, ready, client, nora, sam):
    ready.submit(by=nora)
    ready.send_back(by=sam, requests={"letter": "Please sign it."})
    Application.objects.update(contact_title="")
    assert Tab(client, address("application_contact", town)).save(**CONTACT).status_code == 302
    assert client.post(address("application_champion", town), {}).status_code == 409, "it never counted"


def test_a_returned_application_keeps_what_was_submitted_and_no_more(town, ready, nora, sam):
    ready.submit(by=nora)
    submitted = ready.letter
    ready.send_back(by=sam, requests={"letter": "Please sign it."})
    for name in ["second.pdf", "third.pdf", "fourth.pdf"]:
        ready.attach("letter", checked(upload(name)), by=nora)
    kept = Document.objects.filter(kind="letter").order_by("added_at")
    assert [document.name for document in kept] == [submitted.name, "fourth.pdf"]


# --- by when --------------------------------------------------------------------------------------------


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def send_back(client, application, **typed):
    there = reverse("return_application", args=[application.pk])
    return client.post(there, {"submitted_at": application.stamp, **typed})


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_is_asked_has_a_day_that_the_town_sees(town, ready, client, nora, sam, sign_in, language):
    ready.submit(by=nora)
    day = in_days(20)
    answer = send_back(sign_in(sam), ready, letter="Please sign it.", answer_by=day.isoformat())
    assert answer.status_code == 302
    with translation.override(language):
        said = say_day(day)
    for name in ("application", "application_letter"):
        assert said in page(client, name, town, language)
    assert said not in page(client, "application_contact", town, language)
    mail = OutgoingMessage.objects.get(key__startswith=f"application-{ready.pk}-return")
    with translation.override("en"):
        assert f"Please answer by {say_day(day)}." in mail.text and say_day(day) in mail.html
    workspace = page(client, "workspace", town, language)
    assert said in workspace and "status--bad" not in workspace
    ready.requests.update(answer_by=in_days(-1))
    assert "status--bad" in page(client, "workspace", town, language)


@pytest.mark.parametrize("day", [0, -3, 2000, "2026-02-31", "soon"])
def test_the_day_is_to_come(ready, nora, sam, sign_in, day):
    ready.submit(by=nora)
    answer_by = day if isinstance(day, str) else in_days(day).isoformat()
    answer = send_back(sign_in(sam), ready, letter="Please sign it.", answer_by=answer_by)
    assert answer.status_code == 200 and list(answer.context["form"].errors) == ["answer_by"]
    assert "Please sign it." in answer.text
    assert not ready.requests.exists()


# --- changed or unchanged -------------------------------------------------------------------------------


def test_the_review_says_first_what_changed_since_it_was_asked(town, ready, client, nora, sam, sign_in):
    ready.submit(by=nora)
    ready.send_back(sam, {"contact": "Who answers?", "priorities": "Why these?"})
    review, reader = reverse("review_application", args=[ready.pk]), sign_in(sam)
    assert "Changed since" not in reader.get(review).text
    Tab(client, address("application_contact", town)).save(**CONTACT)
    check = page(client, "application_check", town)
    warned = check[check.index("Not changed since the secretariat asked") :]
    assert "Priorities" in warned[:300] and "Contact" not in warned[: warned.index("</ul>")]
    assert client.post(address("submit_application", town)).status_code == 302
    said = reader.get(review).text
    asked = said[said.index("What was asked") : said.index("Answers</h2>")]
    assert "Who answers?" in asked and "Why these?" in asked
    contact, priorities = asked.split("#answer-priorities")
    assert "Changed since" in contact and "Unchanged" in priorities
    before, now = contact[contact.index("<dt>Before") :].split("<dt>Now")
    assert "Lea Tran<br>Director<br>lea@example.org" in before and "Zoë Hébert" in now
    assert "<dt>Before" not in priorities and "The file is the same" not in asked


def test_the_review_leads_to_what_the_town_wrote_since(town, ready, client, nora, sam, sign_in):
    comment(client, town, "Here it is.")
    ready.submit(by=nora)
    ready.send_back(sam, {"letter": "Is it <signed>?"})
    comment(client, town, "It is, on the second page.")
    comment(sign_in(sam), town, "I see.")
    ready.submit(by=nora)
    review, reader = reverse("review_application", args=[ready.pk]), sign_in(sam)
    said = reader.get(review).text
    asked = said[said.index("What was asked") : said.index("Answers</h2>")]
    assert "Unchanged" in asked and "The file is the same as before." in asked
    assert (
        'href="#thread-letter">1 message of the municipality since<' in asked and 'id="thread-letter"' in said
    )


def test_another_date_beside_the_same_file(ready, nora, sam, sign_in):
    ready.submit(by=nora)
    ready.send_back(sam, {"letter": "Which day?"})
    ready.revise("letter", letter_on=date(2026, 1, 20))
    ready.submit(by=nora)
    said = sign_in(sam).get(reverse("review_application", args=[ready.pk])).text
    asked = said[said.index("What was asked") : said.index("Answers</h2>")]
    assert "Changed since" in asked and "The file is the same as before." in asked
    before, now = asked[asked.index("<dt>Before") :].split("<dt>Now")
    assert "January 12, 2026" in before and "January 20, 2026" in now
    assert "&lt;" not in before, "as text, without the links"


def test_a_reason_given_counts_as_a_change(town, ready, client, nora, sam):
    ready.submit(by=nora)
    ready.send_back(sam, {"priorities": "Why these?", "letter": "Sign it."})
    assert [step.key for step in ready.unchanged_steps()] == ["letter", "priorities"]
    Tab(client, address("application_priorities", town)).save(reason_1="Rents rose.")
    ready.refresh_from_db()
    assert [step.key for step in ready.unchanged_steps()] == ["letter"]
    ready.attach("letter", checked(upload("letter.pdf", pdf_bytes(b"signed"))), by=nora)
    assert ready.unchanged_steps() == []


def test_only_the_last_round_is_read_first(ready, nora, sam, sign_in):
    for text in ("First wish.", "Second wish."):
        ready.submit(by=nora)
        ready.send_back(sam, {"letter": text})
    ready.submit(by=nora)
    said = sign_in(sam).get(reverse("review_application", args=[ready.pk])).text
    asked, earlier = said.split("Changes asked for earlier")
    assert "Second wish." in asked and "First wish." not in asked[: asked.index("Answers</h2>")]
    assert "First wish." in earlier


# --- messages at a step ---------------------------------------------------------------------------------


def comment(client, town, text, step="letter", language="en"):
    return client.post(address("add_comment", town, language, step=step), {"text": text})


def test_both_sides_write_at_the_step_and_the_other_is_told(town, ready, client, nora, sam, sign_in):
    ready.submit(by=nora)
    OutgoingMessage.objects.all().delete()
    answer = comment(client, town, "The mayor signs <b>tomorrow</b>.\nIs that soon enough?")
    assert answer.url == address("application_letter", town) + "#thread-letter"
    [told] = OutgoingMessage.objects.all()
    assert (told.recipient, told.category) == (sam, "conversation")
    assert "Is that soon enough?" in told.text and "&lt;b&gt;tomorrow" in told.html
    review = sign_in(sam).get(reverse("review_application", args=[ready.pk])).text
    assert "The mayor signs &lt;b&gt;tomorrow&lt;/b&gt;." in review
    answer = comment(sign_in(sam), town, "It is.")
    assert answer.url == reverse("review_application", args=[ready.pk]) + "#thread-letter"
    told = OutgoingMessage.objects.latest("pk")
    assert told.recipient == nora and address("application_letter", town) in told.text
    said = page(client, "application_letter", town)
    assert said.index("Is that soon enough?") < said.index("It is.")
    assert "It is." not in page(client, "application_contact", town)


def test_a_second_click_writes_and_tells_once(town, ready, client, sam):
    for _click in range(2):
        assert comment(client, town, "Is it soon enough?").status_code == 302
    assert Comment.objects.count() == OutgoingMessage.objects.count() == 1
    comment(client, town, "Or not?")
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("text", ["", "  \n ", "\x00", "x" * 5001])
def test_an_empty_or_endless_message_is_refused_and_kept(town, ready, client, text):
    answer = comment(client, town, text)
    assert answer.status_code == 200 and answer.context["form"].errors
    assert text.strip("\x00 \n") in answer.text
    assert not Comment.objects.exists()


def test_only_where_there_is_a_step_and_while_it_is_open(town, ready, client, vic, sign_in):
    assert comment(client, town, "Hello", step="weather").status_code == 404
    make.member(town, vic, Role.VIEWER)
    assert comment(sign_in(vic), town, "Hello").status_code == 403
    Application.objects.update(status="declined", decided_at=timezone.now())
    for text in ("Hello", ""):
        assert comment(client, town, text).status_code == 409
    assert 'name="text"' not in page(client, "application_letter", town)


def test_those_who_had_to_do_with_it_are_told(town, ready, client, nora, sam):
    make.user("Camille", is_secretariat=True)
    ready.submit(by=nora)
    ready.send_back(sam, {"letter": "Sign it."})
    OutgoingMessage.objects.all().delete()
    comment(client, town, "Where?")
    assert [mail.recipient for mail in OutgoingMessage.objects.all()] == [sam]


def test_of_a_draft_the_secretariat_hears_once_an_hour(town, ready, client, sam, sign_in, time_machine):
    def told():
        return OutgoingMessage.objects.filter(recipient=sam).count()

    noon = timezone.now()
    time_machine.move_to(noon, tick=False)
    for number in range(3):
        assert comment(client, town, f"Question {number}").status_code == 302
    assert (Comment.objects.count(), told()) == (3, 1)
    # What answers the secretariat is sent at once.
    time_machine.move_to(noon + timedelta(minutes=10), tick=False)
    comment(sign_in(sam), town, "Yes.")
    time_machine.move_to(noon + timedelta(minutes=20), tick=False)
    comment(client, town, "Thank you.")
    comment(client, town, "And the mayor?")
    assert told() == 2
    time_machine.move_to(noon + timedelta(minutes=81), tick=False)
    comment(client, town, "Are you there?")
    assert told() == 3
    # Once it has the letter it hears of everything.
    make.interest(ready, by=ready.opened_by)
    comment(client, town, "The letter is on its way.")
    assert told() == 4


def test_nobody_writes_all_day_long(town, ready, client, sam, sign_in, monkeypatch):
    monkeypatch.setattr("municipalities.pace.MOST_A_DAY", 2)
    codes = [comment(client, town, f"Question {number}").status_code for number in range(3)]
    assert codes == [302, 302, 409]
    assert Comment.objects.count() == 2
    assert comment(sign_in(sam), town, "Answer").status_code == 302


# --- the decision ---------------------------------------------------------------------------------------


def test_a_word_to_the_town_goes_with_the_approval(ready, nora, sam, sign_in):
    ready.submit(by=nora)
    there, client = reverse("approve_application", args=[ready.pk]), sign_in(sam)
    answer = client.post(there, {"submitted_at": ready.stamp, "note": "x" * 5001})
    assert answer.status_code == 200 and answer.context["form"].errors
    assert (
        client.post(there, {"submitted_at": ready.stamp, "note": "We met at the <fair>."}).status_code == 302
    )
    assert Event.objects.about(ready).get(action="approve").note == "We met at the <fair>."
    mail = OutgoingMessage.objects.get(key__startswith=f"application-{ready.pk}-approve")
    assert "We met at the <fair>." in mail.text


def test_the_secretariat_hears_of_a_withdrawal(ready, nora, sam):
    ready.submit(by=nora)
    ready.withdraw(nora, "Council wants <more> time.")
    mail = OutgoingMessage.objects.get(key__startswith=f"application-{ready.pk}-withdraw")
    assert mail.recipient == sam and "Council wants <more> time." in mail.text
    assert "Council wants &lt;more&gt; time." in mail.html


def test_once_approved_the_certificates_are_at_hand(town, ready, client, nora, sam):
    ready.submit(by=nora)
    assert address("signature_certificate", town) in page(client, "application", town)
    ready.approve(sam)
    for name in ("signature_certificate", "membership_certificate"):
        assert address(name, town) in page(client, "application", town)
    assert address("membership_certificate", town) in page(client, "workspace", town)


def test_what_was_written_stays_at_hand(town, ready, client, nora, sam, sign_in):
    comment(client, town, "Here it is.")
    there = f"{address('application_letter', town)}#thread-letter"
    ready.submit(by=nora)
    said = " ".join(page(client, "application", town).split())
    assert f'href="{there}"' in said and "1 message</div>" in said and "No message" in said
    ready.approve(sam)
    said = " ".join(page(client, "application", town).split())
    assert f'href="{there}"' in said and "1 message</div>" in said and "No message" not in said


def test_the_trail_says_at_which_step_and_that_it_was_signed(town, ready, client, nora, sam, sign_in):
    town.signatures.update(signed_at=timezone.now())
    Event.record(town.signatures.get(), "sign", nora)
    comment(client, town, "Here it is.")
    ready.submit(by=nora)
    ready.send_back(by=sam, requests={"letter": "Not signed.", "contact": "See: who?"})
    pages = [page(client, "application", town)]
    pages.append(sign_in(sam).get(reverse("review_application", args=[ready.pk])).content.decode())
    for said in pages:
        trail = said[said.index("What has happened") :]
        assert "Declaration signed" in trail
        assert "<p>Letter of interest</p>" in trail, "where the message was written"
        assert "<p>Letter of interest: Not signed.</p>" in trail and "<p>Contact: See: who?</p>" in trail
