"""How often people write about an application, and how often the other side is told."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from coalition.models import Comment, OutgoingMessage
from coalition.workflow import WrongState

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MOST_A_DAY = 40  # messages of one person about one application


def check_pace(application, by):
    """WrongState where the person has written about the application all day long; what is written now counts."""
    written = Comment.objects.about(application).filter(author=by, written_at__gt=timezone.now() - DAY)
    if written.count() > MOST_A_DAY:
        raise WrongState(
            application, "comment", _("You have written very many messages today. Go on tomorrow.")
        )


def may_tell(application, comment):
    """Whether the other side is sent this message.

    Anybody may begin an application: of one that the secretariat was given nothing of, it hears once an hour, unless
    it has answered there meanwhile.
    """
    if comment.is_of_secretariat or application.submitted_at or application.has_interest:
        return True
    since = timezone.now() - HOUR
    answers = Comment.objects.about(application).filter(is_of_secretariat=True, written_at__gt=since)
    if answered := answers.last():
        since = answered.written_at
    told = OutgoingMessage.objects.filter(
        key__startswith=f"application-{application.pk}-comment-", created_at__gt=since
    )
    return not told.exists()
