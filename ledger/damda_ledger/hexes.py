"""Ethereum's hexadecimal: strict readers for quantities, data and addresses from outside."""

from __future__ import annotations

import re

from damda.errors import MalformedInput
from eth_hash.auto import keccak
from eth_utils.address import to_checksum_address

_QUANTITY = re.compile(r"0x[0-9a-fA-F]{1,64}")
_DATA = re.compile(r"0x(?:[0-9a-fA-F]{2})*")
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{40}")


def quantity_from(value: object) -> int:
    """A JSON-RPC quantity, "0x1a". Raises MalformedInput."""
    if not isinstance(value, str) or not _QUANTITY.fullmatch(value):
        raise _malformed("a quantity")
    return int(value, 16)


def int_from(value: object) -> int:
    """A JSON number that is a whole one and not negative. Raises MalformedInput."""
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _malformed("a whole number")
    return value


def bytes_from(value: object) -> bytes:
    """0x and an even number of digits. Raises MalformedInput."""
    if not isinstance(value, str) or not _DATA.fullmatch(value):
        raise _malformed("hexadecimal data")
    return bytes.fromhex(value[2:])


def bytes32_from(value: object) -> bytes:
    """Exactly 32 bytes. Raises MalformedInput."""
    data = bytes_from(value)
    if len(data) != 32:
        raise _malformed("32 bytes")
    return data


def address_from(value: object) -> str:
    """An address, given back checksummed; a wrong mixed-case checksum is refused (EIP-55).

    Raises MalformedInput.
    """
    if not isinstance(value, str) or not _ADDRESS.fullmatch(value):
        raise _malformed("an address (0x and 40 hexadecimal digits)")
    checksummed = str(to_checksum_address(value))
    digits = value[2:]
    if digits not in (digits.lower(), digits.upper()) and value != checksummed:
        raise _malformed("an address with a right checksum")
    return checksummed


def text_hash(text: str) -> bytes:
    """keccak-256 of the UTF-8 text: how the contracts name a DID or a credential type."""
    return keccak(text.encode("utf-8"))


def _malformed(what: str) -> MalformedInput:
    return MalformedInput(f"Expected {what}.", ko=f"형식이 올바르지 않습니다: {what}.")
