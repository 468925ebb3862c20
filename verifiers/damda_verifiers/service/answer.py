"""A wallet's answer as it is kept for rechecks: ``{"vp_token": .., "anchor_proofs": ..}``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from damda.protocols import JsonView

from ..asked import AskedCredential, AskedForm
from ..forms import FORMS, Presented


def presentations_of(answer: JsonView | None, form: AskedForm) -> list[Any]:
    """The presentations for one credential query (OpenID4VP 1.0, 8.1), objects or texts."""
    found = answer["vp_token"].get(form.query_id, []) if answer else []
    return [each for each in found if FORMS[form.format].is_one(each)]


def credentials_of(answer: JsonView | None, asked: AskedCredential) -> list[Presented]:
    """The credentials that were shown for what was asked, as far as they can be read."""
    return [each for form in asked.forms for each in _credentials(answer, form)]


def _credentials(answer: JsonView | None, form: AskedForm) -> Iterator[Presented]:
    for presentation in presentations_of(answer, form):
        yield from FORMS[form.format].credentials(presentation)
