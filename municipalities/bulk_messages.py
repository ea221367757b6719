"""A message of the secretariat to many towns, as mail: one to each person, in their language."""

from copy import copy

from coalition import outbox


def compose(message, to, key, language="", is_trial=False):
    """The mail to a User, not yet written; in another language than theirs where one is named."""
    if language:
        to = copy(to)
        to.language = language
    code = to.language
    return outbox.compose(
        key=key,
        category="trial" if is_trial else "bulk_message",
        to=to,
        template="bulk_message",
        context={
            "heading": getattr(message, f"subject_{code}"),
            "paragraphs": paragraphs(getattr(message, f"text_{code}")),
            "audience": message.audience,
            "is_trial": is_trial,
        },
    )


def preview(message, reader):
    """The mails in both languages as they will arrive, with the name of the one who looks."""
    return [compose(message, reader, "preview", code) for code in ("en", "fr")]


def paragraphs(text):
    """What was typed, where a blank line ends a paragraph."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    return [part.strip() for part in lines.split("\n\n") if part.strip()]
