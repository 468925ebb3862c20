"""Who the verifier is: a did:webvh of its own, made at the first start and kept in its folder.

``keys.json`` (mode 0600) has the two private keys: the one that signs requests, and the one that
may update the DID's log. ``did.jsonl`` is the public log, hosted at ``/.well-known/did.jsonl``.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from damda import base64url
from damda.dids import did_webvh
from damda.errors import DamdaError, MalformedInput
from damda.keys import SoftwareSigner
from damda.protocols import Clock, Entropy, Json, Signer
from damda.strict_json import loads

PREFIX = "decentralized_identifier:"
"""Client Identifier Prefix (OpenID4VP 1.0, 5.9.3)."""

_KEY = "key-1"


@dataclass(frozen=True, slots=True)
class Identity:
    """``signer`` signs requests under a key of ``did``; ``log`` is what resolves ``did``."""

    did: str
    signer: Signer
    log: bytes

    @property
    def client_id(self) -> str:
        return PREFIX + self.did


def load_identity(folder: Path, *, public_url: str, clock: Clock, entropy: Entropy) -> Identity:
    """The identity kept in ``folder``, or a new one. The key file is never overwritten.

    Raises DamdaError ("identity_unusable") if the folder's identity is of another public URL or
    can't be read.
    """
    keys, log = folder / "keys.json", folder / "did.jsonl"
    if not keys.exists():
        _create(keys, log, public_url=public_url, clock=clock, entropy=entropy)
    kept = _read(keys)
    if kept["public_url"] != public_url:
        raise _unusable(
            f"{folder} holds the identity of {kept['public_url']}. Start with that public URL,"
            " or with another data folder.",
            f"{folder} 폴더는 {kept['public_url']} 의 것입니다. 그 주소로 시작하거나 다른 폴더를 쓰세요.",
        )
    signer = SoftwareSigner.from_private(
        "Ed25519", base64url.decode(kept["signing_key"]), f"{kept['did']}#{_KEY}"
    )
    return Identity(kept["did"], signer, log.read_bytes())


def domain_of(public_url: str) -> str:
    """How did:webvh writes the host: a port's colon is percent-encoded (did:webvh 1.0, 3.4)."""
    return urlsplit(public_url).netloc.lower().replace(":", "%3A")


def _create(keys: Path, log: Path, *, public_url: str, clock: Clock, entropy: Entropy) -> None:
    signing = SoftwareSigner.from_private("Ed25519", entropy(32), "")
    updating = SoftwareSigner.from_private("Ed25519", entropy(32), "")
    draft = did_webvh.draft_log(
        domain_of(public_url),
        update_key=updating.public,
        keys={_KEY: signing.public},
        created=clock(),
    )
    # The log first: with keys.json in place the identity is complete.
    log.write_bytes(draft.attach(updating.sign(draft.signing_input)))
    kept: Json = {
        "did": draft.did,
        "public_url": public_url,
        "signing_key": base64url.encode(signing.private),
        "update_key": base64url.encode(updating.private),
    }
    _write_secret(keys, json.dumps(kept, indent=2).encode())


def _write_secret(path: Path, data: bytes) -> None:
    """Whole or not at all, and readable by its owner only from the first moment."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)
    part.rename(path)


def _read(path: Path) -> dict[str, str]:
    try:
        kept = loads(path.read_bytes())
    except (OSError, MalformedInput) as error:
        raise _broken(path) from error
    members = {"did", "public_url", "signing_key", "update_key"}
    if not isinstance(kept, dict) or set(kept) != members:
        raise _broken(path)
    return {name: str(value) for name, value in kept.items()}


def _broken(path: Path) -> DamdaError:
    return _unusable(
        f"{path} can't be read. Restore it from a backup, or use another data folder.",
        f"{path} 파일을 읽을 수 없습니다. 백업에서 되살리거나 다른 폴더를 쓰세요.",
    )


def _unusable(en: str, ko: str) -> DamdaError:
    return DamdaError(en, ko=ko, code="identity_unusable")
