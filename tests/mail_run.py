"""`python -m tests.mail_run [100000]`: so many messages of a reminder run to a mail server of our own, by one sender
process and by two; how fast, as a share of what that server takes at most, with how much memory, and whether each
message came once."""

import os
import sys
from pathlib import Path


def main():
    import pytest

    os.environ["MESSAGES"] = sys.argv[1] if len(sys.argv) > 1 else "100000"
    test = Path(__file__).with_name("test_mail_run.py")
    raise SystemExit(pytest.main(["-q", "-s", "-n0", str(test)]))


if __name__ == "__main__":
    main()
