"""What was typed is not lost when the session ends before it is sent (docs/adr/0027).

A page that takes part has `{% whose_page %}` in its form, `{% brought_back %}` above it and `{% session_end %}` below;
its view binds the form to typed_or_kept and calls let_go once it is saved.

A form that has `{% whose_page %}` in it says, signed, whose page it is and where it stands. Sent after the session has
ended, its answers are kept for an hour; after signing in again the same person, and nobody else, finds the page with
them in it. Nothing is saved before that person presses the button again.
"""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.core import signing
from django.http import QueryDict
from django.shortcuts import resolve_url
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .http import wants_json
from .models import KeptAnswers
from .text import clean_text

FIELD, PARAMETER = "whose_page", "kept"
NOT_KEPT = {FIELD, "csrfmiddlewaretoken", "page", "number"}
SALT = "coalition.kept_answers"
LONGEST = 300_000  # characters, names included
PAGE_LIVES = 60 * 60 * 24 * 30  # seconds; longer than any session


def whose(user, path):
    """The signed line that a page's form carries."""
    return signing.dumps([user.pk, path], salt=SALT, compress=True)


def middleware(get_response):
    def answer(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        # The token against forged forms was checked before this.
        is_closed = getattr(view, "login_required", True)
        if request.method != "POST" or not is_closed or wants_json(request) or request.user.is_authenticated:
            return None
        row = _keep(request)
        if row is None:
            return None
        messages.warning(
            request,
            _(
                "Your session has ended. What you typed is kept for an hour:"
                " sign in again and it is there, ready to be saved."
            ),
        )
        return redirect_to_login(
            f"{row.path}?{urlencode({PARAMETER: row.token})}", resolve_url("account_login")
        )

    answer.process_view = process_view
    return answer


def _keep(request):
    """The row, or None where nobody says whose page it is, or where it is too much. Files are never kept."""
    person, path = _of_whom(request)
    if person is None:
        return None
    answers = [
        [clean_text(name), clean_text(value)]
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
        for value in values
    ]
    is_too_much = sum(len(name) + len(value) for name, value in answers) > LONGEST
    if is_too_much or not get_user_model().objects.filter(pk=person).exists():
        return None
    return KeptAnswers.keep(person, path, answers)


def _of_whom(request):
    """(number of the person, address of the page) as the form's line says; None twice where it is not ours."""
    try:
        person, path = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=PAGE_LIVES)
    except signing.BadSignature:
        return None, None
    return person, path


def was_shown(request):
    """Whether the form that was sent stood on this very page, shown to this person, though the page is no more."""
    return _of_whom(request) == (request.user.pk, request.path)


def kept(request):
    """What the person typed on this page before they had to sign in again; None where there is nothing."""
    token = request.GET.get(PARAMETER, "")
    if request.method != "GET" or not token or "\x00" in token:
        return None
    row = KeptAnswers.objects.of(request.user, request.path, token).first()
    if row is None:
        return None
    data = QueryDict(mutable=True)
    for name, value in row.answers:
        data.appendlist(name, value)
    request.brings_back = True  # the page says so: {% brought_back %}
    return data


def typed_or_kept(request):
    """What a form is bound to: what was sent, or else what was typed before the session ended; None for neither.

    What was kept is looked at and compared, and saved by the page's button only: a view saves at a POST alone.
    """
    return request.POST if request.method == "POST" else kept(request)


def let_go(person, path):
    """The person has saved the page: what was kept of it is not needed any more."""
    KeptAnswers.objects.filter(person=person, path=path).delete()
