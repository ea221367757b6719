from contextlib import contextmanager

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from coalition.ledger_trigger import KeepTranslations
from coalition.models import Event
from coalition.workflow import WrongState
from commitments.models import CommonCommitment

from .cycle import ReportingCycle

FIXED = _("The year is open and towns are answering: its questions are neither added, moved nor taken out.")
ANSWERED = _(
    "A municipality has answered this question. Another question would turn its answer into one that it never gave, "
    "so only the wording can be put right."
)
CLOSED = _("This reporting year is closed, so its questions stay.")


class QuestionQuerySet(models.QuerySet):
    def with_answers(self):
        """With how many towns have answered each."""
        return self.annotate(answered=models.Count("answers"))


class Question(models.Model):
    """What is asked of every town in one year only: about the whole year, or about one commitment."""

    cycle = models.ForeignKey(ReportingCycle, on_delete=models.CASCADE, related_name="questions")
    commitment = models.ForeignKey(
        CommonCommitment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("question"), max_length=400)
    hint = models.TextField(_("hint"), blank=True)
    is_required = models.BooleanField(_("an answer is needed"), default=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of the year")
        verbose_name_plural = _("questions of the year")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.text

    @property
    def part(self):
        """The part of a report in which it is asked (reports/outline.py)."""
        return str(self.commitment_id or "overview")

    @classmethod
    @transaction.atomic
    def add(cls, cycle, by, **facts):
        """Ask one more thing, last; only before the year opens."""
        _hold_draft(cycle)
        if existing := cycle.questions.filter(**facts).first():
            return existing  # a second click
        last = cycle.questions.aggregate(last=Max("position"))["last"] or 0
        question = cls.objects.create(cycle=cycle, position=last + 1, **facts)
        Event.record(cycle, "add_question", by, note=question.text)
        return question

    @contextmanager
    def held(self):
        """Nobody changes it meanwhile, nor answers it first."""
        with transaction.atomic():
            self.refresh_from_db(from_queryset=type(self).objects.select_for_update(no_key=True))
            yield

    def revise(self, by, **facts):
        """Ask it otherwise; not once a town has answered, nor at another place once the year is open."""
        with self.held():
            cycle = self._hold_cycle()
            if self.is_answered():
                raise WrongState(cycle, "revise_question", ANSWERED)
            if cycle.status != cycle.Status.DRAFT:
                facts.pop("commitment_id", None)
            self._write(facts)
            Event.record(cycle, "revise_question", by, note=self.text)

    def correct(self, by, *, note, **wording):
        """Put the wording right and say why, also after towns have answered."""
        with self.held():
            cycle = self._hold_cycle()
            self._write(wording)
            Event.record(cycle, "correct_question", by, note=note)

    @transaction.atomic
    def move(self, by, *, later):
        """Change places with its neighbour; the first and the last stay where they are."""
        _hold_draft(self.cycle)
        questions = list(self.cycle.questions.all())
        place = questions.index(self)
        neighbour = place + 1 if later else place - 1
        if not 0 <= neighbour < len(questions):
            return
        questions[place], questions[neighbour] = questions[neighbour], questions[place]
        for position, question in enumerate(questions, start=1):
            question.position = position
        type(self).objects.bulk_update(questions, ["position"])
        Event.record(self.cycle, "move_question", by, note=self.text)

    @transaction.atomic
    def remove(self, by):
        _hold_draft(self.cycle)
        if type(self).objects.filter(pk=self.pk).delete()[0]:
            Event.record(self.cycle, "remove_question", by, note=self.text)

    def check_open(self):
        """WrongState in a closed year."""
        if self.cycle.status == ReportingCycle.Status.CLOSED:
            raise WrongState(self.cycle, "revise_question", CLOSED)

    def is_answered(self):
        return self.answers.exists()

    def _hold_cycle(self):
        """The year, held as it is; WrongState once it is closed."""
        self.cycle = _held(self.cycle)
        self.check_open()
        return self.cycle

    def _write(self, facts):
        for name, value in facts.items():
            setattr(self, name, value)
        self.save(update_fields=list(facts))


def _held(cycle):
    """Neither opened, closed nor asked other questions meanwhile."""
    return ReportingCycle.objects.select_for_update(no_key=True).get(pk=cycle.pk)


def _hold_draft(cycle):
    held = _held(cycle)
    if held.status != ReportingCycle.Status.DRAFT:
        closed = held.status == ReportingCycle.Status.CLOSED
        raise WrongState(cycle, "change_questions", CLOSED if closed else FIXED)


class QuestionAnswerQuerySet(models.QuerySet):
    def answered(self):
        """Not emptied again."""
        return self.exclude(text_en="", text_fr="")

    def keep(self, answers):
        """Write them over what stands of the same question."""
        if not answers:
            return
        # Of a first answer and a change of its question each waits for the other; an answered question is fixed.
        first = Question.objects.filter(pk__in=[answer.question_id for answer in answers], answers=None)
        list(first.order_by("pk").select_for_update(of=("self",), no_key=True))
        self.bulk_create(
            answers,
            update_conflicts=True,
            unique_fields=["report", "question"],
            update_fields=["text_en", "text_fr"],
        )


class QuestionAnswer(models.Model):
    """What a town answers, in one language or both. No row: not answered yet."""

    report = models.ForeignKey("reports.ProgressReport", on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField(_("answer"), blank=True)

    objects = QuestionAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a question of the year")
        verbose_name_plural = _("answers to questions of the year")
        ordering = ["question"]
        constraints = [
            models.UniqueConstraint(fields=["report", "question"], name="one_answer_per_report_and_question")
        ]
        triggers = [KeepTranslations("text")]

    def __str__(self):
        return f"{self.report_id}: {self.question_id}"
