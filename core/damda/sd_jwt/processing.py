"""From digests to claims (RFC 9901, 7.1, step 3): what is disclosed is put in its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..protocols import Json
from .hashing import digest_of_payload
from .model import DIGESTS, ELEMENT, HASH_NAME, MAX_DEPTH, Disclosure, SdJwt
from .refusal import beyond, malformed

_CONTAINERS = frozenset({dict, list})

type Place = tuple[str | int, ...]
"""Where something is in the processed claims."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The processed claims, and which disclosure (by its number) stands at which place of them."""

    claims: Json
    places: dict[Place, int]


def processed(sd_jwt: SdJwt) -> Json:
    """The payload with all that is disclosed in its place; it shares no container with it.

    Digests without a disclosure, decoys among them, are left out. Raises MalformedInput for an
    unknown hash, a disclosure whose name is taken already at its level or that is of the other
    kind than its place, a digest or a disclosure that occurs twice, a disclosure that no digest
    leads to, and ``_sd``, ``...`` and ``_sd_alg`` where they may not be; LimitExceeded for claims
    that are too deep then.
    """
    return resolve(sd_jwt).claims


def resolve(sd_jwt: SdJwt, *, gap: object = None) -> Resolved:
    """`processed`, and where the disclosures went. Raises the same.

    With a ``gap``, it stands for every element of an array that is not disclosed, so that the
    others keep the places that they have in the signed array.
    """
    walk = _Walk(_by_digest(sd_jwt, digest_of_payload(sd_jwt.payload)), gap)
    root = {name: value for name, value in sd_jwt.payload.items() if name != HASH_NAME}
    claims = walk.members(root, (), 0)
    if len(walk.places) != len(sd_jwt.disclosures):
        raise malformed(
            "no digest leads to one of the disclosures", "다이제스트가 없는 공개 항목이 있습니다"
        )
    return Resolved(claims, walk.places)


def _by_digest(sd_jwt: SdJwt, digest: Callable[[str], str]) -> dict[str, tuple[int, Disclosure]]:
    found = {digest(each.text): (n, each) for n, each in enumerate(sd_jwt.disclosures)}
    if len(found) != len(sd_jwt.disclosures):
        raise malformed("a disclosure is there twice", "같은 공개 항목이 두 번 있습니다")
    return found


@dataclass(slots=True)
class _Walk:
    """Each container is walked once, so the work is bounded by the size of what was read."""

    disclosures: dict[str, tuple[int, Disclosure]]
    gap: object
    places: dict[Place, int] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def value(self, value: Any, place: Place, depth: int) -> Any:
        if depth > MAX_DEPTH:
            raise beyond(
                f"claims deeper than {MAX_DEPTH} levels",
                f"항목이 {MAX_DEPTH}단계보다 깊게 중첩되어 있습니다",
            )
        if isinstance(value, dict):
            return self.members(value, place, depth)
        return self.elements(value, place, depth)

    def members(self, value: Json, place: Place, depth: int) -> Json:
        shown: Json = {}
        for name, member in value.items():
            if name == DIGESTS:
                continue
            if name in (ELEMENT, HASH_NAME):
                raise _out_of_place(name)
            if type(member) in _CONTAINERS:
                shown[name] = self.value(member, (*place, name), depth + 1)
            else:
                shown[name] = member
        if DIGESTS in value:
            self.disclosed_members(_digests(value[DIGESTS]), shown, place, depth)
        return shown

    def disclosed_members(self, digests: list[str], shown: Json, place: Place, depth: int) -> None:
        for digest in digests:
            found = self.found(digest)
            if found is None:
                continue
            number, disclosure = found
            name, member = disclosure.name, disclosure.value
            if name is None:
                raise _other_kind()
            if name == HASH_NAME:
                raise _out_of_place(name)
            if name in shown:
                raise malformed(
                    "a disclosure has the name of a claim that is there already",
                    "공개 항목의 이름이 이미 있는 항목과 같습니다",
                )
            self.places[*place, name] = number
            if type(member) in _CONTAINERS:
                member = self.value(member, (*place, name), depth + 1)
            shown[name] = member

    def elements(self, value: list[Any], place: Place, depth: int) -> list[Any]:
        shown: list[Any] = []
        for element in value:
            here = (*place, len(shown))
            if isinstance(element, dict) and ELEMENT in element:
                found = self.found(_digest(element))
                if found is None:
                    shown += [] if self.gap is None else [self.gap]
                    continue
                if found[1].name is not None:
                    raise _other_kind()
                self.places[here] = found[0]
                element = found[1].value  # noqa: PLW2901 - it takes the digest's place
            if type(element) in _CONTAINERS:
                element = self.value(element, here, depth + 1)  # noqa: PLW2901
            shown.append(element)
        return shown

    def found(self, digest: str) -> tuple[int, Disclosure] | None:
        if digest in self.seen:
            raise malformed("a digest is there twice", "같은 다이제스트가 두 번 있습니다")
        self.seen.add(digest)
        return self.disclosures.get(digest)


def _digests(value: Any) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise malformed("_sd must be an array of digests", "_sd는 다이제스트의 배열이어야 합니다")
    return value


def _digest(element: Json) -> str:
    digest = element[ELEMENT]
    if len(element) != 1 or not isinstance(digest, str):
        raise _out_of_place(ELEMENT)
    return digest


def _out_of_place(name: str) -> Exception:
    return malformed(f"{name} is where it may not be", f"{name}이(가) 있을 수 없는 곳에 있습니다")


def _other_kind() -> Exception:
    return malformed(
        "a member is disclosed as an element, or the other way round",
        "객체 항목과 배열 요소의 공개 항목이 뒤바뀌었습니다",
    )
