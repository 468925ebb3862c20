"""What a document holds, laid out to be shown; nothing of it was verified or judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..protocols import Json

SECTIONS = (
    "picture",
    "link",
    "contexts",
    "types",
    "name",
    "id",
    "issuer",
    "holder",
    "dates",
    "subject",
    "list",
    "status",
    "schemas",
    "other",
    "header",
    "payload",
    "disclosures",
    "hidden",
    "key_binding",
    "versions",
    "document",
    "parameters",
    "proofs",
    "anchor",
)
"""Every section that a reader can fill, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Description:
    """One document. ``kind`` says what it is and ``format`` how it is written; both are stable.

    ``sections`` are JSON by the names of `SECTIONS`: members as the document has them, where they
    are its own words. ``inside`` are the documents that it carries, such as a presentation's
    credentials.
    """

    kind: str
    format: str
    sections: Mapping[str, Any]
    inside: tuple[Description, ...] = ()

    def to_json(self) -> Json:
        """Machine-readable and stable."""
        return {
            "kind": self.kind,
            "format": self.format,
            "sections": {n: self.sections[n] for n in SECTIONS if n in self.sections},
            "inside": [each.to_json() for each in self.inside],
        }


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a file holds: its description, its size in bytes, and how deep its JSON goes (0 for a
    token, which is no JSON)."""

    description: Description
    size: int
    depth: int

    def to_json(self) -> Json:
        """Machine-readable and stable, with ``"verified": null``: nothing was verified."""
        whole = {"verified": None, "size": self.size, "depth": self.depth}
        return {**whole, **self.description.to_json()}
