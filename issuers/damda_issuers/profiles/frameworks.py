"""Frameworks that an achievement can be aligned with: the literal table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

from damda.protocols import Json
from damda_schemas.codes import ncs


@dataclass(frozen=True, slots=True)
class Framework:
    """``url`` is the framework's own site; the claim types of which the values are its codes."""

    url: str
    display_name: Callable[[str], str]
    claim_types: frozenset[str]


FRAMEWORKS: MappingProxyType[str, Framework] = MappingProxyType(
    {
        "NCS": Framework(
            "https://www.ncs.go.kr",
            ncs.display_name,
            frozenset({"code:ncs8", "code:ncsUnit", "array:code:ncs8", "array:code:ncsUnit"}),
        ),
    }
)


def alignment(name: str, code: str) -> Json:
    """One Alignment (Open Badges 3.0, B.1.4); ``targetName`` and ``targetUrl`` are required."""
    framework = FRAMEWORKS[name]
    return {
        "type": ["Alignment"],
        "targetCode": code,
        "targetFramework": name,
        "targetName": framework.display_name(code),
        "targetUrl": framework.url,
    }


def alignment_schema() -> Json:
    """JSON Schema of what `alignment` makes."""
    return {
        "type": "object",
        "properties": {
            "type": {"const": ["Alignment"]},
            "targetCode": {"type": "string", "minLength": 1},
            "targetFramework": {"enum": sorted(FRAMEWORKS)},
            "targetName": {"type": "string", "minLength": 1},
            "targetUrl": {"enum": sorted({row.url for row in FRAMEWORKS.values()})},
        },
        "required": ["type", "targetCode", "targetFramework", "targetName", "targetUrl"],
        "additionalProperties": False,
    }
