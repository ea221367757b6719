"""Whether links still work: tried by a worker, never by the web, and only at public addresses.

Those of towns' registers and of the pages that the secretariat writes. A row that is a link is a TriedLink.

A name is resolved once, every address it has is looked at, and the connection goes to that very address: nobody can
answer with a public address first and a private one afterwards. (docs/adr/0021)
"""

import contextlib
import http.client
import ipaddress
import logging
import queue
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from django.utils import timezone

from .models.tried_link import TriedLink

logger = logging.getLogger(__name__)

PORTS = {"http": 80, "https": 443}
PATIENCE = 5  # seconds for one address, all in all
MOST_REDIRECTS = 3
REDIRECTS = {301, 302, 303, 307, 308}
# The server is there and knows the page; it only does not like programs, or wants a sign-in.
ANSWERS_FOR_PEOPLE = {401, 403, 405, 406, 429, 451, 501}
FAILURES_BEFORE_BROKEN = 2
KEPT_IN_PATHS = "%/?:@!$&'()*+,;=~-._[]"
# IPv6 ranges that hold an IPv4 address and lead to it: what is inside counts.
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
TRANSLATED_LOCALLY = ipaddress.ip_network("64:ff9b:1::/48")
OLD_COMPATIBLE = ipaddress.ip_network("::/96")


class Forbidden(ValueError):
    """An address the portal does not go to."""


class Failed(Exception):
    """The link does not work."""


@dataclass(frozen=True)
class Target:
    scheme: str
    host: str
    port: int
    path: str


def try_all(due, seconds=100):
    """Try each of these rows and keep what was found; how many were tried."""
    started, tried = time.monotonic(), 0
    for row in due[:100]:
        if time.monotonic() - started > seconds:
            break
        keep(row, _works_whatever_it_does(row))
        tried += 1
    return tried


def _works_whatever_it_does(row):
    """What nobody foresaw is a failure too: else the link comes first again, and no other is ever tried."""
    try:
        return works(row.link)
    except Exception:
        logger.exception("The link of %s %s could not be tried.", row._meta.label, row.pk)
        return False


def keep(row, has_worked):
    """Keep what was found. A link is broken once it failed twice, a day apart or more."""
    failures = 0 if has_worked else row.link_failures + 1
    state, since, now = row.link_state, row.link_broken_since, timezone.now()
    if has_worked:
        state, since = TriedLink.LinkState.WORKS, None
    elif failures >= FAILURES_BEFORE_BROKEN:
        state, since = TriedLink.LinkState.BROKEN, since or now
    # Not where somebody else tried it meanwhile: the failure would count twice.
    rows = type(row).objects.filter(pk=row.pk, link_tried_at=row.link_tried_at)
    rows.update(
        link_state=state, link_broken_since=since, link_failures=min(failures, 100), link_tried_at=now
    )


def works(url):
    """Whether a person who follows the link gets a page."""
    try:
        status = _follow(url)
    # ValueError: Forbidden, names that cannot be written, and redirects to what is no address.
    except (Failed, OSError, http.client.HTTPException, ValueError) as problem:
        logger.info("A link failed: %s", type(problem).__name__)
        return False
    return status < 400 or status in ANSWERS_FOR_PEOPLE


