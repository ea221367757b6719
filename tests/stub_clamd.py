"""A virus scanner's daemon for the tests, on a unix socket: it knows the EICAR test file, and how to misbehave."""

import socket
import struct
import tempfile
import threading
import time
from pathlib import Path

# In two parts, or a scanner on the developer's machine locks this file.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class StubClamd:
    """`with StubClamd(mode) as scanner: settings.CLAMAV_ADDRESS = scanner.address`

    Modes: "scan", "limit" (more than `limit` bytes are too many), "mute", "garbage", "closes", or any reply.
    """

    def __init__(self, mode="scan", limit=25 * 1024 * 1024, port=None):
        self.mode, self.limit, self.port, self.received = mode, limit, port, []
        self._folder = tempfile.TemporaryDirectory(prefix="clamd-")
        self.path = Path(self._folder.name) / "clamd.sock"
        self.address = f"unix:{self.path}"

    def __enter__(self):
        if self.port is None:
            self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._listener.bind(str(self.path))
            self._listener.listen(8)
        else:
            self._listener = socket.create_server(("127.0.0.1", self.port))
            self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_problem):
        self._listener.close()
        self._folder.cleanup()

    def _serve(self):
        while True:
            try:
                line, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=[line], daemon=True).start()

    def _answer(self, line):
        with line, line.makefile("rb") as heard:
            command = b""
            while (byte := heard.read(1)) not in {b"\0", b""}:
                command += byte
            if command == b"zPING":
                line.sendall(b"PONG\0")
            elif command == b"zINSTREAM" and self.mode != "closes":
                self._scan(line, heard)

    def _scan(self, line, heard):
        content = b""
        while length := struct.unpack(">I", heard.read(4))[0]:
            content += heard.read(length)
            if self.mode == "limit" and len(content) > self.limit:
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.received.append(content)
        if self.mode == "mute":
            time.sleep(2)
            return
        found = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
        replies = {"scan": found, "limit": found, "garbage": b"\xff\xfe hello"}
        line.sendall(replies.get(self.mode, self.mode.encode()) + b"\0")
