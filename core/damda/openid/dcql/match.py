"""Which of the held credentials answer a query (OpenID4VP 1.0, 6.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ...errors import FieldProblem
from .fitting import NEARNESS, Fit, Held, fits, reason
from .paths import ClaimPath, Place
from .query import CredentialQuery, Query


@dataclass(frozen=True, slots=True)
class QueryMatch:
    """One credential query and what answers it.

    ``candidates``: ids of the held credentials that answer, in the order they were given;
    ``claims``: the paths that are asked for; ``unmet``: why nothing answers. ``disclosed``: of
    candidates in a selective format, by id, the places that are to be disclosed, no others.
    """

    query: CredentialQuery
    candidates: tuple[str, ...]
    claims: tuple[ClaimPath, ...]
    required: bool
    unmet: FieldProblem | None
    disclosed: Mapping[str, frozenset[Place]] = field(default_factory=dict)


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
    found = {each.id: [fits(each, card) for card in held] for each in query.credentials}
    met = {name for name, fitting in found.items() if any(isinstance(f, tuple) for f in fitting)}
    answer = _answer(query, met)
    could_be = {q for s in query.sets if s.required for option in s.options for q in option}
    required = could_be if answer is None else set(answer)
    return Match(
        tuple(
            _query_match(each, held, found[each.id], required=each.id in required)
            for each in query.credentials
        ),
        answer,
    )


def _query_match(
    query: CredentialQuery,
    held: Sequence[Held],
    found: Sequence[tuple[Fit, ...] | FieldProblem],
    *,
    required: bool,
) -> QueryMatch:
    # The first way that can be answered is the one the verifier likes best (6.4.1).
    best = [(h, fit[0]) for h, fit in zip(held, found, strict=True) if isinstance(fit, tuple)]
    return QueryMatch(
        query=query,
        candidates=tuple(card.id for card, _ in best),
        claims=tuple(claim.path for claim in query.claims),
        required=required,
        unmet=None if best else _nearest(found),
        disclosed={card.id: fit.shown(card) for card, fit in best if card.disclosed is not None},
    )


def _answer(query: Query, met: set[str]) -> tuple[str, ...] | None:
    chosen: list[str] = []
    for each in query.sets:
        option = next((o for o in each.options if met.issuperset(o)), None)
        if option is None and each.required:
            return None
        if option is not None and each.required:
            chosen += [name for name in option if name not in chosen]
    return tuple(chosen)


def _nearest(found: Sequence[tuple[Fit, ...] | FieldProblem]) -> FieldProblem:
    """The reason of the credential that came closest."""
    known = [each for each in found if isinstance(each, FieldProblem)]
    if not known:
        return reason("type_missing")
    return min(known, key=lambda each: NEARNESS.index(each.code))
