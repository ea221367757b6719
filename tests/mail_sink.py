"""A mail server for the tests, in a process of its own: it takes mail as fast as one can, or refuses it as it is told.

It writes the Message-ID of each message it took to a log, before it says "250". On a second port it is told how to behave.
"""

import asyncio
import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
MESSAGE_ID = re.compile(rb"^Message-ID:[ \r\n]*(<[^>]+>)", re.IGNORECASE | re.MULTILINE)
END = b"\r\n.\r\n"


class Mode:
    """Shared by all connections: where to go wrong (a command), and how."""

    place = words = ""


class Sink(asyncio.Protocol):
    def __init__(self, log):
        self.log, self.waiting, self.in_data, self.is_stalling = log, b"", False, False
        self.taken = set()  # the commands of this message

    def connection_made(self, transport):
        self.transport = transport
        if not self.goes_wrong("CONNECT"):
            self.say(b"220 sink")

    def data_received(self, data):
        self.waiting += data
        while not self.is_stalling and (self.take_message() if self.in_data else self.take_command()):
            pass

    def take_command(self):
        line, found, rest = self.waiting.partition(b"\r\n")
        if not found:
            return False
        self.waiting = rest
        word = line.split(b" ", 1)[0].split(b":")[0].upper().decode("latin-1")
        if word == "QUIT":
            self.say(b"221 bye")
            self.transport.close()
        elif self.goes_wrong(word) or (word == "RCPT" and self.refuses(line)):
            pass
        elif word == "EHLO":
            self.say(b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME")
        elif word == "DATA":
            self.in_data = True
            self.say(b"354 go on")
        else:
            self.taken = {"MAIL"} if word == "MAIL" else set() if word == "RSET" else self.taken | {word}
            self.say(b"250 ok")
        return True

    def take_message(self):
        message, found, rest = (b"\r\n" + self.waiting).partition(END)
        if not found:
            return False
        self.waiting, self.in_data = rest, False
        taken, self.taken = self.taken, set()
        if "RCPT" not in taken:  # it said 354 all the same, as RFC 2920 allows
            self.say(b"554 to nobody")
            return True
        if self.goes_wrong("MESSAGE"):
            return True
        found = MESSAGE_ID.search(message)
        self.log.write((found[1] if found else b"none") + b"\n")
        if not self.goes_wrong("ANSWER"):
            self.say(b"250 taken")
        return True

    def refuses(self, line):
        """Some addresses are always bad: <550.somebody@example.org>. Nobody is taken before the sender is."""
        if found := re.search(rb"<(\d{3})\.", line):
            self.say(found[1] + b" not here")
        elif "MAIL" not in self.taken:
            self.say(b"503 from whom?")
            return True
        return bool(found)

    def goes_wrong(self, place):
        """ "stall": nothing more is said; "drop": hung up; else the answer."""
        if Mode.place != place:
            return False
        if Mode.words == "stall":
            self.is_stalling = True
        elif Mode.words == "drop":
            self.transport.close()
        else:
            self.say(Mode.words.encode())
        return True

    def say(self, words):
        self.transport.write(words + b"\r\n")


class Control(asyncio.Protocol):
    """`RCPT 451 come later`, `DATA stall`, or nothing for well; it hangs up once that is so."""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        place, _space, words = data.decode().strip().partition(" ")
        Mode.place, Mode.words = place.upper(), words
        self.transport.close()


async def serve(log):
    loop = asyncio.get_running_loop()
    with Path(log).open("ab", buffering=0) as file:
        servers = [
            await loop.create_server(protocol, "127.0.0.1", 0) for protocol in (lambda: Sink(file), Control)
        ]
        print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
        await asyncio.gather(*(server.serve_forever() for server in servers))


class Running:
    """The sink's process, seen from the tests."""

    def __init__(self, process, log):
        self.process, self.log = process, log
        self.port, self._control = map(int, process.stdout.readline().split())

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def behave(self, place="", words=""):
        with socket.create_connection(("127.0.0.1", self._control)) as connection:
            connection.sendall(f"{place} {words}\n".encode())
            while connection.recv(1000):
                pass

    def taken(self):
        """The Message-IDs of all messages it took, in that order."""
        return self.log.read_text().split()

    def forget(self):
        self.log.write_bytes(b"")


@contextmanager
def running(folder):
    log = Path(folder) / "taken.log"
    log.touch()
    command = [sys.executable, "-m", "tests.mail_sink", str(log)]
    process = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
    try:
        yield Running(process, log)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
