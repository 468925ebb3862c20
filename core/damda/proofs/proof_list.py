"""The proofs of a document and which stand on which (VC Data Integrity 1.0, 2.1.1 and 2.1.2).

``proof`` is one object or a list; a list is a set, and where members name ``previousProof`` a
chain.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..document_members import is_absolute_uri
from ..errors import LimitExceeded, MalformedInput, ProofInvalid
from ..protocols import Json, JsonView

MAX_PROOFS = 8
"""Each costs a signature, and in a chain a canonicalization of the document too."""


def proofs_of(document: JsonView) -> tuple[Json, ...]:
    """The proofs in the document's order, at least one. Nothing of them is checked.

    Raises ProofInvalid for a document without proof, MalformedInput, LimitExceeded.
    """
    value: Any = document.get("proof")
    if value is None or value == []:
        raise ProofInvalid("The document is not signed.", ko="서명되지 않은 문서입니다.")
    proofs = value if isinstance(value, list) else [value]
    if len(proofs) > MAX_PROOFS:
        raise LimitExceeded(
            f"The document has more than {MAX_PROOFS} proofs.",
            ko=f"문서 하나에 서명은 {MAX_PROOFS}개까지 쓸 수 있습니다.",
        )
    if not all(isinstance(proof, dict) for proof in proofs):
        raise MalformedInput("The proof is no JSON object.", ko="서명이 JSON 객체가 아닙니다.")
    return tuple(proofs)


def previous_proofs(proofs: Sequence[Json]) -> tuple[tuple[Json, ...], ...]:
    """For each proof those it names in ``previousProof``, in the order of ``proofs``.

    Raises ProofInvalid if two have one id, or one names a proof that is not there or, directly or
    by others, itself; MalformedInput if ``id`` or ``previousProof`` can't be read.
    """
    if len(proofs) == 1 and "id" not in proofs[0] and "previousProof" not in proofs[0]:
        return ((),)
    places = _places(proofs)
    named = [_named(proof) for proof in proofs]
    if strange := [name for names in named for name in names if name not in places]:
        raise ProofInvalid(
            f"There is no previous proof {strange[0][:200]}.",
            ko=f"앞선 서명(previousProof)이 문서에 없습니다: {strange[0][:200]}",
        )
    before = [sorted(places[name] for name in names) for names in named]
    _check_order(before)
    return tuple(tuple(proofs[place] for place in places) for places in before)


def _places(proofs: Sequence[Json]) -> dict[str, int]:
    places: dict[str, int] = {}
    for place, proof in enumerate(proofs):
        if "id" not in proof:
            continue
        if not is_absolute_uri(proof["id"]):
            raise MalformedInput(
                "A proof's id must be a URL, such as one that begins with urn:uuid:.",
                ko="서명(proof)의 id는 urn:uuid:로 시작하는 값 같은 주소여야 합니다.",
            )
        if proof["id"] in places:
            raise ProofInvalid("Two proofs have one id.", ko="서명 두 개의 id가 같습니다.")
        places[proof["id"]] = place
    return places


def _named(proof: Json) -> list[str]:
    if "previousProof" not in proof:
        return []
    value = proof["previousProof"]
    names = value if isinstance(value, list) else [value]
    if not names or not all(isinstance(name, str) for name in names):
        raise MalformedInput(
            "previousProof must be the id of a proof, or a list of ids.",
            ko="previousProof는 서명의 id 또는 id의 목록이어야 합니다.",
        )
    if len(set(names)) != len(names):
        raise ProofInvalid(
            "previousProof names a proof twice.", ko="previousProof에 같은 서명이 두 번 있습니다."
        )
    return names


def _check_order(before: Sequence[Sequence[int]]) -> None:
    """Refuse proofs that wait for each other: whoever was signed first can't name a later one."""
    settled: set[int] = set()
    for _ in before:
        settled |= {place for place, others in enumerate(before) if settled.issuperset(others)}
    if len(settled) != len(before):
        raise ProofInvalid(
            "The proofs name each other as previous in a circle.",
            ko="서명의 previousProof가 서로를 가리켜 순서를 알 수 없습니다.",
        )
