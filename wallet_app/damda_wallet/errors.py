"""The wallet's own errors, under `damda.errors.DamdaError`.

::

    DamdaError
    ├── VaultLocked     "wrong_pin" | "pin_locked_out"   with the seconds to wait
    ├── VaultDamaged    "vault_damaged"                  the file is not what the wallet wrote
    ├── VaultMissing    "vault_missing" | "vault_exists"
    ├── SetupFaulty     "setup_faulty"                   configuration or PIN that can't be used
    ├── QrUnreadable    "qr_unreadable"                  no code, or none that can be read
    └── Refused         why an offer, a request or a credential was not taken
"""

from __future__ import annotations

from damda.errors import DamdaError


class VaultLocked(DamdaError):
    """The PIN was wrong, or too many wrong ones were tried; ``wait_seconds`` until the next try."""

    code = "wrong_pin"

    def __init__(self, en: str, *, ko: str, code: str, wait_seconds: int, attempts: int) -> None:
        super().__init__(en, ko=ko, code=code)
        self.wait_seconds = wait_seconds
        self.attempts = attempts


class VaultDamaged(DamdaError):
    code = "vault_damaged"


class VaultMissing(DamdaError):
    code = "vault_missing"


class SetupFaulty(DamdaError):
    code = "setup_faulty"


class QrUnreadable(DamdaError):
    code = "qr_unreadable"


class Refused(DamdaError):
    """Something the wallet will not take part in; ``code`` says what, the sentences why.

    ``who`` is the party as far as it was known then (an issuer's URL, a verifier's client id).
    """

    code = "refused"

    def __init__(self, en: str, *, ko: str, code: str, who: str | None = None) -> None:
        super().__init__(en, ko=ko, code=code)
        self.who = who
