"""Case 53: no edit of an anchored credential keeps its digest, but the order of members."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from damda.credentials import anchor_digest
from support.credential_world import World, found

WORLD = World.create()


def badge() -> dict[str, Any]:
    document = WORLD.badge()
    achievement = document["credentialSubject"]["achievement"]
    document["credentialSubject"]["identifier"] = [
        {"type": "IdentityObject", "hashed": True, "identityHash": "x", "identityType": "name"}
    ]
    achievement |= {"creditsAvailable": 7, "version": "ko"}
    achievement["tag"] = ["python", "직업훈련"]
    secured = WORLD.signed(document)
    WORLD.ledger.anchored.add(anchor_digest(secured))
    return secured


BADGE = badge()


def subject(change: Callable[[Any], object]) -> Callable[[Any], object]:
    return lambda document: change(document["credentialSubject"])


def renamed(node: Any) -> None:
    node["achievement"]["inLanguage"] = node["achievement"].pop("version")


EDITS: dict[str, tuple[Callable[[Any], object], str]] = {
    "true as a text": (subject(lambda s: s["identifier"][0].update(hashed="true")), "proof"),
    "7 as a text": (subject(lambda s: s["achievement"].update(creditsAvailable="7")), "proof"),
    "null": (subject(lambda s: s.update(activityEndDate=None)), "format"),
    "an empty text": (subject(lambda s: s.update(licenseNumber="")), "proof"),
    "an empty list of a known term": (subject(lambda s: s.update(role=[])), "proof"),
    "an empty list": (lambda d: d.update(notes=[]), "proof"),
    "an empty object": (lambda d: d.update(notes={}), "proof"),
    "two elements swapped": (subject(lambda s: s["achievement"]["tag"].reverse()), "anchor"),
    "a member renamed": (subject(renamed), "proof"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_the_digest_and_the_verdict_see_it(edit: str) -> None:
    change, caught_by = EDITS[edit]
    changed = copy.deepcopy(BADGE)
    change(changed)
    assert anchor_digest(changed) != anchor_digest(BADGE)
    verdict = WORLD.verdict(changed)
    assert not verdict.verified
    assert verdict.reasons[0].id == caught_by
    if caught_by != "format":
        (anchor,) = found(verdict, "anchor")
        assert anchor == ("failed", "anchor_invalid")


def test_the_order_of_members_means_nothing() -> None:
    backwards = dict(reversed(BADGE.items()))
    assert anchor_digest(backwards) == anchor_digest(BADGE)
    assert WORLD.verdict(backwards).verified
