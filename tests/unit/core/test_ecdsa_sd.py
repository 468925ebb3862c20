"""ecdsa-sd-2023: what is refused, and that nothing but what was selected can be shown."""

import copy
from typing import Any

import pytest
from damda import base64url
from damda.cbor import dumps, loads
from damda.errors import DamdaError, LimitExceeded, MalformedInput, ProofInvalid
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, draft_proof
from damda.proofs.ecdsa_sd_2023 import BASE, DERIVED, BaseValue, DerivedValue
from support.credential_world import CANONICALIZER, ISSUED
from support.disclosures import pointers, unsecured
from support.open_badge import open_badge
from support.selective import Selective

SUITE = Selective.under("ecdsa-sd-2023")
SIGNER = SUITE.signer
BADGE = open_badge(SIGNER.did, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
MANDATORY = ("/issuer", "/validFrom", "/credentialStatus")
SELECTIVE = ("/credentialSubject/achievement/name", "/credentialSubject/result/0")
OPTIONS: dict[str, Any] = {"purpose": "assertionMethod", "canonicalizer": CANONICALIZER}


def secured(document: Any = BADGE, mandatory: Any = MANDATORY, **options: Any) -> Any:
    return SUITE.secured(document, mandatory, **options)


BASE_BADGE = secured()
SHOWN = SUITE.derived(BASE_BADGE, *SELECTIVE)


def with_value(document: Any, value: str) -> Any:
    return {**document, "proof": {**document["proof"], "proofValue": value}}


def parts(document: Any) -> list[Any]:
    return loads(base64url.decode(document["proof"]["proofValue"][1:])[3:])


def with_parts(document: Any, header: bytes, components: Any) -> Any:
    return with_value(document, "u" + base64url.encode(header + dumps(components)))


def test_each_form_is_for_one_purpose() -> None:
    SUITE.check(SHOWN)
    SUITE.check(BASE_BADGE, as_holder=True)
    with pytest.raises(ProofInvalid, match="base proof, which is for the holder alone"):
        SUITE.check(BASE_BADGE)
    with pytest.raises(ProofInvalid, match="derived one"):
        SUITE.check(SHOWN, as_holder=True)
    with pytest.raises(ProofInvalid, match="derived one"):
        SUITE.derived(SHOWN, "/issuer")


def test_a_key_in_custody_signs_in_two_steps() -> None:
    draft = draft_proof(
        BADGE,
        cryptosuite="ecdsa-sd-2023",
        verification_method=SIGNER.verification_method,
        created=ISSUED,
        mandatory_pointers=MANDATORY,
        **OPTIONS,
    )
    assert len(draft.signing_input) == 32 + 35 + 32
    SUITE.check(SUITE.derived(draft.attach(SIGNER.sign(draft.signing_input))))
    with pytest.raises(MalformedInput, match="64 bytes"):
        draft.attach(bytes(63))


def test_keys_come_from_the_entropy_that_is_given() -> None:
    def same(size: int) -> bytes:
        return b"\1" * size

    first, second = (BaseValue.parse(secured(entropy=same)["proof"]["proofValue"]) for _ in "12")
    assert first.hmac_key == second.hmac_key == b"\1" * 32
    assert first.public_key == second.public_key
    fresh = BaseValue.parse(BASE_BADGE["proof"]["proofValue"])
    assert (fresh.hmac_key, fresh.public_key) != (first.hmac_key, first.public_key)


@pytest.mark.parametrize("pointer", list(pointers(SHOWN["proof"])))
def test_every_member_of_the_proof_is_signed(pointer: str) -> None:
    changed = copy.deepcopy(SHOWN)
    changed["proof"][pointer[1:]] += "x"
    with pytest.raises(DamdaError):
        SUITE.check(changed)
    del changed["proof"][pointer[1:]]
    with pytest.raises(DamdaError):
        SUITE.check(changed)


@pytest.mark.parametrize("document", [SHOWN, BASE_BADGE], ids=["derived", "base"])
def test_every_changed_member_is_refused(document: Any) -> None:
    places = list(pointers(unsecured(document)))
    assert len(places) > 20
    for pointer in places:
        changed = copy.deepcopy(document)
        *way, last = (int(each) if each.isdigit() else each for each in pointer[1:].split("/"))
        parent = changed
        for each in way:
            parent = parent[each]
        if isinstance(parent[last], str):
            parent[last] += "1"
            with pytest.raises(DamdaError):
                SUITE.check(changed, as_holder=document is BASE_BADGE)
        del parent[last]
        with pytest.raises(DamdaError):
            SUITE.check(changed, as_holder=document is BASE_BADGE)


@pytest.mark.parametrize("document", [SHOWN, BASE_BADGE], ids=["derived", "base"])
def test_every_changed_byte_of_the_value_is_refused(document: Any) -> None:
    value = bytearray(base64url.decode(document["proof"]["proofValue"][1:]))
    for place in [*range(110), *range(110, len(value), 23), *range(len(value) - 90, len(value))]:
        value[place] ^= 1
        changed = with_value(document, "u" + base64url.encode(bytes(value)))
        value[place] ^= 1
        with pytest.raises(DamdaError):
            SUITE.check(changed, as_holder=document is BASE_BADGE)


def test_a_statement_is_neither_added_nor_made_mandatory_nor_left_out() -> None:
    signature, public, signatures, labels, mandatory = parts(SHOWN)
    for changed in (
        [signature, public, signatures[1:], labels, mandatory],
        [signature, public, signatures[::-1], labels, mandatory],
        [signature, public, [*signatures, signatures[0]], labels, mandatory],
        [signature, public, signatures, labels, mandatory[:-1]],
        [signature, public, signatures, labels, mandatory[::-1]],
        [signature, public, signatures, labels, [*mandatory, mandatory[-1]]],
        [signature, public, signatures[1:], labels, [*mandatory, 10_000]],
        [signature, public, signatures, labels, [-1, *mandatory]],
        [signature, public, signatures, labels, [False, *mandatory[1:]]],
        [signature, public, signatures, {}, mandatory],
        [signature, public, signatures, {**labels, 99: bytes(32)}, mandatory],
        [signature, public, signatures, dict.fromkeys(labels, bytes(32)), mandatory],
        [signature, public, signatures, {-1: bytes(32)}, mandatory],
        [signature, public, signatures, {"c14n0": bytes(32)}, mandatory],
        [signature, public[:-1], signatures, labels, mandatory],
        [signature, bytes(35), signatures, labels, mandatory],
        [signature[:-1], public, signatures, labels, mandatory],
        [signature, public, [each[:-1] for each in signatures], labels, mandatory],
        [signature, public, signatures, labels],
        [signature, public, signatures, labels, mandatory, 0],
        {0: signature},
    ):
        with pytest.raises((ProofInvalid, MalformedInput)):
            SUITE.check(with_parts(SHOWN, DERIVED, changed))


def test_statements_of_two_credentials_are_not_mixed() -> None:
    other = secured({**BADGE, "validFrom": "2026-11-23T09:00:00Z"})
    theirs = DerivedValue.parse(SUITE.derived(other, *SELECTIVE)["proof"]["proofValue"])
    signature, public, _, labels, mandatory = parts(SHOWN)
    mixed = [signature, public, theirs.signatures, labels, mandatory]
    with pytest.raises(ProofInvalid):
        SUITE.check(with_parts(SHOWN, DERIVED, mixed))
    with pytest.raises(ProofInvalid):
        SUITE.check({**unsecured(SHOWN), "proof": SUITE.derived(other, *SELECTIVE)["proof"]})


@pytest.mark.parametrize(
    "value", [None, 7, "", "u", "z" + "1" * 50, "u!!", "u2V0", "u2V0B", "u2V0CgA"]
)
def test_a_value_that_is_none_is_malformed(value: Any) -> None:
    with pytest.raises(MalformedInput):
        SUITE.check(with_value(SHOWN, value))


def test_a_value_of_another_spelling_is_refused() -> None:
    data = base64url.decode(SHOWN["proof"]["proofValue"][1:])
    long_form = data[:3] + b"\x98\x05" + data[4:]
    assert loads(long_form[3:]) == loads(data[3:])
    with pytest.raises(MalformedInput, match="shortest form"):
        SUITE.check(with_value(SHOWN, "u" + base64url.encode(long_form)))


def test_work_is_bounded() -> None:
    signature, public, key, signatures, mandatory = parts(BASE_BADGE)
    many = [signature, public, key, signatures[:1] * 5_001, mandatory]
    with pytest.raises(LimitExceeded):
        SUITE.check(with_parts(BASE_BADGE, BASE, many), as_holder=True)
    with pytest.raises(LimitExceeded):
        SUITE.check(with_value(SHOWN, "u" + "A" * 1_000_001))


def test_another_key_is_refused() -> None:
    for key in (SoftwareSigner.create("P-256").public, SoftwareSigner.create("P-384").public):
        with pytest.raises(ProofInvalid):
            SUITE.check(SHOWN, key=key)
    with pytest.raises(MalformedInput, match="can't sign"):
        add_proof(
            BADGE,
            signer=SoftwareSigner.create("Ed25519"),
            created=ISSUED,
            cryptosuite="ecdsa-sd-2023",
            **OPTIONS,
        )


def test_only_these_suites_know_mandatory_pointers() -> None:
    with pytest.raises(MalformedInput, match="always shows all"):
        add_proof(BADGE, signer=SIGNER, created=ISSUED, mandatory_pointers=["/issuer"], **OPTIONS)


def test_a_proof_beside_others_and_none_in_a_chain() -> None:
    first = add_proof(BADGE, signer=SIGNER, created=ISSUED, proof_id="urn:uuid:1", **OPTIONS)
    both = secured(first, in_set=True)
    SUITE.check(SUITE.derived(both, *SELECTIVE))
    with pytest.raises(MalformedInput, match="previous"):
        secured(first, previous_proof="urn:uuid:1")
    chained = {
        **SHOWN,
        "proof": [first["proof"], {**SHOWN["proof"], "previousProof": "urn:uuid:1"}],
    }
    with pytest.raises(DamdaError):
        SUITE.check(chained)
    for document in (first, secured(both, in_set=True)):
        with pytest.raises(ProofInvalid, match="exactly one"):
            SUITE.derived(document, "/issuer")


def test_a_base_proof_over_another_document_derives_nothing() -> None:
    with pytest.raises(DamdaError):
        SUITE.derived({**BASE_BADGE, "description": "one statement more"}, *SELECTIVE)
