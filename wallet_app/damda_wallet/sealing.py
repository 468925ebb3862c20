"""The cryptography of the vault: a key from a PIN, and sealed bytes. No file is touched here."""

from __future__ import annotations

import itertools
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from damda.protocols import Entropy

from .errors import SetupFaulty, VaultDamaged

KEY_BYTES = 32
NONCE_BYTES = 12
SALT_BYTES = 16
MIN_PIN, MAX_PIN = 6, 128


@dataclass(frozen=True, slots=True)
class Argon2Cost:
    """What one try of a PIN costs (RFC 9106). The default takes about 0.2 s and 64 MiB."""

    memory_kib: int = 64 * 1024
    iterations: int = 3
    lanes: int = 4

    def check(self) -> None:
        """Refuses parameters of a damaged file, before memory is taken. Raises VaultDamaged."""
        lanes_fit = 1 <= self.lanes <= 16 and self.memory_kib >= 8 * self.lanes
        if not (lanes_fit and self.memory_kib <= 1024 * 1024 and 1 <= self.iterations <= 16):
            raise VaultDamaged(
                "The vault's parameters are out of range.",
                ko="보관함의 설정값이 올바르지 않습니다.",
            )


def check_pin(pin: str) -> None:
    """Refuses a new PIN that is too short or one of the first that anybody tries.

    Raises SetupFaulty ("weak_pin").
    """
    steps = {ord(b) - ord(a) for a, b in itertools.pairwise(pin)}
    if not MIN_PIN <= len(pin) <= MAX_PIN or steps in ({0}, {1}, {-1}):
        raise SetupFaulty(
            f"Choose a PIN of at least {MIN_PIN} characters that is not one character repeated "
            "or a plain sequence.",
            ko=f"PIN은 {MIN_PIN}자 이상이어야 하고, 같은 문자의 반복이나 연속된 문자는 안 됩니다.",
            code="weak_pin",
        )


def key_from_pin(pin: str, salt: bytes, cost: Argon2Cost) -> bytes:
    """32 bytes of Argon2id over the PIN (NFC, UTF-8). Raises VaultDamaged on foreign parameters."""
    cost.check()
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.iterations,
        lanes=cost.lanes,
        memory_cost=cost.memory_kib,
    )
    return kdf.derive(unicodedata.normalize("NFC", pin).encode())


def seal(key: bytes, plaintext: bytes, bound: bytes, entropy: Entropy) -> bytes:
    """nonce || AES-256-GCM ciphertext and tag; ``bound`` is the associated data."""
    nonce = entropy(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, bound)


def unseal(key: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """The plaintext, or None if key, bytes or ``bound`` are not those of `seal`."""
    if len(sealed) < NONCE_BYTES + 16:
        return None
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], bound)
    except InvalidTag:
        return None


def bind(*parts: str | int | bytes) -> bytes:
    """An unambiguous byte string of its parts: each is preceded by its length."""
    whole = b""
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        whole += len(data).to_bytes(4) + data
    return whole
