"""The mails caught on a developer's machine, in the browser."""

import mailbox

import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse


@pytest.fixture
def caught(settings, tmp_path):
    """`caught(subject)` puts a mail into the catcher's box, as the catcher would, and tells its key."""
    settings.MAIL_CATCHER = str(tmp_path / "mail")
    box = mailbox.Maildir(settings.MAIL_CATCHER)

    def put(subject):
        mail = EmailMultiAlternatives(
            subject, "Votre code : 123456", "portal@example.org", ["lea@example.org"]
        )
        mail.attach_alternative("<p>Votre code</p><script>alert(1)</script>", "text/html")
        return box.add(mail.message().as_bytes())

    return put


def test_no_mail_yet(client, db, caught):
    assert "No mail" in client.get(reverse("caught_mails"), headers={"Accept-Language": "en"}).text


def test_mails_are_listed_and_read(client, db, caught):
    key = caught("Vérifiez votre adresse")
    assert "Vérifiez votre adresse" in client.get(reverse("caught_mails")).text
    page = client.get(reverse("caught_mail", args=[key])).text
    assert "Votre code : 123456" in page
    assert "lea@example.org" in page
    assert "alert(1)" not in page


def test_the_html_part_may_run_nothing(client, db, caught):
    answer = client.get(reverse("caught_mail_html", args=[caught("Code")]))
    assert "<p>Votre code</p>" in answer.text
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "script-src" not in policy


def test_the_newest_comes_first(client, db, caught):
    caught("the first")
    caught("the second")
    page = client.get(reverse("caught_mails")).text
    assert page.index("the second") < page.index("the first")


@pytest.mark.parametrize("name", ["caught_mail", "caught_mail_html"])
def test_an_unknown_mail_is_not_found(client, db, caught, name):
    assert client.get(reverse(name, args=["..%2F..%2Fsecret"])).status_code == 404
