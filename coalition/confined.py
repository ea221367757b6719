"""Programs that read what strangers hand in: each in a process of its own, with little memory, little time, no file to
write and nothing of ours in reach. What a hostile file does to a library there ends with the process.

    said = confined.run(Path(__file__).with_name("first_page.py"), content)   # None: more than the process may bear

This file is also the program that sets the limits in there and then runs the other one, so that the libraries are
loaded under them. It needs the standard library only.
"""

import os
import resource
import runpy
import subprocess
import sys

MEMORY = 512 * 1024 * 1024  # bytes of address space
PROCESSOR = 20  # seconds
PATIENCE = 30  # seconds, starting and reading included


def run(program, content, *, processor=PROCESSOR, patience=PATIENCE):
    """What the program at that path writes when it is given the content; None where it fails or takes too much."""
    try:
        done = subprocess.run(
            [sys.executable, "-I", __file__, program, str(processor)],
            input=content,
            capture_output=True,
            timeout=patience,
            # Nothing of ours is in reach there: no settings, no keys.
            env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return None if done.returncode else done.stdout


def limit(processor=PROCESSOR):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    limit(int(sys.argv[2]))
    runpy.run_path(sys.argv[1], run_name="__main__")
