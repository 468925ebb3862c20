"""A training badge, with a pointer to each of its parts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from damda_schemas import compiled_canonicalizer

from ..disclosures import pointers
from ..selective import Selective
from ..training import CATALOG, NOW, built


@dataclass(frozen=True, slots=True)
class DisclosedBadge:
    """``pointers`` lead to every part of ``badge``, which has no proof yet."""

    suite: Selective
    badge: dict[str, Any]
    pointers: tuple[str, ...]

    @classmethod
    def under(cls, cryptosuite: str) -> DisclosedBadge:
        canonicalizer = compiled_canonicalizer(CATALOG.compiled_contexts)
        suite = Selective.under(cryptosuite, canonicalizer=canonicalizer, created=NOW, now=NOW)
        badge = built()
        badge = {**badge, "issuer": {**badge["issuer"], "id": suite.signer.did}}
        return cls(suite, badge, tuple(pointers(badge)))

    def secured(self, *mandatory: str) -> Any:
        """The badge with a base proof."""
        return self.suite.secured(self.badge, mandatory)
