"""Text of which programs that can will fill the screen, and which the others find broken at 76 columns (RFC 3676)."""

LONGEST = 76  # with the space that says "the paragraph goes on"
NEEDS_SPACE = (" ", "From ")


def flowed(text):
    """Paragraphs, one to a line, as lines that end in a space where they go on. No word is broken."""
    return "\n".join(part for line in text.split("\n") for part in _parts(line))


def _parts(line):
    mark = "> " if line.startswith("> ") else " " if line.startswith(NEEDS_SPACE) else ""
    if len(line) + len(mark) < LONGEST:
        return [mark + line if mark == " " else line]
    words = line.removeprefix("> ").split(" ") if mark == "> " else line.split(" ")
    parts, part = [], mark + words[0]
    for word in words[1:]:
        if len(part) + len(word) + 2 > LONGEST and part.strip(" >"):
            parts.append(part + " ")
            part = mark + word if mark == "> " or word.startswith(NEEDS_SPACE) else word
        else:
            part += " " + word
    return [*parts, part]
