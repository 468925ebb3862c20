"""Selective disclosure for JWTs: SD-JWT and SD-JWT+KB (RFC 9901), without a credential's meaning.

The issuer drafts, the holder selects and presents, the verifier parses, checks signature and key
binding and processes. Only the first and the last of it are about JSON from outside.
"""

from .compact import parse
from .drafting import ALWAYS_SHOWN, SdJwtDraft, draft, issue
from .hashing import HashName
from .json_serialization import parse_json, to_json
from .key_binding import KeyBinding, bind, check_key_binding, holder_key, present
from .model import MAX_BYTES, MAX_DISCLOSURES, Disclosure, Path, SdJwt
from .processing import processed
from .selecting import select
from .signature import by_signature, verify_signature

__all__ = [
    "ALWAYS_SHOWN",
    "MAX_BYTES",
    "MAX_DISCLOSURES",
    "Disclosure",
    "HashName",
    "KeyBinding",
    "Path",
    "SdJwt",
    "SdJwtDraft",
    "bind",
    "by_signature",
    "check_key_binding",
    "draft",
    "holder_key",
    "issue",
    "parse",
    "parse_json",
    "present",
    "processed",
    "select",
    "to_json",
    "verify_signature",
]