def target_of(url):
    """Where a link leads. Forbidden for what is no plain public web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Forbidden("not an address") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise Forbidden("not an address of the web")
    if "@" in parts.netloc or "\\" in url or any(ord(c) <= 32 or ord(c) == 127 for c in url):
        raise Forbidden("more than an address")
    if port not in {None, *PORTS.values()}:
        raise Forbidden("another port than the web's")
    try:
        host = parts.hostname.rstrip(".")
        if ":" not in host:
            host = host.encode("idna").decode("ascii")
    except UnicodeError:
        raise Forbidden("not a name") from None
    check_host(host)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port or PORTS[parts.scheme], path)


def check_host(host):
    """Forbidden for an address that is not public, in whatever notation, and for names of inner networks."""
    if not host or "%" in host:
        raise Forbidden("not a name")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2].lower()
        # 127.1, 0x7f.1, 2130706433: the system's resolver reads these as addresses.
        if last.isdigit() or last.startswith("0x"):
            raise Forbidden("an address in disguise") from None
        if "." not in host or last in {"localhost", "local", "internal", "lan", "home", "corp", "intranet"}:
            raise Forbidden("a name of an inner network") from None
        return
    if not is_public(address):
        raise Forbidden("not a public address")


def is_public(address):
    """Whether an ipaddress object is of the open internet, as is whatever IPv4 address hides in it."""
    if address.version == 6:
        if address in TRANSLATED_LOCALLY:
            return False
        hidden = address.ipv4_mapped or address.sixtofour or (address.teredo and address.teredo[1])
        if hidden is None and (address in TRANSLATED or address in OLD_COMPATIBLE):
            hidden = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if hidden is not None:
            return is_public(hidden)
        if address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def resolve(host, port, deadline):
    """The public addresses of a name; Forbidden where a single one is not public."""
    found = _look_up(host, port, deadline)
    addresses = list(dict.fromkeys(answer[4][0] for answer in found))
    for text in addresses:
        if not is_public(ipaddress.ip_address(text)):
            raise Forbidden("the name leads to an address that is not public")
    if not addresses:
        raise Failed("no address")
    return addresses


def _look_up(host, port, deadline):
    """getaddrinfo knows no time limit: in a thread, which is left to the system's own where it takes too long."""
    answers = queue.SimpleQueue()

    def ask():
        try:
            answers.put(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, ValueError) as problem:
            answers.put(problem)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=_left(deadline))
    except queue.Empty:
        raise Failed("too slow") from None
    if isinstance(found, Exception):
        raise found
    return found


def _follow(url):
    deadline = time.monotonic() + PATIENCE
    for _redirect in range(MOST_REDIRECTS + 1):
        target = target_of(url)
        status, location = _ask(target, "HEAD", deadline)
        if status in {400, 403, 404, 405, 500, 501, 503}:  # many servers know no HEAD
            status, location = _ask(target, "GET", deadline)
        if status not in REDIRECTS or not location:
            return status
        url = urljoin(url, location)
    raise Failed("too many redirects")


def _ask(target, method, deadline):
    """(status, where it redirects to). Of the body nothing is read, so none is too long or packed too tightly."""
    connection = _connection(target, deadline)
    # Each byte would renew the time-out of a socket; this ends the call however slowly a server drips.
    end = threading.Timer(_left(deadline), _hang_up, [connection.sock])
    end.daemon = True
    end.start()
    try:
        headers = {"User-Agent": "CoalitionPortal-LinkCheck", "Accept": "*/*", "Accept-Encoding": "identity"}
        if method == "GET":
            headers["Range"] = "bytes=0-1023"
        connection.request(method, quote(target.path, safe=KEPT_IN_PATHS), headers=headers)
        answer = connection.getresponse()
        _left(deadline)  # a line that was hung up on looks like the end of the headers
        return answer.status, answer.getheader("Location", "")
    finally:
        end.cancel()
        connection.close()


def _hang_up(line):
    # It may be closed already.
    with contextlib.suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _connection(target, deadline):
    """An open connection to a public address of the target, under its name."""
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.host, target.port)
    failure = Failed("no address")
    for address in resolve(target.host, target.port, deadline):
        try:
            line = socket.create_connection((address, target.port), timeout=_left(deadline))
            if target.scheme == "https":
                line = ssl.create_default_context().wrap_socket(line, server_hostname=target.host)
        except OSError as problem:
            failure = problem
            continue
        connection.sock = line
        return connection
    raise failure


def _left(deadline):
    left = deadline - time.monotonic()
    if left <= 0:
        raise Failed("too slow")
    return left
