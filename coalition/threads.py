"""What is written back and forth between a town and the secretariat, at one place of an application or a report."""

from collections import Counter, defaultdict

from .accounts import acts_for_secretariat
from .models import Comment


def write_comment(target, place, author, text):
    """(comment, whether it is new): the same words of the same person twice in a row are a second click."""
    last = Comment.objects.about(target).filter(place=place).last()
    if last and (last.author_id, last.text) == (author.pk, text):
        return last, False
    comment = Comment.objects.create(
        target=target,
        place=place,
        author=author,
        is_of_secretariat=acts_for_secretariat(author),
        text=text,
    )
    return comment, True


def threads_of(target):
    """{place: [comments, oldest first]}, in one query."""
    threads = defaultdict(list)
    for comment in Comment.objects.about(target).select_related("author"):
        threads[comment.place].append(comment)
    return threads


def count_comments(target):
    """{place: how many comments}; 0 where there is none."""
    return Counter(Comment.objects.about(target).values_list("place", flat=True))
