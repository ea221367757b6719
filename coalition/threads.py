"""What is written back and forth at one place of an application or a report: between a town and the secretariat, or
among the people of a town, which the secretariat does not read (`is_internal`).
"""

from collections import Counter, defaultdict

from .accounts import acts_for_secretariat
from .models import Comment


def write_comment(target, place, author, text, *, is_internal=False):
    """(comment, whether it is new): the same words of the same person twice in a row are a second click."""
    last = _comments(target, is_internal).filter(place=place).last()
    if last and (last.author_id, last.text) == (author.pk, text):
        return last, False
    comment = Comment.objects.create(
        target=target,
        place=place,
        author=author,
        is_of_secretariat=acts_for_secretariat(author),
        is_internal=is_internal,
        text=text,
    )
    return comment, True


def threads_of(target, *, is_internal=False):
    """{place: [comments, oldest first]}, in one query."""
    threads = defaultdict(list)
    for comment in _comments(target, is_internal).select_related("author"):
        threads[comment.place].append(comment)
    return threads


def count_comments(target, *, is_internal=False):
    """{place: how many comments}; 0 where there is none."""
    return Counter(_comments(target, is_internal).values_list("place", flat=True))


def resolve_thread(target, place, by, at, *, is_internal=False):
    """Say that what the thread asked is settled; what was settled before keeps its day. How many lines that were."""
    open_ones = _comments(target, is_internal).filter(place=place, resolved_at=None)
    return open_ones.update(resolved_at=at, resolved_by=by)


def reopen_thread(target, place, *, is_internal=False):
    settled = _comments(target, is_internal).filter(place=place).exclude(resolved_at=None)
    return settled.update(resolved_at=None, resolved_by=None)


def _comments(target, is_internal):
    return Comment.objects.about(target).filter(is_internal=is_internal)
