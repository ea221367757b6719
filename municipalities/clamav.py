"""A conversation with ClamAV's daemon: INSTREAM over its socket (docs.clamav.net, "ClamD protocol").

Nothing is clean but what the daemon says is: a limit, an error or an unknown word is not "OK".
"""

import socket
import struct
from contextlib import closing
from enum import Enum

CHUNK = 64 * 1024
CONNECTING, ANSWERING = 5, 60  # seconds
LONGEST_REPLY = 4096


class Verdict(Enum):
    CLEAN = "clean"
    INFECTED = "infected"
    BEYOND = "beyond"  # larger or deeper than the scanner looks
    UNKNOWN = "unknown"  # no answer, or none we understand: ask again later


class NoScanner(Exception):
    """Nobody answers at the address."""


def scan(address, chunks):
    """(Verdict, what the daemon said) of a file given in chunks of bytes. NoScanner where it cannot be reached."""
    with closing(_connect(address)) as connection:
        try:
            connection.sendall(b"zINSTREAM\0")
            for chunk in chunks:
                connection.sendall(struct.pack(">I", len(chunk)) + chunk)
            connection.sendall(struct.pack(">I", 0))
        except TimeoutError:
            return Verdict.UNKNOWN, "time-out"
        except OSError:
            pass  # it stopped listening: what it said before tells why
        try:
            reply = _read(connection)
        except OSError as problem:
            return Verdict.UNKNOWN, type(problem).__name__
    return verdict_of(reply), reply


def verdict_of(reply):
    said = reply.removeprefix("stream: ")
    if "size limit exceeded" in said or "Limits.Exceeded" in said:
        return Verdict.BEYOND
    if said.endswith(" FOUND"):
        return Verdict.INFECTED
    return Verdict.CLEAN if reply == "stream: OK" else Verdict.UNKNOWN


def ask(address, command):
    """What the daemon answers to PING or VERSION."""
    with closing(_connect(address)) as connection:
        try:
            connection.sendall(b"z" + command.encode() + b"\0")
            return _read(connection)
        except OSError as problem:
            raise NoScanner(type(problem).__name__) from problem


def takes(address, size):
    """Whether the daemon takes a stream of `size` bytes: nobody can ask it for its StreamMaxLength."""
    zeros = bytes(CHUNK)
    sizes = [CHUNK] * (size // CHUNK) + [size % CHUNK or 1]
    verdict, _reply = scan(address, (zeros[:length] for length in sizes))
    return verdict is not Verdict.BEYOND


def _connect(address):
    try:
        if path := address.removeprefix("unix:") if address.startswith("unix:") else "":
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(CONNECTING)
            connection.connect(path)
        else:
            host, _colon, port = address.rpartition(":")
            connection = socket.create_connection((host, int(port)), timeout=CONNECTING)
    except OSError as problem:
        raise NoScanner(type(problem).__name__) from problem
    connection.settimeout(ANSWERING)
    return connection


def _read(connection):
    reply = b""
    while b"\0" not in reply and len(reply) < LONGEST_REPLY:
        part = connection.recv(1024)
        if not part:
            break
        reply += part
    return reply.partition(b"\0")[0].decode(errors="replace").strip()
