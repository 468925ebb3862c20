"""Case 1: a badge with a bare UUID as id is neither issued nor ever verified."""

from typing import Any

import pytest
from damda.errors import MalformedInput
from support.credential_world import World, codes, found

WORLD = World.create()
BARE = "3b0c6f1e-0000-4000-8000-000000000001"
NAME = {"name": {"@value": "x", "@language": "ko"}}
UNDEFINED = {"memo": "x"}


def test_issuing_refuses() -> None:
    with pytest.raises(MalformedInput, match="id of credential must be a URL") as caught:
        WORLD.signed(WORLD.badge(id=BARE))
    assert "urn:uuid:" in caught.value.ko


@pytest.mark.parametrize("edit", [{}, NAME, UNDEFINED])
def test_verifying_answers_malformed(edit: dict[str, Any]) -> None:
    verdict = WORLD.verdict(WORLD.foreign(WORLD.badge(id=BARE)) | edit)
    assert not verdict.verified
    assert found(verdict, "format") == [("failed", "malformed")]


@pytest.mark.parametrize(("edit", "code"), [(NAME, "proof_invalid"), (UNDEFINED, "malformed")])
def test_the_control(edit: dict[str, Any], code: str) -> None:
    good = WORLD.issued(id=f"urn:uuid:{BARE}")
    assert WORLD.verdict(good).verified
    assert found(WORLD.verdict(good | edit), "proof") == [("failed", code)]
    assert code in codes(WORLD.verdict(good | edit))
