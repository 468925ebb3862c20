"""Whether one credential answers one credential query, and what of it is then shown (6.4.1)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from ...errors import FieldProblem
from ...protocols import JsonView
from .formats import FORMATS
from .paths import ClaimPath, Place, selected
from .query import ClaimsQuery, CredentialQuery

NEARNESS = ("value_differs", "claim_missing", "authority_unsupported", "type_missing")
"""Codes of the reasons why a credential does not answer, the nearest to an answer first."""


@dataclass(frozen=True, slots=True)
class Held:
    """A credential to match. ``types`` are its expanded types (`ldp_vc.expanded_types`), or of an
    SD-JWT VC its ``vct`` and others that it goes by.

    ``document`` holds the claims; of an SD-JWT VC they are processed (RFC 9901, 7.1), and
    ``disclosed`` are the places in it of what came of a disclosure. It is None in a format that
    is shown as a whole.
    """

    id: str
    format: str
    document: JsonView
    types: frozenset[str]
    disclosed: frozenset[Place] | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """One way of 6.4.1 to answer: ``asked`` are the places that are asked for, by path and value;
    ``named`` those that only a path names besides, as their value is not one of ``values``."""

    asked: tuple[Place, ...]
    named: tuple[Place, ...]

    def shown(self, held: Held) -> frozenset[Place]:
        """What of ``held`` is to be disclosed: exactly what is asked, its parents included, for
        they are needed to show it, and its own parts (7.3: a claim with its sub-claims)."""
        return _related(held.disclosed or (), self.asked)

    def allows(self, held: Held) -> bool:
        """Whether nothing was disclosed that was not asked for."""
        disclosed = held.disclosed or frozenset()
        return disclosed == _related(disclosed, (*self.asked, *self.named))


def fits(query: CredentialQuery, held: Held) -> tuple[Fit, ...] | FieldProblem:
    """The ways in which ``held`` answers ``query``, the verifier's first choice first; or why it
    does not: format, meta, claims and their values."""
    meta_fits = FORMATS.get(query.format)
    if meta_fits is None or held.format != query.format or not meta_fits(query.meta, held.types):
        return reason("type_missing")
    if query.trusted_authorities:
        # No type of trusted authority is supported yet, so none matches (6.1.1).
        return reason("authority_unsupported")
    # Each claim is looked up once, however many combinations name it.
    found = [_claim(each, held.document) for each in query.claims]
    by_id = {each.id: each_found for each, each_found in zip(query.claims, found, strict=True)}
    ways = [[by_id[name] for name in ids] for ids in query.claim_sets] or [found]
    problems = [
        next((each for each in way if isinstance(each, FieldProblem)), None) for way in ways
    ]
    fitting = tuple(_whole(way) for way, bad in zip(ways, problems, strict=True) if bad is None)
    return fitting or next(problem for problem in problems if problem is not None)


def _whole(way: list[Fit | FieldProblem]) -> Fit:
    parts = [each for each in way if isinstance(each, Fit)]
    return Fit(
        tuple(place for part in parts for place in part.asked),
        tuple(place for part in parts for place in part.named),
    )


def _claim(claim: ClaimsQuery, document: JsonView) -> Fit | FieldProblem:
    found = selected(document, claim.path)
    if not found:
        return reason("claim_missing", claim.path)
    wanted = {(type(value), value) for value in claim.values}
    asked = tuple(place for place, value in found if not wanted or _is_one_of(value, wanted))
    if not asked:
        return reason("value_differs", claim.path)
    return Fit(asked, tuple(place for place, _ in found) if wanted else ())


def _is_one_of(value: Any, wanted: Collection[tuple[type, Any]]) -> bool:
    """Type and value count, 1 is not true (6.3)."""
    return isinstance(value, str | int) and (type(value), value) in wanted


def _related(disclosed: Collection[Place], asked: Collection[Place]) -> frozenset[Place]:
    ends = frozenset(asked)
    ways = frozenset(begin for place in ends for begin in _beginnings(place))
    return frozenset(
        place
        for place in disclosed
        if place in ways or any(begin in ends for begin in _beginnings(place))
    )


def _beginnings(place: Place) -> Iterator[Place]:
    return (place[:length] for length in range(1, len(place) + 1))


_REASONS = {
    "value_differs": (
        "A credential of this kind is here, but {path} is not what was asked for.",
        "같은 종류의 증명서가 있지만 {path} 값이 요청과 다릅니다.",
    ),
    "claim_missing": (
        "A credential of this kind is here, but it has no {path}.",
        "같은 종류의 증명서가 있지만 {path} 항목이 없습니다.",
    ),
    "authority_unsupported": (
        "The request names trusted authorities in a way that is not supported.",
        "지원하지 않는 방식으로 신뢰 기관을 지정한 요청입니다.",
    ),
    "type_missing": (
        "There is no credential of this kind in the wallet.",
        "이 종류의 증명서가 지갑에 없습니다.",
    ),
}


def reason(code: str, path: ClaimPath = ()) -> FieldProblem:
    """Why a credential does not answer, for the holder."""
    shown = ".".join("*" if step is None else str(step) for step in path)
    en, ko = _REASONS[code]
    return FieldProblem(shown, code, en.format(path=shown), ko.format(path=shown))
