from django.db import models


class VisitorPost(models.Model):
    """That somebody without an account sent something: counted for an hour or a day, then deleted (coalition/tidying.py).

    `sender` is no address but a digest of one under a key of the day (coalition/visitors.py).
    """

    kind = models.CharField(max_length=40)
    sender = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(fields=["sender", "at"], name="visitor_posts_of_sender"),
            models.Index(fields=["kind", "at"], name="visitor_posts_of_kind"),
        ]

    def __str__(self):
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
