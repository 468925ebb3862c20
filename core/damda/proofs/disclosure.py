"""Which statements of a document are always shown, which are chosen, and which stay hidden.

Shared by the cryptosuites for selective disclosure (Data Integrity ECDSA 1.0, 3.5.4 and 3.6.2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from ..errors import MalformedInput, ProofInvalid
from ..protocols import Canonicalizer, Json, JsonView, NewLabels


@dataclass(frozen=True, slots=True)
class Grouped:
    """Statements, N-Quads in their order: the mandatory ones, and those that stand by themselves."""

    mandatory: tuple[bytes, ...]
    others: tuple[bytes, ...]

    @classmethod
    def of(cls, statements: Sequence[bytes], mandatory: Sequence[int]) -> Grouped:
        """``mandatory`` are the places of the mandatory ones, ascending.

        Raises ProofInvalid for places that are not there, or not in order.
        """
        _check_places(mandatory, len(statements))
        chosen = frozenset(mandatory)
        return cls(
            tuple([statements[place] for place in mandatory]),
            tuple([each for place, each in enumerate(statements) if place not in chosen]),
        )

    @property
    def mandatory_hash(self) -> bytes:
        """hashMandatoryNQuads (3.4.17): 32 bytes."""
        return sha256(b"".join(self.mandatory)).digest()


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a derived proof is made of (createDisclosureData, 3.5.4).

    ``labels`` are by the canonical label that the verifier will find. ``mandatory`` are places
    among the statements of ``document``, which is shown; ``selected`` places among ``whole.others``.
    """

    document: Json
    labels: Mapping[str, str]
    mandatory: tuple[int, ...]
    selected: tuple[int, ...]
    whole: Grouped


def grouped(
    document: JsonView,
    mandatory_pointers: Sequence[str],
    *,
    new_labels: NewLabels,
    canonicalizer: Canonicalizer,
) -> Grouped:
    """The statements that an issuer signs.

    Raises MalformedInput also for pointers that tell apart what is the same but for its place in
    an array: another reader may take the one for the other, and nothing derived would verify.
    """
    whole = canonicalizer.labelled(document, new_labels)
    mandatory = whole.matching(mandatory_pointers)
    chosen = frozenset(mandatory)
    if any(0 < len(chosen & set(group)) < len(group) for group in whole.alike()):
        raise MalformedInput(
            "The mandatory pointers select one of several parts that say the same. "
            "Select all of them or none, or give each an id.",
            ko="내용이 똑같은 항목 중 일부만 필수로 지정했습니다. "
            "모두 지정하거나 모두 빼거나, 항목마다 id를 쓰세요.",
        )
    return Grouped.of(whole.statements, mandatory)


def disclosure(
    document: JsonView,
    mandatory_pointers: Sequence[str],
    selective_pointers: Sequence[str],
    *,
    new_labels: NewLabels,
    canonicalizer: Canonicalizer,
) -> Disclosure:
    """What is shown if ``selective_pointers`` are chosen beside what is mandatory.

    Raises MalformedInput, also if that is nothing at all.
    """
    combined = [*mandatory_pointers, *selective_pointers]
    if not combined:
        raise MalformedInput(
            "Nothing is selected: name at least one member to show.",
            ko="보여 줄 항목이 없습니다. 하나 이상 선택하세요.",
        )
    whole = canonicalizer.labelled(document, new_labels)
    mandatory = whole.matching(mandatory_pointers)
    revealed = whole.reveal(combined)
    always = frozenset(mandatory)
    others = [place for place in range(len(whole.statements)) if place not in always]
    number = {place: position for position, place in enumerate(others)}
    shown = enumerate(revealed.indexes)
    return Disclosure(
        revealed.document,
        revealed.labels,
        tuple(position for position, place in shown if place in always),
        tuple(number[place] for place in revealed.indexes if place not in always),
        Grouped.of(whole.statements, mandatory),
    )


def _check_places(places: Sequence[int], count: int) -> None:
    ascending = all(left < right for left, right in pairwise(places))
    if not ascending or (places and not 0 <= places[0] <= places[-1] < count):
        raise ProofInvalid(
            "The proof names mandatory statements that are not there.",
            ko="서명이 문서에 없는 필수 항목을 가리킵니다.",
        )
