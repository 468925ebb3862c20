"""New log entries: the first one, an update, a deactivation. Signed elsewhere, then attached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ...keys import PublicKey
from ...protocols import Json, JsonView


@dataclass(frozen=True, slots=True)
class LogDraft:
    """A log entry, complete but for the signature of ``update_key`` over ``signing_input``."""

    did: str
    entry: Json
    proof: Json
    signing_input: bytes

    def attach(self, signature: bytes) -> bytes:
        """The entry as one JSON line with its line feed, to append to the log.

        Raises MalformedInput if the signature is not 64 bytes.
        """
        raise NotImplementedError


def draft_log(
    domain_path: str,
    *,
    update_key: PublicKey,
    keys: Mapping[str, PublicKey],
    created: datetime,
    also_known_as: Sequence[str] = (),
    services: Sequence[JsonView] = (),
    next_keys: Sequence[PublicKey] = (),
    portable: bool = False,
) -> LogDraft:
    """The first entry of a new DID.

    ``domain_path`` is what follows the SCID, as text: ``localhost%3A8130:keis``. ``keys`` are the
    document's keys by fragment (``key-1``), listed for assertion and authentication. ``next_keys``
    switches pre-rotation on. Raises MalformedInput.
    """
    raise NotImplementedError


def draft_update(
    log: bytes,
    *,
    update_key: PublicKey,
    created: datetime,
    keys: Mapping[str, PublicKey] | None = None,
    also_known_as: Sequence[str] | None = None,
    services: Sequence[JsonView] | None = None,
    update_keys: Sequence[PublicKey] | None = None,
    next_keys: Sequence[PublicKey] | None = None,
    deactivate: bool = False,
) -> LogDraft:
    """The next entry of a log that holds; what is None stays as it is.

    ``update_key`` signs and must be allowed to. Raises DidUnresolvable if the log doesn't hold or
    is deactivated, MalformedInput if the update would not hold.
    """
    raise NotImplementedError
