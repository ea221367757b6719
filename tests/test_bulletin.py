"""The bulletin from the first draft to the last mailbox: composed, tried out, scheduled, sent once to each."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone, translation

from coalition import outbox
from coalition.models import OutgoingMessage
from coalition.searching import search
from network import dispatch
from network.models import Bulletin, BulletinItem

from . import make

OFFICE = "/en/secretariat/bulletins/"


@pytest.fixture
def office(sign_in, sam):
    return sign_in(sam)


def pieces(bulletin):
    return [item.title_en for item in bulletin.items.all()]


def test_composed_from_what_is_new(office, filed, sam, lakeside, lea):
    filed.accept(sam)
    practice = make.public_practice(lakeside, by=lea)
    make.practice(lakeside, by=lea, title_en="Still a draft")
    for _click in range(2):
        assert office.post(f"{OFFICE}add/").status_code == 302
    bulletin = Bulletin.objects.get()
    here = f"{OFFICE}{bulletin.pk}/"
    assert bulletin.title_en.startswith("Bulletin, ") and bulletin.title_fr
    page = office.get(f"{here}new/")
    keys = re.findall(r'name="picked" value="([\w-]+)"', page.text)
    snapshot = filed.snapshots.get()
    assert keys == [f"report-{snapshot.pk}", f"practice-{practice.pk}"]
    assert "error-summary" in office.post(f"{here}new/", {}).text
    assert "error-summary" in office.post(f"{here}new/", {"picked": ["practice-0"]}).text
    for _click in range(2):  # the second finds them in the issue already
        office.post(f"{here}new/", {"picked": keys})
    assert pieces(bulletin) == ["Lakeside: progress report 2026", practice.title_en]
    report, told = bulletin.items.all()
    assert report.title_fr == "Bord-du-Lac\u00a0: rapport d’étape 2026" and not report.gaps()
    assert told.gaps() == ["fr"]  # the town told it in English only
    assert "Nothing is new" in office.get(f"{here}new/").text
    office.post(f"{here}piece/", {"title_en": "A word", "text_en": "Hello."})
    page = office.get(here)
    assert "French is missing" in page.text and "These words are missing" in page.text
    # Up and down, without a script; a page that shows an older order moves nothing.
    last = bulletin.items.last()
    office.post(f"{here}items/{last.pk}/place/", {"seen": "3", "to": "up"})
    assert pieces(bulletin)[1] == "A word"
    answer = office.post(f"{here}items/{last.pk}/place/", {"seen": "3", "to": "up"}, follow=True)
    assert "changed the order meanwhile" in answer.text and pieces(bulletin)[1] == "A word"
    for _click in range(2):
        office.post(f"{here}items/{last.pk}/removal/")
    assert pieces(bulletin) == ["Lakeside: progress report 2026", practice.title_en]


def test_two_people_write_the_same_text(office, sam):
    bulletin = make.bulletin(by=sam)
    item = bulletin.items.first()
    path = f"{OFFICE}{bulletin.pk}/items/{item.pk}/"
    seen = re.search(r'name="seen" value="([^"]*)"', office.get(path).text).group(1)
    bulletin.rewrite(sam, item, text_en="From a colleague.")
    mine = {**item.words(), "text_en": "From me.", "title_fr": "Nouveau titre", "seen": seen}
    answer = office.post(path, mine)
    assert answer.status_code == 409 and "From a colleague." in answer.text and "From me." in answer.text
    item.refresh_from_db()
    assert (item.text_en, item.title_fr) == ("From a colleague.", "Article 1")


def test_only_a_whole_issue_is_scheduled_and_only_what_was_read(office, sam):
    bulletin = make.bulletin(by=sam)
    here = f"{OFFICE}{bulletin.pk}/"
    schedule = f"{here}schedule/"
    assert office.post(schedule, {"stamp": "other"}).status_code == 409
    past = (timezone.localtime() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    assert "still to come" in office.post(schedule, {"stamp": bulletin.stamp, "at": past}).text
    bulletin.rewrite(sam, bulletin.items.first(), text_fr="")
    assert office.post(schedule, {"stamp": bulletin.stamp}).status_code == 409
    bulletin.rewrite(sam, bulletin.items.first(), text_fr="Bonjour.")
    bulletin.revise(sam, intro_fr="")
    assert (
        office.post(schedule, {"stamp": bulletin.stamp}).status_code == 409
    )  # an introduction in one language
    bulletin.revise(sam, intro_en="")
    at = timezone.localtime() + timedelta(days=2)
    for _click in range(2):
        said = {"stamp": bulletin.stamp, "at": at.strftime("%Y-%m-%dT%H:%M")}
        assert office.post(schedule, said).status_code == 302
    bulletin.refresh_from_db()
    assert (bulletin.status, bulletin.send_at) == ("scheduled", at.replace(second=0, microsecond=0))
    for path in ("edit/", "new/", "piece/"):
        assert office.get(here + path).status_code == 409
    for _click in range(2):
        assert office.post(f"{here}take-back/").status_code == 302
    bulletin.refresh_from_db()
    assert (bulletin.status, bulletin.send_at) == ("draft", None)
    empty = make.bulletin(by=sam, items=0, title_en="Empty")
    assert office.post(f"{OFFICE}{empty.pk}/schedule/", {"stamp": empty.stamp}).status_code == 409


def test_a_trial_goes_to_the_one_who_writes_it(office, sam):
    bulletin = make.bulletin(by=sam)
    make.subscription()
    for _click in range(2):
        office.post(f"{OFFICE}{bulletin.pk}/trial/")
    trials = OutgoingMessage.objects.all()
    assert {each.to_address for each in trials} == {sam.email} and len(trials) == 2
    assert {each.subject for each in trials} == {"Trial: Bulletin of May", "Essai\xa0: Bulletin de mai"}
    assert not any(each.unsubscribe_url for each in trials)


def test_sent_once_to_each_in_their_language(client, sam, django_capture_on_commit_callbacks):
    ana, paul = make.subscription("ana@example.net"), make.subscription("paul@example.net", language="fr")
    make.subscription("left@example.net", status="ended")
    make.subscription("asked@example.net", status="unconfirmed", joined_at=None)
    bulletin = make.bulletin(by=sam)
    bulletin.schedule(sam, read=bulletin.stamp, at=timezone.now() + timedelta(hours=1))
    assert dispatch.send_due(timezone.now()) == 0
    assert client.get("/en/bulletin/1/").status_code == 404
    with time_machine.travel(timezone.now() + timedelta(hours=1, minutes=1)):
        assert dispatch.send_due(timezone.now()) == 2
        make.subscription("late@example.net", joined_at=timezone.now())
        assert dispatch.send_due(timezone.now()) == 0
        bulletin.refresh_from_db()
        assert (bulletin.status, bulletin.number) == ("sent", 1) and bulletin.mailed_at
        outbox.deliver()
    letters = {each.to[0]: each for each in mail.outbox}
    assert letters.keys() == {"ana@example.net", "paul@example.net"}
    french = letters["paul@example.net"]
    assert french.subject == "Bulletin de mai" and "Article 1" in french.body
    assert french.extra_headers["List-Unsubscribe"] == f"<{paul.leaving_url}>"
    assert french.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    english = letters["ana@example.net"]
    html = english.alternatives[0].content
    # Whole addresses, none of them rewritten; nothing that would report that it was opened.
    assert 'href="/' not in html and "](/" not in english.body and "/en/join/" in html
    assert "<img" not in html and ana.leaving_url in html and ana.leaving_url in english.body
    assert paul.token not in html + english.body
    page = client.get("/en/bulletin/1/")
    assert "Piece 2" in page.text and "ana@example.net" not in page.text


def test_it_goes_on_where_it_was_cut_off(sam, monkeypatch):
    monkeypatch.setattr(dispatch, "BATCH", 3)
    readers = [make.subscription() for _number in range(8)]
    bulletin = make.bulletin(by=sam)
    bulletin.schedule(sam, read=bulletin.stamp)
    dispatch.go_out(timezone.now())
    assert dispatch.write_batch() == 3
    put = outbox.put

    def die(messages):
        put(messages)
        raise OSError("killed")

    monkeypatch.setattr(outbox, "put", die)
    with pytest.raises(OSError, match="killed"):
        dispatch.write_batch()
    monkeypatch.setattr(outbox, "put", put)
    # Whoever leaves in the meantime, mail written or not, receives nothing.
    readers[0].leave()
    readers[7].leave()
    assert dispatch.send_due(timezone.now()) == 4
    outbox.deliver()
    assert sorted(each.to[0] for each in mail.outbox) == sorted(each.email for each in readers[1:7])
    assert OutgoingMessage.objects.get(key=f"bulletin:{bulletin.pk}:{readers[0].pk}").status == "cancelled"
    # Even if the mark of how far it came were lost, the keys hold.
    Bulletin.objects.update(mailed_up_to=0, mailed_at=None)
    dispatch.send_due(timezone.now())
    outbox.deliver()
    assert len(mail.outbox) == 6


def test_the_secretariat_sees_counts_only(office, sam):
    reader, leaver = make.subscription("ana@example.net"), make.subscription(language="fr")
    bulletin = make.sent_bulletin(by=sam)
    dispatch.send_due(timezone.now())
    outbox.deliver()
    leaver.leave()
    page = office.get(OFFICE)
    assert "1 subscription: 1 in English, 0 in French" in page.text and reader.email not in page.text
    assert re.search(r'data-label="Mails sent">2<', page.text)
    detail = office.get(f"{OFFICE}{bulletin.pk}/")
    assert "Mails sent: 2; waiting: 0" in detail.text and reader.email not in detail.text


def test_found_followed_and_mapped(client, sam):
    first = make.sent_bulletin(by=sam)
    second = make.sent_bulletin(by=sam, title_en="Bulletin of June", title_fr="Bulletin de juin")
    make.bulletin(by=sam, title_en="Draft of July")
    archive = client.get("/fr/bulletin/")
    assert archive.text.index("Bulletin de juin") < archive.text.index("Bulletin de mai")
    assert "Draft of July" not in archive.text
    page = client.get("/en/bulletin/1/")
    assert "Later: Bulletin of June" in re.sub(r"\s+", " ", page.text)
    feed = client.get("/en/bulletin/feed/")
    assert feed.text.count("<entry>") == 2 and 'href="/' not in feed.text.replace("&quot;", '"')
    assert "/fr/bulletin/2/" in client.get("/sitemap-bulletins.xml").text
    with translation.override("fr"):
        answer = search("article", only="bulletin")
    assert answer.groups[0].hits[0].url.startswith(("/fr/bulletin/1/#item-", "/fr/bulletin/2/#item-"))
    # What the bulletin led to may go; what it said stays.
    BulletinItem.objects.filter(bulletin=first).update(kind="practice")
    assert client.get("/en/bulletin/1/").status_code == 200
    assert second.number == 2
