"""Runs one program for as long as somebody needs it. Called by service.py as a script, never imported.

Everybody who needs the program holds a shared lock on a file. The kernel drops that lock however its
holder ends, kill -9 included; the keeper then gets the exclusive lock and stops the program. So nothing
is left behind, a second user adopts the running program, and the last one out switches off the light.
"""

import contextlib
import ctypes
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

PR_SET_PDEATHSIG = 1


def die_with_parent(number):
    """For the child, before exec: the kernel sends it `number` should the keeper itself be killed."""
    if sys.platform != "linux":
        return lambda: None
    libc, parent = ctypes.CDLL(None), os.getpid()

    def preexec():
        libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)

    return preexec


def opened(path, flags=0):
    """A file descriptor that stays open, with its lock, as long as this process lives."""
    return os.open(path, os.O_CREAT | os.O_WRONLY | flags, 0o600)


def main(users, alone, command, cwd, log, account, stop_signal, patience, remove):
    try:
        fcntl.flock(opened(alone), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit(0)
    output = opened(log, os.O_APPEND) if log else None
    child = subprocess.Popen(
        command,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=die_with_parent(stop_signal),
        **account,
    )

    def finish():
        code = child.wait()
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        for folder in remove:
            shutil.rmtree(folder, ignore_errors=True)
        os._exit(code if code >= 0 else 128 - code)

    def asked_to_stop(*_):
        raise InterruptedError

    waiter = threading.Thread(target=finish)
    signal.signal(signal.SIGTERM, asked_to_stop)
    waiter.start()
    with contextlib.suppress(InterruptedError):
        # Held until the program has ended: who comes next waits for it.
        fcntl.flock(opened(users), fcntl.LOCK_EX)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    child.send_signal(stop_signal)
    waiter.join(patience)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    time.sleep(60)


if __name__ == "__main__":
    main(**json.loads(sys.argv[1]))
