"""BBS signatures (draft-irtf-cfrg-bbs-signatures): many messages signed at once, any shown later.

Points and pairings are a library's (`groups.Groups`): py-arkworks-bls12381 (extra ``bbs``), or
for a holder's phone py-ecc (extra ``bbs-phone``). Neither is imported before `pairing_groups` or
`holder_groups` is called.
"""

from .ciphersuite import SHA_256, SHAKE_256, Ciphersuite
from .generators import MAX_MESSAGES
from .groups import Groups
from .keys import key_gen, public_key_of
from .libraries import holder_groups, pairing_groups
from .proof import prove, verify_proof
from .signature import SIGNATURE_LENGTH, sign, verify

__all__ = [
    "MAX_MESSAGES",
    "SHAKE_256",
    "SHA_256",
    "SIGNATURE_LENGTH",
    "Ciphersuite",
    "Groups",
    "holder_groups",
    "key_gen",
    "pairing_groups",
    "prove",
    "public_key_of",
    "sign",
    "verify",
    "verify_proof",
]
