"""`python -m tests.mail_faults [100]`: the sender killed so often at each of five points, the mail server and the broker
failing in every way we know; prints what happened."""

import os
import sys
from pathlib import Path


def main():
    import pytest

    os.environ["KILLS"] = sys.argv[1] if len(sys.argv) > 1 else "100"
    test = Path(__file__).with_name("test_mail_faults.py")
    raise SystemExit(pytest.main(["-q", "-s", "-n0", str(test)]))


if __name__ == "__main__":
    main()
