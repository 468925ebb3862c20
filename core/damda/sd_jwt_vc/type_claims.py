"""Whether an SD-JWT VC keeps to the claim metadata of its type (draft-ietf-oauth-sd-jwt-vc, 5.6).

Paths are followed over the claims as issued: places in an array count what is not disclosed too.
What may be hidden is never taken for missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import FieldProblem, MalformedInput
from ..openid.dcql.paths import ClaimPath
from ..sd_jwt import Disclosure, SdJwt
from ..sd_jwt.hashing import digest_of_payload
from ..sd_jwt.model import DIGESTS, ELEMENT
from .type_metadata import ClaimMetadata, TypeMetadata


@dataclass(frozen=True, slots=True)
class _Claim:
    """A claim as issued; ``hidden`` is an element of an array that is not disclosed."""

    value: Any
    disclosable: bool
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class _Selected:
    """What a path selects. ``maybe_above`` and ``maybe_here``: something that is not disclosed may
    hold it, on the way, or at the last step."""

    claims: tuple[_Claim, ...]
    maybe_above: bool
    maybe_here: bool


def problems_of(sd_jwt: SdJwt, metadata: TypeMetadata) -> list[FieldProblem]:
    """Where the credential does not keep to its type; empty if it does.

    ``code`` is ``path``, ``mandatory`` or ``sd``, ``field`` the path. Raises MalformedInput for an
    SD-JWT that names an unknown hash.
    """
    digest = digest_of_payload(sd_jwt.payload)
    issued = _Issued({digest(each.text): each for each in sd_jwt.disclosures})
    found = (_problem(claim, sd_jwt, issued) for claim in metadata.claims)
    return [problem for problem in found if problem is not None]


def _problem(claim: ClaimMetadata, sd_jwt: SdJwt, issued: _Issued) -> FieldProblem | None:
    try:
        selected = issued.select(sd_jwt.payload, claim.path)
    except MalformedInput as error:
        return _told(claim, "path", error.en, error.ko)
    wanted = {"always": True, "never": False}.get(claim.disclosability)
    if wanted is not None and any(each.disclosable is not wanted for each in selected.claims):
        return _told(
            claim,
            "sd",
            f"It must {'' if wanted else 'not '}be selectively disclosable.",
            "선택 공개 항목이어야 합니다." if wanted else "선택 공개 항목이 아니어야 합니다.",
        )
    # What may never be disclosable is not hidden in a digest beside it.
    maybe = selected.maybe_above or (selected.maybe_here and wanted is not False)
    if claim.mandatory and not selected.claims and not maybe:
        return _told(claim, "mandatory", "It is missing.", "필요한 항목이 빠져 있습니다.")
    return None


class _Issued:
    """Claims as issued, found through the digests of what is disclosed."""

    def __init__(self, disclosures: Mapping[str, Disclosure]) -> None:
        self._disclosures = disclosures

    def select(self, payload: Any, path: ClaimPath) -> _Selected:
        """The draft's "Processing of path". Raises MalformedInput where it ends in an error."""
        claims, maybe, above = [_Claim(payload, False)], False, False
        for step in path:
            above = above or maybe
            maybe = any(claim.hidden for claim in claims)
            taken: list[_Claim] = []
            for claim in claims:
                if claim.hidden:
                    continue
                if isinstance(step, str):
                    found, hides = self._member(claim.value, step)
                    maybe = maybe or hides
                else:
                    found = self._elements(claim.value, step)
                taken += found
            claims = taken
        return _Selected(tuple(claims), above, maybe)

    def _member(self, holder: Any, name: str) -> tuple[list[_Claim], bool]:
        """The member, and whether one that is not there may be hidden."""
        if not isinstance(holder, dict):
            raise MalformedInput("It is no object.", ko="객체가 아닙니다.")
        if name in holder and name != DIGESTS:
            return [_Claim(holder[name], False)], False
        hides = False
        for digest in holder.get(DIGESTS, ()):
            disclosure = self._disclosures.get(digest)
            if disclosure is None:
                hides = True
            elif disclosure.name == name:
                return [_Claim(disclosure.value, True)], False
        return [], hides

    def _elements(self, holder: Any, step: int | None) -> list[_Claim]:
        if not isinstance(holder, list):
            raise MalformedInput("It is no array.", ko="배열이 아닙니다.")
        chosen = holder if step is None else holder[step : step + 1]
        return [self._element(element) for element in chosen]

    def _element(self, element: Any) -> _Claim:
        if not isinstance(element, dict) or ELEMENT not in element:
            return _Claim(element, False)
        disclosure = self._disclosures.get(element[ELEMENT])
        if disclosure is None:
            return _Claim(None, True, hidden=True)
        return _Claim(disclosure.value, True)


def _told(claim: ClaimMetadata, code: str, en: str, ko: str) -> FieldProblem:
    steps = ("*" if step is None else str(step) for step in claim.path)
    return FieldProblem(".".join(steps)[:200], code, en, ko)
