"""What the catalog of institutions calls the claims of a credential, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from damda_issuers.catalog import Catalog

type Path = tuple[str | int, ...]
type Labels = Mapping[Path, tuple[str, str]]
"""Path in the credential to its name in Korean and English."""


def labels_for(types: object, catalog: Catalog) -> Labels:
    """The names of the claims of every catalogued type among ``types``; none for others."""
    named = [name for name in types if isinstance(name, str)] if isinstance(types, list) else []
    return {
        claim.path: (claim.ko, claim.en)
        for institution in catalog.institutions.values()
        for kind in institution.types.values()
        if kind.id in named
        for claim in kind.claims
    }


def labels_json(labels: Labels) -> list[dict[str, Any]]:
    """``[{"path": [...], "ko": ..., "en": ...}]``."""
    return [{"path": list(path), "ko": ko, "en": en} for path, (ko, en) in labels.items()]
