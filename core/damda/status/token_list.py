"""The IETF Token Status List (draft 21, 4): entries of 1, 2, 4 or 8 bits, packed from the least
significant bit of each byte on, compressed as ZLIB; and a token's reference to its entry (6)."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

from ..document_members import is_absolute_uri
from ..errors import MalformedInput
from ..protocols import Json
from .inflate import MAX_BYTES, inflate
from .refusal import malformed, unreadable

ENTRY_BITS = (1, 2, 4, 8)

VALID = 0
INVALID = 1
"""Revoked, for good."""
SUSPENDED = 2


@dataclass(frozen=True, slots=True)
class TokenStatusList:
    """``bits`` an entry, and the entries in ``data``. Raises MalformedInput for other sizes."""

    bits: int
    data: bytes

    def __post_init__(self) -> None:
        if isinstance(self.bits, bool) or self.bits not in ENTRY_BITS:
            raise MalformedInput(
                "An entry of a token status list has 1, 2, 4 or 8 bits.",
                ko="토큰 상태 목록의 항목은 1, 2, 4, 8비트 중 하나여야 합니다.",
            )

    def __len__(self) -> int:
        return len(self.data) * 8 // self.bits

    def status(self, index: int) -> int:
        """The status at ``index``. Raises StatusUnreadable if the list has no such entry (8.3)."""
        byte, shift = self._place(index)
        return self.data[byte] >> shift & (1 << self.bits) - 1

    def with_status(self, index: int, status: int) -> TokenStatusList:
        """A copy with one entry changed. Raises StatusUnreadable, MalformedInput."""
        return self.with_statuses({index: status})

    def with_statuses(self, statuses: dict[int, int]) -> TokenStatusList:
        """A copy with these entries changed. Raises StatusUnreadable, MalformedInput."""
        changed, mask = bytearray(self.data), (1 << self.bits) - 1
        for index, status in statuses.items():
            byte, shift = self._place(index)
            if not 0 <= status <= mask:
                raise MalformedInput(
                    f"The status {status} does not fit into {self.bits} bits.",
                    ko=f"상태 값 {status}은(는) {self.bits}비트에 들어가지 않습니다.",
                )
            changed[byte] = changed[byte] & ~(mask << shift) | status << shift
        return TokenStatusList(self.bits, bytes(changed))

    def _place(self, index: int) -> tuple[int, int]:
        byte, bit = divmod(index * self.bits, 8)
        if not 0 <= byte < len(self.data):
            raise unreadable(f"the list has no entry {index}", f"목록에 {index}번 자리가 없습니다")
        return byte, bit


@dataclass(frozen=True, slots=True)
class StatusReference:
    """Where a token's status stands: entry ``index`` of the list token at ``uri``."""

    index: int
    uri: str


def new_token_list(length: int, bits: int = 1) -> TokenStatusList:
    """A list of at least ``length`` entries, all VALID. Raises MalformedInput if too long."""
    size = (length * bits + 7) // 8
    if not 0 < size <= MAX_BYTES:
        raise MalformedInput(
            f"A token status list has 1 to {MAX_BYTES * 8 // bits} entries.",
            ko=f"토큰 상태 목록의 항목은 1~{MAX_BYTES * 8 // bits}개여야 합니다.",
        )
    return TokenStatusList(bits, bytes(size))


def compress(listed: TokenStatusList) -> bytes:
    """The value of ``lst``: ZLIB at its highest level (4.1)."""
    return zlib.compress(listed.data, 9)


def decompress(bits: object, compressed: bytes, *, max_bytes: int = MAX_BYTES) -> TokenStatusList:
    """The list of a ``bits`` and an ``lst``, in bounded memory. Raises StatusUnreadable."""
    if not isinstance(bits, int) or isinstance(bits, bool) or bits not in ENTRY_BITS:
        raise unreadable("bits must be 1, 2, 4 or 8", "bits는 1, 2, 4, 8 중 하나여야 합니다")
    return TokenStatusList(bits, inflate(compressed, "zlib", max_bytes))


def status_claim(reference: StatusReference) -> Json:
    """The ``status`` claim of a token; in a CWT the value of claim 65535 (6.2, 6.3)."""
    return {"status_list": {"idx": reference.index, "uri": reference.uri}}


def parse_status_claim(claim: Any) -> StatusReference | None:
    """The reference in a ``status`` claim, from JSON or CBOR.

    None if the claim names other mechanisms only: its status can't be told then. Raises
    MalformedInput.
    """
    if not isinstance(claim, dict) or not claim:
        raise malformed(
            "status must be an object that names a mechanism",
            "status는 상태 확인 방법이 있는 객체여야 합니다",
        )
    if "status_list" not in claim:
        return None
    listed = claim["status_list"]
    index, uri = (listed.get("idx"), listed.get("uri")) if isinstance(listed, dict) else (None, "")
    if not isinstance(index, int) or isinstance(index, bool) or index < 0:
        raise malformed("idx must be an integer from 0 on", "idx는 0 이상의 정수여야 합니다")
    if not isinstance(uri, str) or not is_absolute_uri(uri):
        raise malformed("uri must be a URI", "uri는 주소여야 합니다")
    return StatusReference(index, uri)
