"""Texts with claims in them, such as ``"{instName}에서 {trprName} 과정을 수료했습니다."``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

_FIELD = re.compile(r"\{([A-Za-z0-9]+)\}")


def names(template: str) -> set[str]:
    """The claims that the template names."""
    return set(_FIELD.findall(template))


def text(template: str, claims: Mapping[str, Any]) -> str:
    """The template with the claims put in; one pass, so braces within a claim stay as they are."""
    return _FIELD.sub(lambda match: str(claims[match[1]]), template)


def uri(template: str, claims: Mapping[str, Any]) -> str:
    """Likewise for an identifier: what is put in is percent-encoded (RFC 3986, 2.1)."""
    return _FIELD.sub(lambda match: quote(str(claims[match[1]]), safe=""), template)
