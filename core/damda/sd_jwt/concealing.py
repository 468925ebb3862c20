"""Claims with digests in the place of what can be disclosed (RFC 9901, 4.2.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .. import base64url
from ..protocols import Entropy, Json, JsonView
from .disclosures import make_disclosure
from .hashing import HashName, digest_with
from .model import DIGESTS, ELEMENT, HASH_NAME, MAX_DEPTH, MAX_DISCLOSURES, Disclosure
from .processing import Place
from .refusal import beyond, malformed

SALT_BYTES = 16
"""128 bits (9.3)."""


def copied(claims: JsonView) -> Json:
    """A copy of what an issuer puts in an SD-JWT. Raises MalformedInput for what is no JSON and for
    reserved names (4.1, 4.1.1), LimitExceeded for too much depth."""
    copy = _copied(claims, 0)
    if not isinstance(copy, dict):
        raise _no_json()
    return copy


def _copied(value: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise beyond(
            f"claims deeper than {MAX_DEPTH} levels",
            f"항목이 {MAX_DEPTH}단계보다 깊게 중첩되어 있습니다",
        )
    if isinstance(value, Mapping):
        for name in value:
            if not isinstance(name, str):
                raise _no_json()
            if name in (DIGESTS, ELEMENT, HASH_NAME):
                raise malformed(
                    f"the name {name} is reserved", f"{name}은(는) 쓸 수 없는 이름입니다"
                )
        return {name: _copied(member, depth + 1) for name, member in value.items()}
    if isinstance(value, list | tuple):
        return [_copied(element, depth + 1) for element in value]
    if value is None or isinstance(value, str | int | float):
        return value
    raise _no_json()


@dataclass(slots=True)
class Concealing:
    """One walk over the claims of one credential; ``disclosures`` fills on the way.

    ``chosen`` are the places of what is to be disclosable.
    """

    chosen: frozenset[Place]
    entropy: Entropy
    decoys: int
    hash_name: HashName
    disclosures: list[Disclosure] = field(default_factory=list)

    def value(self, value: Any, place: Place) -> Any:
        if isinstance(value, dict):
            return self.members(value, place)
        if isinstance(value, list):
            return self.elements(value, place)
        return value

    def members(self, value: Json, place: Place) -> Json:
        shown: Json = {}
        digests: list[str] = []
        for name, member in value.items():
            here = (*place, name)
            concealed = self.value(member, here)
            if here in self.chosen:
                digests.append(self.digest(name, concealed))
            else:
                shown[name] = concealed
        if digests:
            digests += [self.decoy() for _ in range(self.decoys)]
            # Sorted, their order tells nothing of the claims' (4.2.4.1).
            shown[DIGESTS] = sorted(digests)
        return shown

    def elements(self, value: list[Any], place: Place) -> list[Any]:
        shown: list[Any] = []
        disclosable = False
        for n, element in enumerate(value):
            here = (*place, n)
            concealed = self.value(element, here)
            if here in self.chosen:
                disclosable = True
                concealed = {ELEMENT: self.digest(None, concealed)}
            shown.append(concealed)
        if disclosable:
            for _ in range(self.decoys):
                at = int.from_bytes(self.entropy(8)) % (len(shown) + 1)
                shown.insert(at, {ELEMENT: self.decoy()})
        return shown

    def digest(self, name: str | None, value: Any) -> str:
        if len(self.disclosures) == MAX_DISCLOSURES:
            raise beyond(
                f"more than {MAX_DISCLOSURES} disclosures",
                f"공개 항목이 {MAX_DISCLOSURES}개를 넘습니다",
            )
        disclosure = make_disclosure(self.salt(), name, value)
        self.disclosures.append(disclosure)
        return digest_with(self.hash_name)(disclosure.text)

    def decoy(self) -> str:
        return digest_with(self.hash_name)(self.salt())

    def salt(self) -> str:
        return base64url.encode(self.entropy(SALT_BYTES))


def _no_json() -> Exception:
    return malformed("a claim is no JSON value", "증명서에 JSON이 아닌 값이 있습니다")
