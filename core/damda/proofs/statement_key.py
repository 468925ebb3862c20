"""The key of one proof of ecdsa-sd-2023, which signs statements one by one and is then forgotten.

`damda.keys.SoftwareSigner` would do; a badge has a hundred statements, and what is around each of
its signatures is left out here.
"""

from __future__ import annotations

from collections.abc import Iterable

from cryptography.hazmat.primitives.asymmetric import ec

from ..elliptic_curves import CURVES
from ..keys import SoftwareSigner
from ..protocols import Entropy

_CURVE = CURVES["P-256"]


class StatementKey:
    """A new P-256 key; ``entropy`` gives its scalar (32 bytes)."""

    def __init__(self, entropy: Entropy) -> None:
        made = SoftwareSigner.create("P-256", entropy=entropy)
        self._key = ec.derive_private_key(int.from_bytes(made.private), _CURVE.curve)
        self.public = made.public

    def sign_each(self, statements: Iterable[bytes]) -> list[bytes]:
        """A signature over each statement: r and s, 64 bytes (RFC 7518, 3.4)."""
        sign, ecdsa = self._key.sign, _CURVE.ecdsa
        return [_fixed(sign(statement, ecdsa)) for statement in statements]


def _fixed(der: bytes) -> bytes:
    """r and s in 32 bytes each, of ``SEQUENCE {INTEGER r, INTEGER s}``, all lengths below 128."""
    end = 4 + der[3]
    r, s = der[4:end], der[end + 2 :]
    return r[-32:].rjust(32, b"\0") + s[-32:].rjust(32, b"\0")
