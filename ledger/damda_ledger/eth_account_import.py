"""eth-account, without what its import does to the process.

py_ecc, which it imports, raises Python's recursion limit to 100,000. Every library that takes
RecursionError for "nested too deeply" would then take gigabytes before it refuses a hostile input.
"""

import sys

_before = sys.getrecursionlimit()

from eth_account import Account  # noqa: E402
from eth_account.signers.local import LocalAccount  # noqa: E402

sys.setrecursionlimit(_before)

__all__ = ["Account", "LocalAccount"]
