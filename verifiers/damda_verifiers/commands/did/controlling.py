"""Making, changing and ending a DID: keys in a keystore, the log in a folder to be published."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from damda.dids import DidDocument, did_jwk, did_key
from damda.dids.did_webvh import (
    LogDraft,
    ParameterChanges,
    draft_approval,
    draft_log,
    draft_update,
    log_url,
    verified_entries,
    with_approval,
    witness_list,
)
from damda.dids.did_webvh.address import notification_url
from damda.dids.did_webvh.hashes import hash_of_key
from damda.dids.did_webvh.log import entries_but_for_witnesses
from damda.dids.did_webvh.parameters import Parameters, active_witnesses
from damda.dids.parallel_did_web import did_web_of, parallel_document
from damda.errors import DidUnresolvable, MalformedInput
from damda.keys import PublicKey, SoftwareSigner
from damda.protocols import Json

from .document_keys import changed_keys
from .keystore import Keystore
from .log_folder import LogFolder
from .place import domain_path

KEY_NAME = "key-1"


@dataclass(frozen=True, slots=True)
class Control:
    """What every command of a DID's controller works with."""

    folder: LogFolder
    keys: Keystore
    now: datetime


def create(given: argparse.Namespace, control: Control) -> Json:
    """A new DID. Raises DamdaError; nothing is written over."""
    if given.method != "webvh":
        return _create_of_key(given, control)
    control.folder.check_new()
    place = domain_path(_required(given.place))
    update, key = control.keys.create("Ed25519"), control.keys.create(given.kind)
    also_known_as = list(given.also_known_as or ())
    if given.did_web:
        also_known_as.append(f"did:web:{place}")
    draft = draft_log(
        place,
        update_key=update.public,
        keys={KEY_NAME: key.public},
        created=control.now,
        also_known_as=also_known_as,
        next_keys=[control.keys.create("Ed25519").public] if given.pre_rotation else [],
        portable=given.portable,
        witnesses=witness_list(given.threshold, given.witness) if given.witness else None,
        watchers=given.watcher or (),
        ttl=given.ttl,
    )
    return _written(control, b"", draft, update, did_web=given.did_web)


def update(given: argparse.Namespace, control: Control) -> Json:
    """The next version. Raises DamdaError."""
    log, proofs = control.folder.log(), control.folder.witness_proofs()
    last = verified_entries(log, control.now, proofs)[-1]
    signer = _signer(control.keys, last.after)
    draft = draft_update(
        log,
        update_key=signer.public,
        created=control.now,
        keys=changed_keys(last.entry.state, control.keys, given),
        also_known_as=given.also_known_as,
        update_keys=_update_keys(given, control.keys, last.after),
        next_keys=_next_keys(given, control.keys, last.after),
        move_to=domain_path(given.move_to) if given.move_to else None,
        parameters=_parameters(given),
        witness_proofs=proofs,
    )
    return _written(control, log, draft, signer, did_web=given.did_web)


def deactivate(given: argparse.Namespace, control: Control) -> Json:
    """The last version. Raises DamdaError."""
    if not given.yes:
        raise MalformedInput(
            "A deactivated DID can never be used again. If you are sure, add --yes.",
            ko="사용을 끝낸 DID는 다시 쓸 수 없습니다. 확실하면 --yes 를 붙여 주세요.",
            code="usage",
        )
    log, proofs = control.folder.log(), control.folder.witness_proofs()
    last = verified_entries(log, control.now, proofs)[-1]
    signer = _signer(control.keys, last.after)
    draft = draft_update(
        log, update_key=signer.public, created=control.now, deactivate=True, witness_proofs=proofs
    )
    return _written(control, log, draft, signer, did_web=False)


def witness(_given: argparse.Namespace, control: Control) -> Json:
    """Approves the newest version with every witness key at hand. Raises DamdaError."""
    log, proofs = control.folder.log(), control.folder.witness_proofs()
    last = entries_but_for_witnesses(log, control.now)[-1]
    active = active_witnesses(last.before, last.after)
    ids = () if active is None else active.ids
    mine = [signer for signer in control.keys if signer.did in ids]
    if not mine:
        raise DidUnresolvable(
            "No key of this file is a witness of the newest version.",
            ko="이 키 파일에는 최신 판의 증인 키가 없습니다.",
            code="no_witness_key",
        )
    for signer in mine:
        draft = draft_approval(log, witness=signer.public, created=control.now)
        proofs = with_approval(proofs, draft.attach(signer.sign(draft.signing_input)))
    control.folder.write(control.folder.witness_file, proofs or b"[]")
    return {
        "version": last.entry.version_id,
        "witnesses": [signer.did for signer in mine],
        "missing": _approvals_missing(control, log),
        "files": [str(control.folder.witness_file)],
    }


