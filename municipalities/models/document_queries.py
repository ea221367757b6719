from datetime import timedelta

from django.db import models

from coalition.models.tried_link import TriedLinkQuerySet

from .member import Member

SCAN_AGAIN = timedelta(minutes=2)
OF_MEMBERS = ["active", "on_hold"]


class DocumentQuerySet(TriedLinkQuerySet):
    def current(self):
        """In the register: neither replaced nor withdrawn."""
        return self.filter(replaced_by=None, withdrawn_at=None)

    def at_hand(self):
        """Links, and files that are not locked."""
        return self.exclude(~models.Q(file=""), scan__in=self.model.LOCKED)

    def public(self):
        """What everybody may read, of towns the secretariat has let in: anybody can open an application."""
        return self._open_to(self.model.Access.PUBLIC).exclude(municipality__membership=None)

    def for_members(self):
        """What people of member towns may read, as long as the town that has it is one too."""
        return self._open_to(self.model.Access.MEMBERS).filter(
            municipality__membership__status__in=OF_MEMBERS
        )

    def _open_to(self, access):
        return self.current().at_hand().filter(access=access)

    def readable_by(self, user):
        """All of the person's own towns; of others what is public, and for people of members what members may read."""
        roles = Member.objects.filter(user=user)
        own = models.Q(municipality__in=roles.values("municipality"))
        documents = self.model.objects
        others = models.Q(pk__in=documents.public().values("pk"))
        if roles.filter(municipality__membership__status__in=OF_MEMBERS).exists():
            others |= models.Q(pk__in=documents.for_members().values("pk"))
        return self.filter(own | others)

    def matching(self, words):
        for word in words.split():
            self = self.filter(
                models.Q(title__icontains=word)
                | models.Q(name__icontains=word)
                | models.Q(link__icontains=word)
            )
        return self

    def to_scan(self, now):
        """Never tried first, then the longest ago."""
        states = [self.model.Scan.WAITING, self.model.Scan.NOT_CHECKED]
        tried = models.Q(scanned_at__gt=now - SCAN_AGAIN)
        files = self.exclude(file="").filter(scan__in=states).exclude(tried)
        return files.order_by(models.F("scanned_at").asc(nulls_first=True), "pk")

    def to_draw(self):
        """Files without a preview that may be opened."""
        return self.exclude(file="").filter(drawn_at=None).exclude(scan__in=self.model.LOCKED).order_by("pk")

    def links_due(self, now):
        """Links of the register whose week has come."""
        return self.current().due(now)
