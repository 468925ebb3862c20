"""Which of the held credentials answer a query (OpenID4VP 1.0, 6.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...errors import FieldProblem
from ...protocols import JsonView
from .formats import FORMATS
from .paths import ClaimPath, claim_values
from .query import ClaimsQuery, CredentialQuery, Query


@dataclass(frozen=True, slots=True)
class Held:
    """A credential to match. ``types`` are its expanded types (`ldp_vc.expanded_types`)."""

    id: str
    format: str
    document: JsonView
    types: frozenset[str]


@dataclass(frozen=True, slots=True)
class QueryMatch:
    """One credential query and what answers it.

    ``candidates``: ids of the held credentials that answer, in the order they were given;
    ``claims``: the paths that are asked for; ``unmet``: why nothing answers.
    """

    query: CredentialQuery
    candidates: tuple[str, ...]
    claims: tuple[ClaimPath, ...]
    required: bool
    unmet: FieldProblem | None


@dataclass(frozen=True, slots=True)
class Match:
    """``answer``: ids of the queries of the first way to answer all that is required, None if
    there is no way."""

    queries: tuple[QueryMatch, ...]
    answer: tuple[str, ...] | None

    @property
    def answerable(self) -> bool:
        return self.answer is not None


def match(query: Query, held: Sequence[Held]) -> Match:
    """Candidates for each credential query, and whether the whole can be answered."""
    reasons = {c.id: [_why_not(c, h) for h in held] for c in query.credentials}
    found = {
        name: tuple(h.id for h, reason in zip(held, why, strict=True) if reason is None)
        for name, why in reasons.items()
    }
    answer = _answer(query, {name for name, candidates in found.items() if candidates})
    could_be = {q for s in query.sets if s.required for option in s.options for q in option}
    required = could_be if answer is None else set(answer)
    return Match(
        tuple(
            QueryMatch(
                query=each,
                candidates=found[each.id],
                claims=tuple(claim.path for claim in each.claims),
                required=each.id in required,
                unmet=None if found[each.id] else _nearest(reasons[each.id]),
            )
            for each in query.credentials
        ),
        answer,
    )


def satisfies(query: CredentialQuery, held: Held) -> bool:
    """Whether one credential answers one query: format, meta, claims and their values."""
    return _why_not(query, held) is None


def _answer(query: Query, met: set[str]) -> tuple[str, ...] | None:
    chosen: list[str] = []
    for each in query.sets:
        option = next((o for o in each.options if met.issuperset(o)), None)
        if option is None and each.required:
            return None
        if option is not None and each.required:
            chosen += [name for name in option if name not in chosen]
    return tuple(chosen)


def _nearest(reasons: Sequence[FieldProblem | None]) -> FieldProblem:
    """The reason of the credential that came closest."""
    known = [reason for reason in reasons if reason is not None]
    if not known:
        return _reason("type_missing")
    return min(known, key=lambda reason: _NEARNESS.index(reason.code))


def _why_not(query: CredentialQuery, held: Held) -> FieldProblem | None:
    fits = FORMATS.get(query.format)
    if fits is None or held.format != query.format or not fits(query.meta, held.types):
        return _reason("type_missing")
    if query.trusted_authorities:
        # No type of trusted authority is supported yet, so none matches (6.1.1).
        return _reason("authority_unsupported")
    # Each claim is looked up once, however many combinations name it.
    problems = [_claim_problem(each, held.document) for each in query.claims]
    if not query.claim_sets:
        return next((problem for problem in problems if problem is not None), None)
    by_id = {each.id: problem for each, problem in zip(query.claims, problems, strict=True)}
    missing: list[FieldProblem] = []
    for ids in query.claim_sets:
        lacking = next((by_id[name] for name in ids if by_id[name] is not None), None)
        if lacking is None:
            return None
        missing.append(lacking)
    return missing[0]


def _claim_problem(claim: ClaimsQuery, document: JsonView) -> FieldProblem | None:
    found = claim_values(document, claim.path)
    if not found:
        return _reason("claim_missing", claim.path)
    wanted = {(type(value), value) for value in claim.values}
    if wanted and not any(_of_a_value(each) and (type(each), each) in wanted for each in found):
        return _reason("value_differs", claim.path)
    return None


def _of_a_value(claim: Any) -> bool:
    """Whether it can equal one of ``values``: type and value count, 1 is not true (6.3)."""
    return isinstance(claim, str | int)


_NEARNESS = ("value_differs", "claim_missing", "authority_unsupported", "type_missing")
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


def _reason(code: str, path: ClaimPath = ()) -> FieldProblem:
    shown = ".".join("*" if step is None else str(step) for step in path)
    en, ko = _REASONS[code]
    return FieldProblem(shown, code, en.format(path=shown), ko.format(path=shown))
