"""The table of cryptosuites. A new one is a module and a row."""

from __future__ import annotations

from typing import Protocol

from ..keys import Algorithm
from ..protocols import Canonicalizer, JsonView
from . import ecdsa_rdfc_2019, eddsa_jcs_2022, eddsa_rdfc_2022


class Cryptosuite(Protocol):
    """What a cryptosuite's module has."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 - a module's constant

    @property
    def KEY_KIND(self) -> str: ...  # noqa: N802

    def signing_input(
        self, document: JsonView, proof_config: JsonView, canonicalizer: Canonicalizer, /
    ) -> bytes:
        """The bytes that are signed, of a document without ``proof`` and a configuration without
        ``proofValue``. Raises MalformedInput."""
        ...


CRYPTOSUITES: dict[str, Cryptosuite] = {
    "eddsa-rdfc-2022": eddsa_rdfc_2022,
    "eddsa-jcs-2022": eddsa_jcs_2022,
    "ecdsa-rdfc-2019": ecdsa_rdfc_2019,
}

CRYPTOSUITE_OF: dict[Algorithm, str] = {
    "EdDSA": "eddsa-rdfc-2022",
    "ES256": "ecdsa-rdfc-2019",
}
"""The cryptosuite that a signer of this algorithm uses when none is named."""

__all__ = ["CRYPTOSUITES", "CRYPTOSUITE_OF", "Cryptosuite"]
