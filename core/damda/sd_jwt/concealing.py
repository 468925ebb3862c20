"""Claims with digests in the place of what can be disclosed (RFC 9901, 4.2.4)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .. import base64url
from ..protocols import Entropy, Json, JsonView
from .disclosures import disclosure_text
from .hashing import HashName, digest_with
from .model import DIGESTS, ELEMENT, HASH_NAME, MAX_DEPTH, MAX_DISCLOSURES
from .processing import Place
from .refusal import beyond, malformed

SALT_BYTES = 18
"""144 bits, of the 128 that 9.3 asks for: in base64url without rest, so that the salts of an
SD-JWT are slices of one text."""
_SALT_LENGTH = SALT_BYTES // 3 * 4

_RESERVED = frozenset({DIGESTS, ELEMENT, HASH_NAME})
_SCALARS = frozenset({str, int, float, bool, type(None)})


class Concealing:
    """One walk over the claims of one SD-JWT; ``disclosures`` fills on the way.

    ``chosen`` are the places of what is to be disclosable, ``decoys`` how many false digests go
    beside those of each object and array.
    """

    def __init__(
        self, chosen: frozenset[Place], entropy: Entropy, decoys: int, hash_name: HashName
    ) -> None:
        if len(chosen) > MAX_DISCLOSURES:
            raise beyond(
                f"more than {MAX_DISCLOSURES} disclosures",
                f"공개 항목이 {MAX_DISCLOSURES}개를 넘습니다",
            )
        self.disclosures: list[str] = []
        self._chosen = chosen
        self._entropy = entropy
        self._decoys = decoys
        self._digest = digest_with(hash_name)
        self._salts = _salts(entropy, len(chosen))

    def members(self, value: JsonView, place: Place) -> Json:
        """The object at ``place``. Raises MalformedInput for what is no JSON and for reserved names
        (4.1, 4.1.1), LimitExceeded for too much depth."""
        shown: Json = {}
        digests: list[str] = []
        for name, member in value.items():
            if type(name) is not str:
                raise _no_json()
            if name in _RESERVED:
                raise malformed(
                    f"the name {name} is reserved", f"{name}은(는) 쓸 수 없는 이름입니다"
                )
            here = (*place, name)
            concealed = member if type(member) in _SCALARS else self._container(member, here)
            if here in self._chosen:
                digests.append(self._disclosed(name, concealed))
            else:
                shown[name] = concealed
        if digests:
            digests += map(self._digest, _salts(self._entropy, self._decoys))
            # Sorted, their order tells nothing of the claims' (4.2.4.1).
            shown[DIGESTS] = sorted(digests)
        return shown

    def _container(self, value: Any, place: Place) -> Any:
        if len(place) > MAX_DEPTH:
            raise beyond(
                f"claims deeper than {MAX_DEPTH} levels",
                f"항목이 {MAX_DEPTH}단계보다 깊게 중첩되어 있습니다",
            )
        if isinstance(value, dict):
            return self.members(value, place)
        if isinstance(value, list):
            return self._elements(value, place)
        raise _no_json()

    def _elements(self, value: list[Any], place: Place) -> list[Any]:
        shown: list[Any] = []
        disclosable = False
        for n, element in enumerate(value):
            here = (*place, n)
            concealed = element if type(element) in _SCALARS else self._container(element, here)
            if here in self._chosen:
                disclosable = True
                concealed = {ELEMENT: self._disclosed(None, concealed)}
            shown.append(concealed)
        if disclosable:
            for salt in _salts(self._entropy, self._decoys):
                at = int.from_bytes(self._entropy(8)) % (len(shown) + 1)
                shown.insert(at, {ELEMENT: self._digest(salt)})
        return shown

    def _disclosed(self, name: str | None, value: Any) -> str:
        text = disclosure_text(next(self._salts), name, value)
        self.disclosures.append(text)
        return self._digest(text)


def _salts(entropy: Entropy, count: int) -> Iterator[str]:
    text = base64url.encode(entropy(SALT_BYTES * count)) if count else ""
    return (text[at : at + _SALT_LENGTH] for at in range(0, len(text), _SALT_LENGTH))


def _no_json() -> Exception:
    return malformed("a claim is no JSON value", "증명서에 JSON이 아닌 값이 있습니다")
