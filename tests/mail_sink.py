"""A mail server for the tests, in a process of its own: it takes mail as fast as one can, or refuses it as it is told.

It writes the Message-ID of each message it took to a log, before it says "250". XMODE, which no real server knows, tells
it how to behave: `XMODE rcpt 451 come later`, `XMODE stall DATA`, `XMODE` for well.
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
        if word == "XMODE":
            place, _space, words = line.decode().partition(" ")[2].partition(" ")
            Mode.place, Mode.words = place.upper(), words
            self.say(b"250 as you say")
        elif word == "QUIT":
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
            self.say(b"250 ok")
        return True

    def take_message(self):
        end = self.waiting.find(END)
        if end < 0:
            return False
        message, self.waiting = self.waiting[:end], self.waiting[end + len(END) :]
        self.in_data = False
        if self.goes_wrong("MESSAGE"):
            return True
        found = MESSAGE_ID.search(message)
        self.log.write((found[1] if found else b"none") + b"\n")
        if not self.goes_wrong("ANSWER"):
            self.say(b"250 taken")
        return True

    def refuses(self, line):
        """Some addresses are always bad: <550.somebody@example.org>."""
        if found := re.search(rb"<(\d{3})\.", line):
            self.say(found[1] + b" not here")
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


async def serve(log):
    loop = asyncio.get_running_loop()
    with Path(log).open("ab", buffering=0) as file:
        server = await loop.create_server(lambda: Sink(file), "127.0.0.1", 0)
        print(server.sockets[0].getsockname()[1], flush=True)
        await server.serve_forever()


class Running:
    """The sink's process, seen from the tests."""

    def __init__(self, process, port, log):
        self.process, self.port, self.log = process, port, log

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def behave(self, place="", words=""):
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            connection.sendall(f"XMODE {place} {words}\r\nQUIT\r\n".encode())
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
        yield Running(process, int(process.stdout.readline()), log)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
