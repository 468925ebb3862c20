"""The keys of a document as they become by ``--add-key`` and ``--remove-key``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping

from damda.errors import DamdaError, MalformedInput
from damda.keys import PublicKey
from damda.protocols import JsonView

from .keystore import Keystore


def changed_keys(
    state: JsonView, keys: Keystore, given: argparse.Namespace
) -> Mapping[str, PublicKey] | None:
    """All keys of the document by fragment, None if none is added or removed.

    Raises MalformedInput for a name that is there already or is not, and for a document with keys
    that this command does not know how to write.
    """
    if not given.add_key and not given.remove_key:
        return None
    found = _keys_of(state)
    for name in given.remove_key or ():
        if found.pop(name, None) is None:
            raise _usage(f"The document has no key {name}.", f"문서에 {name} 키가 없습니다.")
    for name in given.add_key or ():
        if name in found:
            raise _usage(
                f"The document has a key {name} already.", f"문서에 {name} 키가 이미 있습니다."
            )
        found[name] = keys.create(given.kind).public
    return found


def _keys_of(state: JsonView) -> dict[str, PublicKey]:
    found: dict[str, PublicKey] = {}
    prefix = f"{state['id']}#"
    listed = state.get("verificationMethod")
    for method in listed if isinstance(listed, list) else ():
        id_ = method.get("id") if isinstance(method, dict) else None
        if not isinstance(id_, str) or not id_.startswith(prefix):
            raise _foreign()
        try:
            found[id_.removeprefix(prefix)] = PublicKey.from_multikey(
                method.get("publicKeyMultibase")
            )
        except DamdaError as error:
            raise _foreign() from error
    return found


def _foreign() -> MalformedInput:
    return _usage(
        "The document has keys that were not written by damda did; they can't be changed here.",
        "damda did가 쓰지 않은 키가 문서에 있어 여기서는 키를 바꿀 수 없습니다.",
    )


def _usage(en: str, ko: str) -> MalformedInput:
    return MalformedInput(en, ko=ko, code="usage")
