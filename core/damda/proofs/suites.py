"""The table of cryptosuites. A new one is a module and a row."""

from __future__ import annotations

from ..keys import Algorithm
from . import (
    bbs_2023,
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    ecdsa_sd_2023,
    ed25519_signature_2020,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
)
from .cryptosuite import Cryptosuite
from .selective_suite import SelectiveSuite

CRYPTOSUITES: dict[str, Cryptosuite] = {
    "eddsa-rdfc-2022": eddsa_rdfc_2022.SUITE,
    "eddsa-jcs-2022": eddsa_jcs_2022.SUITE,
    "ecdsa-rdfc-2019": ecdsa_rdfc_2019.SUITE,
    "ecdsa-jcs-2019": ecdsa_jcs_2019.SUITE,
}

LEGACY_SUITES: dict[str, Cryptosuite] = {
    "Ed25519Signature2020": ed25519_signature_2020.SUITE,
}
"""Proof types from before ``DataIntegrityProof``: read, never issued."""

SELECTIVE_SUITES: dict[str, SelectiveSuite] = {
    "ecdsa-sd-2023": ecdsa_sd_2023.SUITE,
    "bbs-2023": bbs_2023.SUITE,
}
"""Those with which the holder shows a part of the document."""

CRYPTOSUITE_OF: dict[Algorithm, str] = {
    "EdDSA": "eddsa-rdfc-2022",
    "ES256": "ecdsa-rdfc-2019",
    "ES384": "ecdsa-rdfc-2019",
    "BBS": "bbs-2023",
}
"""The cryptosuite that a signer of this algorithm uses when none is named."""

__all__ = [
    "CRYPTOSUITES",
    "CRYPTOSUITE_OF",
    "LEGACY_SUITES",
    "SELECTIVE_SUITES",
    "Cryptosuite",
    "SelectiveSuite",
]
