"""What an institution publishes as its DID document is whole, by pydid's model."""

from typing import Any

import pytest
from damda.dids.did_webvh import draft_log
from damda.errors import MalformedInput
from damda_agent.did_documents import modelled
from support.did_logs import NOW, signer

DRAFT = draft_log(
    "localhost%3A8130:keis",
    update_key=signer(1).public,
    keys={"key-1": signer(2).public},
    created=NOW,
)
DID, DOCUMENT = DRAFT.did, DRAFT.entry["state"]
METHOD = DOCUMENT["verificationMethod"][0]


def test_our_own_documents_are_modelled_and_lose_nothing() -> None:
    model = modelled(DOCUMENT)
    assert model.serialize() == DOCUMENT
    assert str(model.dereference(f"{DID}#key-1").public_key_multibase) == signer(2).public.multikey


@pytest.mark.parametrize(
    "change",
    [
        {"id": "keis"},
        {"id": None},
        {"verificationMethod": "x"},
        {"verificationMethod": []},
        {"verificationMethod": [{**METHOD, "type": "SecretHandshake2026"}]},
        {"verificationMethod": [{**METHOD, "publicKeyMultibase": 5}]},
        {"verificationMethod": [METHOD, {**METHOD, "publicKeyMultibase": "z6Mk"}]},
        {"authentication": [5]},
        {"authentication": [f"{DID}#key-2"]},
        {"assertionMethod": ["#key-2"]},
        {"service": [{"id": "files"}]},
    ],
    ids=range(11),
)
def test_a_document_that_is_not_whole_is_not_published(change: dict[str, Any]) -> None:
    with pytest.raises(MalformedInput) as refused:
        modelled({**DOCUMENT, **change})
    assert refused.value.code == "did_document_malformed"
