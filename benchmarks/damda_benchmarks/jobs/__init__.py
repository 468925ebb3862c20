"""The table of jobs. A new one is a module and a row."""

from __future__ import annotations

from typing import Protocol

from damda.protocols import Json

from ..limit import Bare
from ..ours import Ours
from . import (
    bbs_derive,
    bbs_verify,
    ecdsa_sd_derive,
    ecdsa_sd_issue,
    ecdsa_sd_verify,
    jcs_verify,
    rdfc_issue,
    rdfc_verify,
    rdfc_vp10_verify,
    sdjwt_issue,
    sdjwt_present,
    sdjwt_verify,
    status_check,
    webvh_resolve,
)


class Job(Protocol):
    """What a job's module has."""

    @property
    def NAME(self) -> str: ...  # noqa: N802 - a module's constant

    @property
    def TITLE(self) -> str: ...  # noqa: N802

    @property
    def PER_ROUND(self) -> int:  # noqa: N802
        """Operations of each participant in one round."""
        ...

    def material(self, name: str, ours: Ours) -> Json:
        """The document of one operation, as JSON that every peer can be handed. Another one for
        each name."""
        ...

    def limit(self, material: Json, ours: Ours) -> Bare:
        """What must be hashed and signed, or verified, whatever the software."""
        ...


JOBS: dict[str, Job] = {
    "rdfc-issue": rdfc_issue,
    "rdfc-verify": rdfc_verify,
    "rdfc-vp10-verify": rdfc_vp10_verify,
    "jcs-verify": jcs_verify,
    "status-check": status_check,
    "ecdsa-sd-issue": ecdsa_sd_issue,
    "ecdsa-sd-derive": ecdsa_sd_derive,
    "ecdsa-sd-verify": ecdsa_sd_verify,
    "bbs-derive": bbs_derive,
    "bbs-verify": bbs_verify,
    "sdjwt-issue": sdjwt_issue,
    "sdjwt-present": sdjwt_present,
    "sdjwt-verify": sdjwt_verify,
    "webvh-resolve": webvh_resolve,
}

__all__ = ["JOBS", "Job"]
