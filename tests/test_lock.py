"""The lock files hold what pyproject.toml asks for, pinned and with hashes. `make lock` writes them."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ASKED = tomllib.loads((PROJECT / "pyproject.toml").read_text())
GROUPS = ASKED["dependency-groups"]
PRODUCTION = ASKED["project"]["dependencies"]
FILES = {
    "requirements.txt": PRODUCTION,
    "requirements-embedded.txt": [*PRODUCTION, *GROUPS["embedded"]],
    "requirements-dev.txt": [*PRODUCTION, *GROUPS["embedded"], *GROUPS["dev"]],
}


def name(requirement):
    return re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", requirement)[0]).lower()


def pins(file):
    """Name to version of every pinned package; the text between two pins holds the hashes of the first."""
    blocks = re.split(r"^(?=[a-zA-Z0-9])", (PROJECT / file).read_text(), flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    return {name(block): re.search(r"==([\w.+]+)", block)[1] for block in blocks}


@pytest.mark.parametrize("file", FILES)
def test_everything_asked_for_is_pinned(file):
    assert {name(requirement) for requirement in FILES[file]} <= pins(file).keys()


@pytest.mark.parametrize("file", FILES)
def test_production_and_development_use_the_same_versions(file):
    assert pins("requirements.txt").items() <= pins(file).items()
