"""Which library calculates: the compiled one where it is installed, else the one for phones."""

from __future__ import annotations

from functools import cache

from .groups import Groups
from .refusals import extra_missing


@cache
def pairing_groups() -> Groups:
    """The library for issuers and verifiers. Raises ExtraMissing where it is not installed."""
    try:
        from .arkworks_groups import ArkworksGroups
    except ImportError as error:
        raise extra_missing("bbs") from error
    return ArkworksGroups()


@cache
def holder_groups() -> Groups:
    """The library for a holder who derives: either one. Raises ExtraMissing where there is none."""
    try:
        from .arkworks_groups import ArkworksGroups
    except ImportError:
        pass
    else:
        return ArkworksGroups()
    try:
        from .py_ecc_groups import PyEccGroups
    except ImportError as error:
        raise extra_missing("bbs-phone", "bbs") from error
    return PyEccGroups()
