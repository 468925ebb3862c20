"""Label map factories: what blank nodes are called in statements that are signed one by one.

Canonical labels would tell how many nodes there are and in which order (Data Integrity ECDSA 1.0,
3.4.3 and 3.4.4).
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping

from .. import base64url
from ..errors import MalformedInput
from ..protocols import NewLabels


def hmac_labels(key: bytes) -> NewLabels:
    """Labels by HMAC-SHA-256 of the canonical one: ``u`` and 43 characters (3.4.4)."""

    def new_labels(canonical: Collection[str]) -> dict[str, str]:
        return {
            label: "u" + base64url.encode(hmac.digest(key, label.encode(), "sha256"))
            for label in canonical
        }

    return new_labels


def given_labels(labels: Mapping[str, str]) -> NewLabels:
    """Labels as a map gives them (3.4.3). They raise MalformedInput unless it has exactly all."""

    def new_labels(canonical: Collection[str]) -> Mapping[str, str]:
        if labels.keys() != set(canonical) or len(set(labels.values())) != len(labels):
            raise MalformedInput(
                "The proof's labels do not fit the blank nodes of the document.",
                ko="서명에 적힌 이름표가 문서의 익명 노드와 맞지 않습니다.",
            )
        return labels

    return new_labels


def shuffled_labels(key: bytes) -> NewLabels:
    """Labels ``b0``, ``b1``.. in the order of their HMACs (BBS cryptosuites, 3.2.1).

    With them a proof tells how many blank nodes there are, and nothing that only one document has.
    """
    by_hmac = hmac_labels(key)

    def new_labels(canonical: Collection[str]) -> dict[str, str]:
        hmacs = by_hmac(canonical)
        ordered = sorted(hmacs, key=hmacs.__getitem__)
        return {label: f"b{number}" for number, label in enumerate(ordered)}

    return new_labels
