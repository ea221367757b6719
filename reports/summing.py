"""What a snapshot's data come to: its words as plain text, its actions counted, its indicators answered. Pure functions."""

OUTCOMES = ("done", "updated", "unchanged", "dropped")
WHOLE = 0  # in the place of a commitment's number
LONGEST = 150_000  # characters of a language: the vector of more would not fit PostgreSQL's megabyte
HEADINGS = {"en": "{town}: progress report {year}", "fr": "{town} : rapport d’étape {year}"}


def summary_of(snapshot_id, data):
    """(columns of ReportText, [columns of ActionCount], [columns of IndicatorAnswer])"""
    words = {"snapshot_id": snapshot_id}
    for language in HEADINGS:
        words[f"heading_{language}"] = heading_of(data, language)
        words[f"text_{language}"] = text_of(data, language)
    province = data["municipality"]["province"]["code"]
    place = {"snapshot_id": snapshot_id, "year": data["year"], "province": province}
    counts = [place | {"commitment": number} | counted for number, counted in counts_of(data)]
    answers = [place | {"code": code, "answer": answer} for code, answer in given_in(data)]
    return words, counts, answers


def heading_of(data, language):
    name = data["municipality"]["name"]
    town = name.get(language) or name.get("en") or name.get("fr") or ""
    return HEADINGS[language].format(town=town, year=data["year"])[:300]


def text_of(data, language):
    """Overview, sections, actions and answers, as they follow each other in the report."""
    texts = [data["overview"], *(section["text"] for section in data["commitments"])]
    for action in data["actions"]:
        texts += [action["title"], action["description"], action["text"]]
    texts += [question["answer"] for question in data.get("questions", [])]
    return "\n".join(filter(None, (text.get(language) for text in texts)))[:LONGEST]


def counts_of(data):
    """[(number of the commitment or WHOLE, {outcome: how many actions})]"""
    numbers = sorted({number for action in data["actions"] for number in action["commitments"]})
    yield WHOLE, _count(data["actions"])
    for number in numbers:
        yield number, _count([action for action in data["actions"] if number in action["commitments"]])


def _count(actions):
    said = [action["outcome"] for action in actions]
    return {outcome: said.count(outcome) for outcome in OUTCOMES}


def given_in(data):
    """[(code, answer)] of the indicators that the town said something about."""
    return [(line["code"], line["answer"]) for line in data["indicators"] if line["answer"] != "unanswered"]
