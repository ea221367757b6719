"""An hour, not a week: a coordinator renews last year's report, and every click, key and page is counted."""

import pytest
from django.utils import translation

from reports.models import IndicatorReading
from reports.outline import Outline

from . import make, reporting_town
from .hand import Hand
from .sampling import share

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Clicks and keys besides the text itself, and pages loaded, from the home page of the portal to the receipt.
MOST = 120
MOST_PAGES = {True: 30, False: 40}  # with scripts, without
WORDS = {
    "en": {
        "overview": "Five actions moved this year; the others go on as planned.",
        "opened": "Open three days a week since May.",
        "trained": "A second group was trained.",
        "money": "The province no longer pays for it.",
        "rents": "The guide is out in four languages.",
        "section": "The desk opened in May and answered 61 complaints.",
        "note": "The desk is new: people know where to go.",
        "title": "Mayor",
    },
    "fr": {
        "overview": "Cinq mesures ont avancé cette année; les autres se poursuivent comme prévu.",
        "opened": "Ouvert trois jours par semaine depuis mai.",
        "trained": "Un deuxième groupe a été formé.",
        "money": "La province ne la finance plus.",
        "rents": "Le guide est paru en quatre langues.",
        "section": "Le guichet a ouvert en mai et a répondu à 61 plaintes.",
        "note": "Le guichet est nouveau : on sait où s’adresser.",
        "title": "Mairesse",
    },
}
# What became of five actions (by commitment and place), and the words about them.
CHANGED = {
    (1, 1): ("updated", "opened"),
    (2, 1): ("done", None),
    (4, 2): ("updated", "trained"),
    (6, 2): ("dropped", "money"),
    (7, 1): ("updated", "rents"),
}
# This year's figures: the numbers in the order of the page; "yes"; None where nobody collected them.
FIGURES = {
    "I01": ("17", "20"),
    "I02": ("64000",),
    "I03": None,
    "I04": ("7",),
    "I06": None,
    "I08": "yes",
    "I10": ("61",),  # 34 last year: to be explained
    "I13": None,
    "I17": ("240", "480"),
    "I19": None,
    "I23": None,
    "I28": ("4",),
}
JUMPED, REWRITTEN = "I10", "1"
VARIANTS = [("en", True), ("fr", False), ("fr", True), ("en", False)]


class Coordinator(Hand):
    """Lea, who knows what changed and has the figures beside her."""

    def __init__(self, walker, report):
        super().__init__(walker)
        self.report, self.words = report, WORDS[walker.language]

    def link(self, name, *args):
        town_and_year = [self.report.municipality.slug, self.report.cycle.year]
        return f'a[href="{self.walker.address(name, *town_and_year, *args)}"] >> nth=0'

    def sign_in(self, person):
        self.follow(self.page.locator(f'header a[href="{self.walker.address("account_login")}"]'))
        self.click('[name="login"]')
        self.write(person.email)
        self.press("Tab")
        self.write(make.PASSWORD)
        with self.to_another_page():
            self.press("Enter")

    def say_how_the_year_went(self):
        self.click(f'[name="words-words_{self.walker.language}"]')
        self.write(self.words["overview"])
        self.go_on()

    def answer_commitment(self, part):
        """What changed; the rest with one press; the words; the figures."""
        for update in part.updates:
            place = tuple(map(int, update.action.title_en.removeprefix("Action ").split(".")))
            if place in CHANGED:
                self.say_what_became(update, *CHANGED[place])
        one_or_all = "all" if len(part.updates) > 1 else part.updates[0].pk
        self.confirm(f'[name="confirm"][value="{one_or_all}"]')
        if part.key == REWRITTEN:
            self.write_anew()
        else:
            self.click('[name="words-still_holds"]')
        self.give_figures(part)
        self.go_on()

    def say_what_became(self, update, outcome, words):
        self.click(f'[name="update-{update.pk}-outcome"][value="{outcome}"]')
        if words:
            self.press("Tab")
            self.write(self.words[words])

    def confirm(self, button):
        """It answers at once; without scripts the page comes back."""
        if self.walker.has_scripts:
            self.click(button)
        else:
            self.follow(button)

    def write_anew(self):
        """In her language, in the place of last year's words; those in the other language go."""
        self.click(f'[name="words-words_{self.walker.language}"]')
        self.press("Control+a")
        self.write(self.words["section"])
        self.press("Tab")  # which selects nothing in a field of many lines
        self.press("Control+a")
        self.press("Delete")

    def give_figures(self, part):
        for reading in part.readings:
            field, said = f"reading-{reading.indicator_id}", FIGURES[reading.indicator_id]
            if said is None:
                self.click(f'[name="{field}-answer"][value="not_collected"]')
            elif said == "yes":
                self.click(f'[name="{field}-value"][value="1"]')
            else:
                first = "numerator" if reading.version.has_parts else "value"
                self.click(f'[name="{field}-{first}"]')
                for position, figure in enumerate(said):
                    if position:
                        self.press("Tab")
                    self.write(figure)
            if reading.indicator_id == JUMPED and self.walker.has_scripts:
                self.explain_the_jump()  # the page asks as soon as it has saved the figure

    def explain_the_jump(self):
        note = self.page.locator(f'main [name="reading-{JUMPED}-note"]')
        note.wait_for(state="visible")
        self.walker.look()
        self.click(note)
        self.write(self.words["note"])

    def go_on(self):
        self.follow('[name="then"][value="next"] >> nth=1')

    def explain_what_was_left_out(self):
        """The last "save and go on" has led back to it."""
        assert self.page.url.endswith(f"#reading-{JUMPED}")
        self.explain_the_jump()
        self.go_on()

    def take_the_council_pack(self):
        self.follow(self.link("council_pack"))
        with self.page.expect_response(lambda response: "/pdf/" in response.url) as pack:
            self.click(self.link("council_pack_pdf"))
        assert pack.value.ok and pack.value.headers["content-type"] == "application/pdf"
        self.page.wait_for_url(pack.value.url, wait_until="commit")  # the browser shows it
        self.go_back()
        # What shows a PDF is the browser's own, not the portal's.
        own = "third party: chrome"
        self.walker.complaints[:] = [each for each in self.walker.complaints if not each.startswith(own)]
        self.follow(self.link("report_check"))

    def sign_and_submit(self):
        self.click('[name="name"]')
        self.write("Marie Roy")
        self.press("Tab")
        self.write(self.words["title"])
        with self.to_another_page():
            self.press("Enter")