def _create_of_key(given: argparse.Namespace, control: Control) -> Json:
    if given.place is not None:
        raise MalformedInput(
            f"A did:{given.method} lies nowhere: leave out the address.",
            ko=f"did:{given.method}에는 주소가 필요 없습니다.",
            code="usage",
        )
    key = control.keys.create(given.kind).public
    control.keys.save()
    did = did_key.did_of(key) if given.method == "key" else did_jwk.did_of(key)
    return {"did": did, "verificationMethod": f"{did}#{_fragment(given.method, key)}"}


def _fragment(method: str, key: PublicKey) -> str:
    return key.multikey if method == "key" else "0"


def _written(
    control: Control, log: bytes, draft: LogDraft, signer: SoftwareSigner, *, did_web: bool
) -> Json:
    # Keys first: a log whose keys are lost could never be continued.
    whole = log + draft.attach(signer.sign(draft.signing_input))
    newest = entries_but_for_witnesses(whole, control.now)[-1]
    control.keys.save()
    folder, files = control.folder, [control.folder.log_file]
    folder.write(folder.log_file, whole)
    if did_web or folder.did_web_file.exists():
        document = parallel_document(DidDocument(draft.did, draft.entry["state"]))
        text = json.dumps(document, ensure_ascii=False, indent=2).encode() + b"\n"
        folder.write(folder.did_web_file, text)
        files.append(folder.did_web_file)
    return {
        "did": draft.did,
        "version": draft.entry["versionId"],
        "publish": log_url(draft.did),
        **({"did_web": did_web_of(draft.did)} if len(files) > 1 else {}),
        "notify": _notifications(draft.did, newest.after.watchers),
        "missing": _approvals_missing(control, whole),
        "files": [str(file) for file in files],
    }


def _notifications(did: str, watchers: Sequence[str]) -> list[str]:
    # A watcher may be named by any URI; only those on the web can be told.
    return [notification_url(one, did) for one in watchers if one.startswith("https://")]


def _approvals_missing(control: Control, log: bytes) -> bool:
    try:
        verified_entries(log, control.now, control.folder.witness_proofs())
    except DidUnresolvable:
        return True
    return False


def _signer(keys: Keystore, in_force: Parameters) -> SoftwareSigner:
    """The key that may sign the next entry: in force, or announced where pre-rotation is on."""
    allowed = list(in_force.update_keys)
    if in_force.next_key_hashes:
        known = [key.multikey for key in keys.public_keys() if key.kind == "Ed25519"]
        allowed = [name for name in known if hash_of_key(name) in in_force.next_key_hashes]
    found = keys.find(allowed)
    if found is None:
        raise DidUnresolvable(
            "No key of this file may sign the next version of the DID.",
            ko="이 키 파일에는 DID의 다음 판에 서명할 수 있는 키가 없습니다.",
            code="no_update_key",
        )
    return found


def _update_keys(
    given: argparse.Namespace, keys: Keystore, in_force: Parameters
) -> list[PublicKey] | None:
    # With pre-rotation every entry rotates, to the announced key (`draft_update`).
    if given.rotate and not in_force.next_key_hashes:
        return [keys.create("Ed25519").public]
    return None


def _next_keys(
    given: argparse.Namespace, keys: Keystore, in_force: Parameters
) -> list[PublicKey] | None:
    if given.no_pre_rotation:
        return []
    if given.pre_rotation or in_force.next_key_hashes:
        return [keys.create("Ed25519").public]
    return None


def _parameters(given: argparse.Namespace) -> ParameterChanges:
    witnesses: Any = "none" if given.no_witness else None
    if given.witness:
        witnesses = witness_list(given.threshold, given.witness)
    watchers = [] if given.no_watchers else given.watcher
    return ParameterChanges(
        witnesses=witnesses,
        watchers=watchers,
        ttl=given.ttl,
        portable=False if given.not_portable else None,
    )


def _required(place: str | None) -> str:
    if place is None:
        raise MalformedInput(
            "Where the DID will lie is needed: example.go.kr/issuers/rice",
            ko="DID를 둘 주소가 필요합니다: example.go.kr/issuers/rice",
            code="usage",
        )
    return place
