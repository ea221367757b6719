"""A client of somebody signed in. `Client.force_login` goes the whole way of signing in: eight queries."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client


def signed_in(person, **options):
    """What is left of a sign-in: a session that names the person. Nobody (None) is not signed in."""
    client = Client(**options)
    if person:
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session.create()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
