"""What the head of every page asks about the person."""

from django.utils.functional import SimpleLazyObject


def workspace(request):
    """`has_workspace`: whether "Workspace" leads anywhere; asked only where a page shows a person's own menu."""
    return {"has_workspace": SimpleLazyObject(lambda: _has_workspace(request.user))}


def _has_workspace(user):
    return not user.is_secretariat or user.roles.exists()
