"""A wallet's answer as it is kept for rechecks: ``{"vp_token": .., "anchor_proofs": ..}``."""

from __future__ import annotations

from damda.protocols import Json, JsonView


def presentations_of(answer: JsonView | None, query_id: str) -> list[Json]:
    """The presentations for one credential query (OpenID4VP 1.0, 8.1)."""
    found = answer["vp_token"].get(query_id, []) if answer else []
    return [each for each in found if isinstance(each, dict)]


def credentials_of(answer: JsonView | None, query_id: str) -> list[Json]:
    """The credentials in those presentations, as far as they can be read."""
    presentations = presentations_of(answer, query_id)
    return [each for presentation in presentations for each in credentials_in(presentation)]


def credentials_in(presentation: object) -> list[Json]:
    """The credentials that are embedded in one presentation; none in what is none."""
    held = presentation.get("verifiableCredential") if isinstance(presentation, dict) else None
    several = held if isinstance(held, list) else [held]
    return [each for each in several if isinstance(each, dict)]
