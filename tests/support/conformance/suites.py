"""The entries of the W3C JSON-LD 1.1 suites, as their manifests list them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from damda import strict_json

BASE = "https://w3c.github.io/json-ld-api/tests/"
"""Where the suites are published; contexts in them are named relative to it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One test. ``kind`` is ``positive``, ``negative`` or ``syntax``."""

    id: str
    kind: str
    input: Path
    input_url: str
    expect: Path | None
    options: dict[str, Any]

    @property
    def is_of_1_0(self) -> bool:
        """Whether it is about JSON-LD 1.0, or about 1.1 in the processing mode of 1.0."""
        return "json-ld-1.0" in self.options.values()

    def document(self) -> Any:
        return strict_json.loads(self.input.read_bytes())


@dataclass(slots=True)
class SuiteResult:
    """What became of a suite's entries; ``wrong`` and ``accepted`` hold their ids."""

    total: int = 0
    of_1_0: int = 0
    html: int = 0
    right: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    refused_syntax: int = 0
    accepted_syntax: int = 0
    refused_negative: int = 0
    wrong: list[str] = field(default_factory=list)
    accepted: list[str] = field(default_factory=list)


_KINDS = {
    "jld:PositiveEvaluationTest": "positive",
    "jld:NegativeEvaluationTest": "negative",
    "jld:PositiveSyntaxTest": "syntax",
}


def entries(folder: Path, suite: str) -> list[Entry]:
    """The entries of ``suite`` (``expand`` or ``toRdf``) in the folder of the JSON-LD vectors."""
    manifest = json.loads((folder / f"{suite}-manifest.jsonld").read_text())
    return [_entry(folder, item) for item in manifest["sequence"]]


def _entry(folder: Path, item: dict[str, Any]) -> Entry:
    (kind,) = (_KINDS[name] for name in item["@type"] if name in _KINDS)
    return Entry(
        id=item["@id"],
        kind=kind,
        input=folder / item["input"],
        input_url=BASE + item["input"],
        expect=folder / item["expect"] if "expect" in item else None,
        options=item.get("option", {}),
    )
