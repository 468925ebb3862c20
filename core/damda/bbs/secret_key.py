"""A secret BBS key as a signer of bytes: the bytes are a header and messages, written as CBOR."""

from __future__ import annotations

from collections.abc import Sequence

from .. import cbor
from ..errors import MalformedInput
from .keys import public_key_of, secret_scalar
from .libraries import pairing_groups
from .signature import sign


def signing_input(header: bytes, messages: Sequence[bytes]) -> bytes:
    """What a BBS signer signs: CBOR of ``[header, [message, ...]]``."""
    return cbor.dumps([header, list(messages)])


class SecretKey:
    """32 bytes, of which nothing is shown. Raises KeyMalformed."""

    __slots__ = ("_private",)

    def __init__(self, private: bytes) -> None:
        secret_scalar(private)
        self._private = private

    @property
    def public(self) -> bytes:
        """The public key, 96 bytes. Raises ExtraMissing."""
        return public_key_of(self._private, pairing_groups())

    def sign(self, data: bytes) -> bytes:
        """The signature over a `signing_input`, 80 bytes, and the public key, 96.

        Raises MalformedInput for other bytes, LimitExceeded, ExtraMissing.
        """
        match cbor.loads(data):
            case [bytes(header), list(messages)] if all(isinstance(m, bytes) for m in messages):
                groups = pairing_groups()
                signature = sign(self._private, messages, groups=groups, header=header)
                return signature + public_key_of(self._private, groups)
        raise MalformedInput(
            "A BBS key signs a header and a list of messages only.",
            ko="BBS 키는 헤더와 항목 목록에만 서명할 수 있습니다.",
        )
