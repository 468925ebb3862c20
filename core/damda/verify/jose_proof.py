"""Whether the issuer's signature over a JWT holds."""

from __future__ import annotations

from collections.abc import Callable

from ..errors import DamdaError, MalformedInput
from ..keys import PublicKey
from .finding import Finding, failed, passed, unknown
from .issuer_key import IssuerKey


def jose_proof(key: IssuerKey, check: Callable[[PublicKey], object]) -> Finding:
    """``check`` raises a DamdaError if the signature is not by this key."""
    if key.key is None:
        return unknown("not_checked")
    named = {
        "algorithm": key.key.algorithm,
        "verificationMethod": key.verification_method[:500],
    }
    try:
        check(key.key)
    except MalformedInput as error:
        return failed("malformed", error, **named)
    except DamdaError as error:
        return failed("proof_invalid", error, **named)
    return passed("proof_valid", **named)
