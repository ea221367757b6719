"""What people are written, in the portal itself: the bell, the list, opening and marking, and how long it is kept."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalition import outbox
from coalition.forgetting import forget
from coalition.models import Notification, OutgoingMessage
from coalition.personal_data import gather
from coalition.tidying import KEEP_NOTIFICATIONS, tidy

from . import make

pytestmark = pytest.mark.django_db
LIST = "/en/notifications/"


def bell_of(page):
    """The number at the bell; None where there is no bell."""
    found = re.search(r'<a class="bell".*?</a>', page.content.decode(), re.DOTALL)
    if found is None:
        return None
    number = re.search(r"bell-count[^>]*>([^<]+)<", found[0])
    return number[1] if number else "0"


def titles(page):
    return re.findall(r'class="notification-title"[^>]*>([^<]+)<', page.content.decode())


def written(to, subject="Something new", *, category="practice", key=None, **more):
    message = outbox.compose_from(
        "mail/base.txt",
        "mail/base.txt",
        "mail/base.html",
        key=key or f"{subject}-{to.pk}",
        category=category,
        to=to,
        context={},
        **more,
    )
    message.subject = subject
    return outbox.put([message])[message.key]


def test_from_the_verb_to_the_bell_and_back(sam, filed, lea, sign_in):
    """Sam accepts the report: Lea sees it at the bell, opens it, and is where it leads."""
    filed.accept(sam)
    client = sign_in(lea)
    own = OutgoingMessage.objects.filter(recipient=lea)
    assert bell_of(client.get("/en/")) == str(own.count()) and own.count() >= 2
    page = client.get(LIST)
    assert titles(page) == [message.subject.replace("'", "&#x27;") for message in own.order_by("-pk")]
    newest = Notification.objects.filter(person=lea).first()
    assert newest.path == f"/en/municipalities/lakeside-on/reports/{filed.cycle.year}/"
    answer = client.post(f"{LIST}{newest.pk}/opening/")
    assert answer.url == newest.path
    newest.refresh_from_db()
    assert newest.read_at and bell_of(client.get("/en/")) == str(own.count() - 1)
    assert newest.title not in titles(client.get(LIST + "?show=unread"))
    assert newest.title in titles(client.get(LIST))
    # The secretariat was told that it arrived; nobody else of anything.
    assert set(Notification.objects.values_list("person__name", flat=True)) == {"Lea Tran", "Sam Lavoie"}


def test_what_arrives_comes_as_each_of_the_secretariat_chose(filed, lea, sam):
    make.user("Sue", is_secretariat=True)
    sam.choose({"arrival": "never"})
    type(filed).objects.filter(pk=filed.pk).update(status="returned")
    filed.refresh_from_db()
    OutgoingMessage.objects.all().delete()
    filed.submit(lea, name="Marie Roy", title="Mayor")
    found = OutgoingMessage.objects.values_list("recipient__name", "category", "status")
    assert set(found) == {
        ("Lea Tran", "report", "queued"),
        ("Sue", "arrival", "queued"),
        ("Sam Lavoie", "arrival", "unwanted"),
    }


def test_visitors_have_no_bell_and_looking_changes_nothing(client, lea, sign_in):
    written(lea)
    page = client.get("/en/")
    assert bell_of(page) is None and not page.cookies and "Cookie" not in page.get("Vary", "")
    one = Notification.objects.get()
    for _look in range(3):
        for address in (LIST, LIST + "?show=unread", f"{LIST}{one.pk}/"):
            assert sign_in(lea).get(address).status_code == 200
    assert Notification.objects.get().read_at is None
    assert sign_in(lea).get(f"{LIST}{one.pk}/opening/").status_code == 405


def test_it_is_there_whatever_comes_by_mail(nora):
    for rhythm, status in [
        ("at_once", "queued"),
        ("daily", "gathered"),
        ("weekly", "gathered"),
        ("never", "unwanted"),
    ]:
        outbox.choose(nora, {"practice": rhythm})
        assert written(nora, rhythm).status == status
    assert [each.title for each in nora.notifications.all()] == ["never", "weekly", "daily", "at_once"]
    assert written(nora, "code", category="account").status == "queued"
    # Of what comes no more by mail, nothing waits.
    assert set(OutgoingMessage.objects.filter(category="practice").values_list("status", flat=True)) == {
        "unwanted"
    }
    assert outbox.deliver()["sent"] == 1
    make.suppressed(nora.email)
    assert written(nora, "Again").status == "unwanted" and nora.notifications.count() == 5
    assert written(nora, "To a decision", category="report").status == "suppressed"
    assert nora.notifications.first().title == "To a decision"


def test_nothing_secret_and_nothing_of_an_address(nora, sam):
    for category in ("account", "visitor", "trial", "digest"):
        written(nora, category, category=category)
    make.mail(("clerk@example.org", "en"))
    assert not Notification.objects.exists()


def test_the_same_message_is_noticed_once(nora):
    for _click in range(2):
        written(nora, key="same")
    assert nora.notifications.count() == 1


@pytest.mark.parametrize(
    "address, path",
    [
        ("{site}/en/practices/#top", "/en/practices/#top"),
        ("{site}/en/?a=1&b=2", "/en/?a=1&b=2"),
        ("/en/practices/", "/en/practices/"),
        ("https://elsewhere.example/en/", ""),
        ("{site}.elsewhere.example/", ""),
        ("{site}//elsewhere.example/", ""),
        ("{site}/\\elsewhere.example/", ""),
        ("{site}/" + "x" * 600, ""),
        ("{site}/en/invite/?email=eli%40example.org", ""),
    ],
)
def test_it_leads_into_the_portal_and_nowhere_else(nora, settings, sign_in, address, path):
    written(nora, url=address.format(site=settings.SITE_URL))
    one = nora.notifications.get()
    assert one.path == path
    assert sign_in(nora).post(f"{LIST}{one.pk}/opening/").url == (path or f"{LIST}{one.pk}/")


def test_what_leads_to_nothing_shows_its_words(lea, lakeside, sam, sign_in):
    message = make.bulk_message(lakeside, by=sam)
    message.send(sam, message.stamp)
    one = lea.notifications.get()
    assert one.path == ""
    page = sign_in(lea).get(f"{LIST}{one.pk}/").content.decode()
    words = one.message.text.split("\n\n")[1]
    assert words in page and "unsubscribe" not in page and "/mail/leaving/" not in page
    tidy(timezone.now() + timedelta(days=100))
    OutgoingMessage.objects.update(text="", html="")
    assert "no longer kept" in sign_in(lea).get(f"{LIST}{one.pk}/").content.decode()


def test_two_windows_mark_the_same(lea, sign_in):
    """The second keeps the time of the first; what arrived since a page was drawn stays unread."""
    for number in range(3):
        written(lea, f"News {number}")
    one = lea.notifications.last()
    client = sign_in(lea)
    page = client.get(LIST).content.decode()
    newest = re.search(r'name="newest" value="(\d+)"', page)[1]
    for _window in range(2):
        assert client.post(f"{LIST}{one.pk}/read/", {"show": "unread"}).url == LIST + "?show=unread"
    first = lea.notifications.get(pk=one.pk).read_at
    written(lea, "Arrived meanwhile")
    for _window in range(2):
        assert client.post(LIST + "read/", {"newest": newest}).url == LIST
    assert [each.title for each in lea.notifications.unread()] == ["Arrived meanwhile"]
    assert lea.notifications.get(pk=one.pk).read_at == first


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 40, "²", "1\0", "NaN"])
def test_a_wrong_number_marks_nothing(lea, sign_in, newest):
    written(lea)
    assert sign_in(lea).post(LIST + "read/", {"newest": newest}).status_code == 302
    assert lea.notifications.unread().count() == 1


def test_those_of_others_are_not_there(lea, eli, sign_in):
    written(lea)
    one = lea.notifications.get()
    for path in ("opening/", "read/"):
        assert sign_in(eli).post(f"{LIST}{one.pk}/{path}").status_code == 404
    assert sign_in(eli).post(LIST + "read/", {"newest": one.pk}).status_code == 302
    assert lea.notifications.unread().count() == 1


def test_the_list_goes_on_by_number_and_asks_the_same(lea, sign_in):
    client, counts = sign_in(lea), []
    for size in (2, 70):
        for number in range(size):
            written(lea, f"News {size} {number}")
        with CaptureQueriesContext(connection) as asked:
            page = client.get(LIST)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert len(titles(page)) == 30
    before = re.search(r"before=(\d+)", page.content.decode())[1]
    written(lea, "Newest of all")
    second = client.get(f"{LIST}?before={before}")
    assert titles(second)[0] == "News 70 39" and not set(titles(second)) & set(titles(page))
    assert client.get(f"{LIST}?before={'9' * 50}").status_code == 200


def test_the_bell_asks_once_and_of_visitors_nothing(lea, client, sign_in):
    written(lea)
    with CaptureQueriesContext(connection) as of_visitor:
        client.get("/en/search/")
    assert not any("coalition_notification" in each["sql"] for each in of_visitor)
    with CaptureQueriesContext(connection) as of_lea:
        sign_in(lea).get("/en/search/")
    assert sum("coalition_notification" in each["sql"] for each in of_lea) == 1


def test_what_is_taken_back_is_not_shown(nora):
    written(nora, key="invitation-7-x")
    outbox.cancel("invitation-7-")
    assert not nora.notifications.standing().exists()


def test_more_in_the_same_message_is_unread_again(lea):
    written(lea, "First", key="thread")
    written(lea, "Other")
    lea.notifications.get(message__key="thread").mark_read()
    letter = outbox.compose_from(
        "mail/base.txt", "mail/base.txt", None, key="thread", category="practice", to=lea, context={}
    )
    letter.subject = "First, and more"
    assert outbox.replace(OutgoingMessage.objects.get(key="thread"), letter)
    newest = lea.notifications.first()
    assert newest.title == "First, and more" and newest.read_at is None
    assert lea.notifications.count() == 2


def test_it_is_kept_for_a_year_and_goes_with_the_person(lea, nora):
    written(lea)
    written(nora)
    own = gather(lea)["notifications"]
    assert [(each["message__category"], each["read_at"]) for each in own] == [("practice", None)]
    forget(nora)
    assert Notification.objects.count() == 1
    tidy(timezone.now() + KEEP_NOTIFICATIONS - timedelta(days=1))
    assert Notification.objects.count() == 1
    tidy(timezone.now() + KEEP_NOTIFICATIONS + timedelta(days=1))
    assert not Notification.objects.exists() and OutgoingMessage.objects.count() == 2
