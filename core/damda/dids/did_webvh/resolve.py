"""Which version of a did:webvh is asked for, and what is known of it (did:webvh 1.0, "Read")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ...errors import DidUnresolvable
from ...protocols import Json
from ...times import format_time
from .address import parse_did
from .hashes import version_digest
from .log import VerifiedEntry, verified_entries
from .parameters import Parameters
from .refusal import refused

NOT_FOUND = "did_not_found"
"""Code of the DidUnresolvable for a version that is not there; the log itself holds."""


@dataclass(frozen=True, slots=True)
class WebvhState:
    """The DID at one log entry, and what the whole log says.

    ``version_digests`` has SHA-256 of each versionId, oldest first; ``head_digest`` is the last.
    ``deactivated`` is of this entry, ``ended`` of the newest one. ``created`` and ``updated`` are
    of the first and the newest entry, and so is ``current``, the parameters in force now.
    """

    document: Json
    version_id: str
    version_number: int
    version_time: datetime
    version_digests: tuple[bytes, ...]
    deactivated: bool
    ended: bool
    created: datetime
    updated: datetime
    current: Parameters

    @property
    def head_digest(self) -> bytes:
        """SHA-256 of the versionId of the log's newest entry, whatever version this is."""
        return self.version_digests[-1]

    def metadata(self) -> Json:
        """``didDocumentMetadata`` as "Read (Resolve)" lists it; numbers are texts there."""
        witnesses = self.current.witnesses
        witness: Json = {} if witnesses is None else witnesses.parameter()
        if witnesses is not None:
            witness["threshold"] = str(witnesses.threshold)
        return {
            "versionId": self.version_id,
            "versionNumber": str(self.version_number),
            "versionTime": format_time(self.version_time),
            "created": format_time(self.created),
            "updated": format_time(self.updated),
            "scid": self.current.scid,
            "portable": self.current.portable,
            "deactivated": self.ended,
            "ttl": str(self.current.ttl),
            "witness": witness,
            "watchers": list(self.current.watchers),
        }


@dataclass(frozen=True, slots=True)
class WebvhHistory:
    """A log that holds, of a DID that it has or had; at least one entry."""

    did: str
    entries: tuple[VerifiedEntry, ...]

    def state(
        self,
        *,
        version_time: datetime | None = None,
        version_id: str | None = None,
        version_number: int | None = None,
    ) -> WebvhState:
        """The DID at the last entry or at the version that is asked for, as in `resolve_log`."""
        if sum(asked is not None for asked in (version_time, version_id, version_number)) > 1:
            raise refused("One version is asked for at a time.")
        chosen = _chosen(self.entries, version_time, version_id, version_number)
        return _state(self.entries, chosen)


def resolve_log(
    did: str,
    log: bytes,
    *,
    now: datetime,
    version_time: datetime | None = None,
    version_id: str | None = None,
    version_number: int | None = None,
    witness_proofs: bytes | None = None,
) -> WebvhState:
    """The state of ``did`` at the last entry, or at the version that is asked for.

    ``version_time`` asks for the last entry not after it; at most one of the three is given.
    ``witness_proofs`` is ``did-witness.json``; a log with witnesses does not hold without. Raises
    DidUnresolvable if anything in the log doesn't hold, the asked version or not ("Read", step 10,
    leaves the choice), and with the code ``did_not_found`` if the log holds and has no such
    version.
    """
    history = read_history(did, log, now=now, witness_proofs=witness_proofs)
    return history.state(
        version_time=version_time, version_id=version_id, version_number=version_number
    )


def read_history(
    did: str, log: bytes, *, now: datetime, witness_proofs: bytes | None = None
) -> WebvhHistory:
    """The log of ``did``, verified once for all versions that are asked for. Raises like
    `resolve_log`."""
    address = parse_did(did)
    entries = verified_entries(log, now, witness_proofs)
    if entries[0].after.scid != address.scid:
        raise refused("The log is of another DID.")
    if all(verified.entry.state["id"] != did for verified in entries):
        raise refused("The log never had this DID.")
    return WebvhHistory(did, tuple(entries))


def _chosen(
    entries: Sequence[VerifiedEntry],
    version_time: datetime | None,
    version_id: str | None,
    version_number: int | None,
) -> VerifiedEntry:
    if version_id is not None:
        asked = [v for v in entries if v.entry.version_id == version_id]
    elif version_number is not None:
        asked = [v for v in entries if v.entry.number == version_number]
    elif version_time is not None:
        asked = [v for v in entries if v.entry.time <= version_time]
    else:
        asked = list(entries)
    if asked:
        return asked[-1]
    why = "The DID was not there yet at that time." if version_time else "There is no such version."
    raise DidUnresolvable(
        f"did:webvh: {why}",
        ko="DID 이력에 그 시각 또는 그 번호의 판이 없습니다.",
        code=NOT_FOUND,
    )


def _state(entries: Sequence[VerifiedEntry], chosen: VerifiedEntry) -> WebvhState:
    newest = entries[-1]
    return WebvhState(
        document=chosen.entry.state,
        version_id=chosen.entry.version_id,
        version_number=chosen.entry.number,
        version_time=chosen.entry.time,
        version_digests=tuple(version_digest(v.entry.version_id) for v in entries),
        deactivated=chosen.after.deactivated,
        ended=newest.after.deactivated,
        created=entries[0].entry.time,
        updated=newest.entry.time,
        current=newest.after,
    )
