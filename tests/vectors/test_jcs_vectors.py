"""The vectors of RFC 8785's reference implementation, byte for byte."""

import json

import pytest
from damda import strict_json
from damda.canonical.jcs import jcs
from support.shelf import vectors

FOLDER = vectors("jcs")
NAMES = sorted(path.stem for path in (FOLDER / "input").glob("*.json"))


def test_the_vectors_are_there() -> None:
    assert len(NAMES) == 6


@pytest.mark.parametrize("name", NAMES)
def test_output(name: str) -> None:
    value = strict_json.loads((FOLDER / "input" / f"{name}.json").read_bytes())
    assert jcs(value) == (FOLDER / "output" / f"{name}.json").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_output_in_hex(name: str) -> None:
    value = json.loads((FOLDER / "input" / f"{name}.json").read_bytes())
    assert jcs(value) == bytes.fromhex((FOLDER / "outhex" / f"{name}.txt").read_text())
