from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class AboutQuerySet(models.QuerySet):
    def about(self, target):
        return self.filter(content_type=ContentType.objects.get_for_model(target), object_id=target.pk)


class About(models.Model):
    """A row about any thing of the portal, its `target`."""

    content_type = models.ForeignKey(ContentType, on_delete=models.PROTECT)
    object_id = models.BigIntegerField()
    target = GenericForeignKey()

    objects = AboutQuerySet.as_manager()

    class Meta:
        abstract = True
