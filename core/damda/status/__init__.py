"""Status lists: what became of a credential after it was issued.

Here: Bitstring Status List 1.0 (W3C), for Data Integrity credentials. `token_list`, `token_jwt`
and `token_cwt` are the IETF Token Status List (draft 21), for JWT and CWT based ones; the two
differ in the order of bits, in compression and in what a value means.
"""

from .bitstring import (
    MAX_BITS,
    MIN_BITS,
    MIN_ENTRIES,
    bit,
    decode,
    encode,
    new_list,
    value,
    with_bit,
    with_value,
)
from .entry import ENTRY_TYPE, ListPurpose, StatusEntry, parse_entry, status_entry
from .list_credential import (
    CONTEXT,
    LIST_CREDENTIAL_TYPE,
    LIST_TYPE,
    BitstringList,
    read_list,
    status_list_credential,
)

__all__ = [
    "CONTEXT",
    "ENTRY_TYPE",
    "LIST_CREDENTIAL_TYPE",
    "LIST_TYPE",
    "MAX_BITS",
    "MIN_BITS",
    "MIN_ENTRIES",
    "BitstringList",
    "ListPurpose",
    "StatusEntry",
    "bit",
    "decode",
    "encode",
    "new_list",
    "parse_entry",
    "read_list",
    "status_entry",
    "status_list_credential",
    "value",
    "with_bit",
    "with_value",
]
