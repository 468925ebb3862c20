"""Whether an answer is what was asked for: nothing missing, nothing besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...errors import OpenIdError
from .fitting import Held, fits
from .query import CredentialQuery, Query


def check_answer(query: Query, answer: Mapping[str, Sequence[Held]]) -> None:
    """Check the credentials that were shown for each query id (OpenID4VP 1.0, 8.6).

    Of a selective format, nothing may be disclosed that was not asked for (6.4.1). Raises
    OpenIdError("invalid_presentation_answer") that says what does not fit.
    """
    known = {each.id for each in query.credentials}
    if not known.issuperset(answer):
        raise _refused("an unknown query id is answered")
    for query_id, shown in answer.items():
        asked = query.credential(query_id)
        if not shown or (len(shown) > 1 and not asked.multiple):
            raise _refused(f"{query_id} must be answered by one credential")
        for each in shown:
            _check_shown(asked, each)
    for wanted in query.sets:
        if wanted.required and not any(set(answer).issuperset(o) for o in wanted.options):
            raise _refused("a required credential is missing")
    if not set(answer) <= _wanted(query, set(answer)):
        raise _refused("a credential is shown that no requested combination needs")


def _check_shown(asked: CredentialQuery, shown: Held) -> None:
    fitting = fits(asked, shown)
    if not isinstance(fitting, tuple):
        raise _refused(f"a credential shown for {asked.id} is not what was asked for")
    if not any(fit.allows(shown) for fit in fitting):
        raise _refused(f"more is shown for {asked.id} than was asked for")


def _wanted(query: Query, answered: set[str]) -> set[str]:
    """The ids in combinations that are answered whole; others were not asked for (6.4.2)."""
    whole = (o for each in query.sets for o in each.options if answered.issuperset(o))
    return {query_id for option in whole for query_id in option}


def _refused(en: str) -> OpenIdError:
    return OpenIdError(
        "invalid_presentation_answer",
        f"The answer does not fit the request: {en}.",
        ko="제출한 내용이 요청과 맞지 않습니다.",
    )