@pytest.mark.parametrize(
    ("language", "has_scripts"),
    share(VARIANTS, 0, len(VARIANTS)),
    ids=lambda value: {True: "scripts", False: "no-scripts"}.get(value, value),
)
def test_last_years_report_is_renewed(walk, language, has_scripts):
    report = reporting_town.build(language)
    desk = {"viewport": {"width": 1280, "height": 900}}
    walker = walk(language, "lea", java_script_enabled=has_scripts, **desk)
    hand = Coordinator(walker, report)
    with translation.override(language):
        overview, *commitments, whole = Outline(report).parts
    assert len(report.updates.all()) == 25 and len(report.readings.all()) == 12 and len(commitments) == 10

    walker.page.goto(walker.server_url + walker.address("home"))
    with hand.step("sign in, find the report"):
        hand.sign_in(report.people[0])
        hand.follow(hand.link("report"))
    with hand.step("the year in short"):
        hand.follow(hand.link("report_overview"))
        hand.say_how_the_year_went()
    with hand.step("ten commitments"):
        for part in commitments:
            hand.answer_commitment(part)
    with hand.step("indicators of the whole"):
        hand.give_figures(whole)
        hand.go_on()
    if not has_scripts:
        with hand.step("explain a jump"):
            hand.explain_what_was_left_out()
    with hand.step("council pack"):
        hand.take_the_council_pack()
    with hand.step("sign and submit"):
        hand.sign_and_submit()
    walker.look()
    print("\n" + hand.table(f"{language}, {'with' if has_scripts else 'without'} scripts"))

    report.refresh_from_db()
    assert report.status == "submitted" and report.number in walker.text
    assert said(report, language) == told(language)
    assert hand.is_all_that_was_seen(), (hand.count, len(hand.seen))
    assert hand.count.acts < MOST and hand.count.pages < MOST_PAGES[has_scripts], hand.count


def told(language):
    """What Lea came to say."""
    words = {None: ""} | WORDS[language]
    changed = {place: (outcome, words[text]) for place, (outcome, text) in CHANGED.items()}
    figures = {code: said and (1.0 if said == "yes" else float(said[0])) for code, said in FIGURES.items()}
    return changed, figures, words["section"], words["overview"], words["note"]


def said(report, language):
    """What the portal has of it."""
    changed = {
        tuple(map(int, update.action.title_en.removeprefix("Action ").split("."))): (
            update.outcome,
            getattr(update, f"text_{language}") or "",
        )
        for update in report.updates.exclude(outcome="unchanged").select_related("action")
    }
    figures = {}
    for reading in report.readings.exclude(answer=IndicatorReading.Answer.UNANSWERED):
        figure = reading.value if reading.numerator is None else reading.numerator
        figures[reading.indicator_id] = None if figure is None else float(figure)
    section = report.sections.get(commitment=REWRITTEN)
    return (
        changed,
        figures,
        getattr(section, f"text_{language}"),
        getattr(report, f"overview_{language}"),
        report.readings.get(indicator=JUMPED).note,
    )
