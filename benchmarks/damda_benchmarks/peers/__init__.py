"""The table of peers. A new one is a module and a row.

Each module has ``NAME`` as in the rows, ``INSTALL`` (how to get it), ``COVERS`` (per job, what its
call does, for the page) and ``participant(parties)``, which raises `Missing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from ..participant import Participant
from ..parties import Parties
from . import (
    acapy,
    did_webvh,
    digitalbazaar,
    openvc_core,
    polaris,
    pyld,
    sd_jwt_js,
    sd_jwt_python,
)


class Peer(Protocol):
    """What a peer's module has."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 - a module's constant

    @property
    def INSTALL(self) -> str: ...  # noqa: N802

    @property
    def COVERS(self) -> Mapping[str, str]: ...  # noqa: N802

    def participant(self, parties: Parties, /) -> Participant:
        """Raises ImportError, or Missing, if it is not installed."""
        ...


PEERS: dict[str, Peer] = {
    "pyld": pyld,
    "openvc-core": openvc_core,
    "acapy": acapy,
    "digitalbazaar": digitalbazaar,
    "sd-jwt-vc (npm)": sd_jwt_js,
    "sd-jwt (PyPI)": sd_jwt_python,
    "polaris-oid4vp": polaris,
    "did-webvh": did_webvh,
}

__all__ = ["PEERS", "Peer"]
