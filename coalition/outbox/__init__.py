"""All outgoing mail: a row in the transaction that causes it, sent afterwards (docs/adr/0005, docs/adr/0041).

    outbox.queue(
        key=f"application-{application.pk}-return-{event.pk}-{user.pk}",
        category="application", to=user, template="application_returned", context={"application": application},
    )

renders templates/mail/application_returned.subject, .txt and .html in the person's language; to a `Stranger`, in both. The
templates extend mail/base.txt and mail/base.html and fill their block `content`; besides the context they know `subject`,
`name` (of the reader, may be empty), `language`, `site_url` (links are `{{ site_url }}{% url ... %}`), `contact_email`,
`postal_address` and `unsubscribe_url` (blank for a service message). The HTML is plain: mail.css dresses it, and
coalition/templatetags/mail_tags.py has what mail programs draw wrongly. Each has a sample (coalition/outbox/samples.py).
What a person with an account is written, they also find in the portal; whether and when the mail comes is theirs to say, by
its category (categories.py).

What is promised: one row per key; nothing lost without a row that says so; a message goes out twice only when the
sender dies between the server's "250" and our commit, and then with the same Message-ID; nothing goes to an address
that is on the suppress list, and the row says so.
"""

from .categories import Rhythm, is_by_mail, rhythm_of
from .composing import Stranger, render_text
from .leaving import choose
from .sending import BATCH, LEASE, WAITS, deliver
from .writing import cancel, compose, compose_from, put, queue, replace, ring, written_among

__all__ = [
    "BATCH",
    "LEASE",
    "Stranger",
    "WAITS",
    "Rhythm",
    "cancel",
    "choose",
    "compose",
    "compose_from",
    "deliver",
    "is_by_mail",
    "put",
    "queue",
    "render_text",
    "replace",
    "rhythm_of",
    "ring",
    "written_among",
]
