"""How each credential format reads its ``meta`` (OpenID4VP 1.0, appendix B)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from ...protocols import JsonView

type MetaMatch = Callable[[JsonView, Collection[str]], bool]
"""Whether a credential with these types (`Held.types`) fits a query's ``meta``."""


def _ldp_vc(meta: JsonView, types: Collection[str]) -> bool:
    """``type_values``: alternatives of expanded types that must all be there (B.1.1)."""
    alternatives: Any = meta.get("type_values")
    if not isinstance(alternatives, list) or not alternatives:
        return False
    return any(
        isinstance(each, list) and each and all(isinstance(t, str) and t in types for t in each)
        for each in alternatives
    )


def _dc_sd_jwt(meta: JsonView, types: Collection[str]) -> bool:
    """``vct_values``: alternatives, of which the credential is one (B.3.5)."""
    alternatives: Any = meta.get("vct_values")
    if not isinstance(alternatives, list) or not all(
        isinstance(each, str) for each in alternatives
    ):
        return False
    return any(each in types for each in alternatives)


FORMATS: dict[str, MetaMatch] = {"ldp_vc": _ldp_vc, "dc+sd-jwt": _dc_sd_jwt}
"""A format that is not here matches nothing."""
