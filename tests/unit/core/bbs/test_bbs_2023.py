"""bbs-2023: what is refused, that nothing but what was selected is shown, and that nothing links."""

import copy
from dataclasses import replace
from typing import Any

import pytest
from damda import base64url
from damda.cbor import dumps, loads
from damda.errors import DamdaError, LimitExceeded, MalformedInput, ProofInvalid
from damda.keys import SoftwareSigner
from damda.proofs import add_proof, draft_proof
from damda.proofs.bbs_2023 import BASE, DERIVED, BaseValue, DerivedValue
from support.credential_world import CANONICALIZER, ISSUED
from support.disclosures import pointers, unsecured
from support.open_badge import open_badge
from support.selective import Selective

pytestmark = pytest.mark.peer

SUITE = Selective.under("bbs-2023")
SIGNER = SUITE.signer
BADGE = open_badge(SIGNER.did, "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
MANDATORY = ("/issuer", "/validFrom", "/credentialStatus")
SELECTIVE = ("/credentialSubject/achievement/name", "/credentialSubject/result/0")
OPTIONS: dict[str, Any] = {"purpose": "assertionMethod", "canonicalizer": CANONICALIZER}


def secured(document: Any = BADGE, mandatory: Any = MANDATORY, **options: Any) -> Any:
    return SUITE.secured(document, mandatory, **options)


BASE_BADGE = secured()
SHOWN = SUITE.derived(BASE_BADGE, *SELECTIVE)


def value(document: Any) -> bytes:
    return base64url.decode(document["proof"]["proofValue"][1:])


def parts(document: Any) -> list[Any]:
    return loads(value(document)[3:])


def with_value(document: Any, text: str) -> Any:
    return {**document, "proof": {**document["proof"], "proofValue": text}}


def with_parts(document: Any, header: bytes, components: Any) -> Any:
    return with_value(document, "u" + base64url.encode(header + dumps(components)))


def windows(data: bytes, size: int = 4) -> set[bytes]:
    return {data[at : at + size] for at in range(len(data) - size + 1)}


def test_each_form_is_for_one_purpose() -> None:
    SUITE.check(SHOWN)
    SUITE.check(BASE_BADGE, as_holder=True)
    assert SHOWN["proof"]["cryptosuite"] == "bbs-2023"
    with pytest.raises(ProofInvalid, match="base proof, which is for the holder alone"):
        SUITE.check(BASE_BADGE)
    with pytest.raises(ProofInvalid, match="derived one"):
        SUITE.check(SHOWN, as_holder=True)
    with pytest.raises(ProofInvalid, match="derived one"):
        SUITE.derived(SHOWN, "/issuer")


def test_two_derivations_share_no_bytes_but_what_both_disclose() -> None:
    """All windows of four bytes: of the proofs by themselves, and of the whole values."""
    other = SUITE.derived(BASE_BADGE, *SELECTIVE)
    first, second = (DerivedValue.parse(each["proof"]["proofValue"]) for each in (SHOWN, other))
    assert not windows(first.proof) & windows(second.proof)
    assert (first.labels, first.mandatory, first.selected) == (
        second.labels,
        second.mandatory,
        second.selected,
    )
    assert not windows(first.proof) & windows(value(other))
    assert not windows(second.proof) & windows(value(SHOWN))
    # The rest is labels and places of what both show.
    rest = value(SHOWN).replace(first.proof, b"")
    assert rest == value(other).replace(second.proof, b"")


def test_nothing_of_the_base_proof_is_shown() -> None:
    base = BaseValue.parse(BASE_BADGE["proof"]["proofValue"])
    for secret in (base.signature, base.hmac_key, base.header):
        assert not windows(secret) & windows(value(SHOWN))


def test_derivations_that_show_different_things_share_only_the_mandatory_part() -> None:
    one, two = (
        SUITE.derived(BASE_BADGE, "/name"),
        SUITE.derived(BASE_BADGE, "/credentialSubject/result/0"),
    )
    first, second = (DerivedValue.parse(each["proof"]["proofValue"]) for each in (one, two))
    assert not windows(first.proof) & windows(second.proof)
    assert not set(first.selected) & set(second.selected)


def test_a_key_in_custody_signs_in_two_steps() -> None:
    draft = draft_proof(
        BADGE,
        cryptosuite="bbs-2023",
        verification_method=SIGNER.verification_method,
        created=ISSUED,
        mandatory_pointers=MANDATORY,
        **OPTIONS,
    )
    header, messages = loads(draft.signing_input)
    assert len(header) == 64
    assert all(message.endswith(b" .\n") for message in messages)
    SUITE.check(SUITE.derived(draft.attach(SIGNER.sign(draft.signing_input)), *SELECTIVE))
    with pytest.raises(MalformedInput, match="176 bytes"):
        draft.attach(bytes(80))
    for other in (b"", b"text", dumps([b"", [1]])):
        with pytest.raises(MalformedInput):
            SIGNER.sign(other)


@pytest.mark.parametrize("pointer", list(pointers(SHOWN["proof"])))
def test_every_member_of_the_proof_is_signed(pointer: str) -> None:
    for document, as_holder in ((SHOWN, False), (BASE_BADGE, True)):
        changed = copy.deepcopy(document)
        changed["proof"][pointer[1:]] += "x"
        with pytest.raises(DamdaError):
            SUITE.check(changed, as_holder=as_holder)
        del changed["proof"][pointer[1:]]
        with pytest.raises(DamdaError):
            SUITE.check(changed, as_holder=as_holder)


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


def test_from_a_changed_document_nothing_is_derived() -> None:
    for pointer in ("/validFrom", "/name", "/credentialSubject/achievement/name"):
        changed = copy.deepcopy(BASE_BADGE)
        *way, last = pointer[1:].split("/")
        parent = changed
        for each in way:
            parent = parent[each]
        parent[last] = "2026-11-24T09:00:01Z"
        with pytest.raises(ProofInvalid):
            SUITE.derived(changed, *SELECTIVE)
    later = {**BASE_BADGE, "proof": {**BASE_BADGE["proof"], "created": "2026-11-24T09:00:01Z"}}
    with pytest.raises(ProofInvalid):
        SUITE.derived(later, *SELECTIVE)


def test_every_changed_byte_of_the_value_is_refused() -> None:
    for document in (SHOWN, BASE_BADGE):
        data = bytearray(value(document))
        for place in (*range(110), *range(110, len(data), 29), *range(len(data) - 60, len(data))):
            data[place] ^= 1
            changed = with_value(document, "u" + base64url.encode(bytes(data)))
            data[place] ^= 1
            try:
                SUITE.check(changed, as_holder=document is BASE_BADGE)
            except DamdaError:
                continue
            # Another HMAC key may happen to put the blank nodes in the same order.
            assert document is BASE_BADGE
            kept = BaseValue.parse(changed["proof"]["proofValue"])
            expected = BaseValue.parse(BASE_BADGE["proof"]["proofValue"])
            assert replace(kept, hmac_key=expected.hmac_key) == expected


def test_a_statement_is_neither_added_nor_made_mandatory_nor_left_out() -> None:
    proof, labels, mandatory, selected, presentation = parts(SHOWN)
    for changed in (
        [proof, labels, mandatory, selected[1:], presentation],
        [proof, labels, mandatory, selected[::-1], presentation],
        [proof, labels, mandatory, [*selected, selected[-1] + 1], presentation],
        [proof, labels, mandatory, [*selected, 10_000], presentation],
        [proof, labels, mandatory, [-1, *selected[1:]], presentation],
        [proof, labels, mandatory[:-1], selected, presentation],
        [proof, labels, mandatory[::-1], selected, presentation],
        [proof, labels, [*mandatory, 10_000], selected[1:], presentation],
        [proof, labels, [False, *mandatory[1:]], selected, presentation],
        [proof, {}, mandatory, selected, presentation],
        [proof, {**labels, 99: 99}, mandatory, selected, presentation],
        [proof, dict.fromkeys(labels, 50), mandatory, selected, presentation],
        [proof, {-1: 0}, mandatory, selected, presentation],
        [proof, {"c14n0": 0}, mandatory, selected, presentation],
        [proof, dict.fromkeys(labels, b"b0"), mandatory, selected, presentation],
        [proof[:-32], labels, mandatory, selected, presentation],
        [proof + proof[-32:], labels, mandatory, selected, presentation],
        [proof, labels, mandatory, selected, b"for another"],
        [proof, labels, mandatory, selected],
        [proof, labels, mandatory, selected, presentation, b""],
        {0: proof},
    ):
        with pytest.raises((ProofInvalid, MalformedInput)):
            SUITE.check(with_parts(SHOWN, DERIVED, changed))


def test_the_parts_of_a_base_proof_have_their_lengths() -> None:
    whole = parts(BASE_BADGE)
    for place, bad in enumerate((whole[0][:-1], b"", bytes(95), bytes(31), ["/issuer", 7])):
        changed = [*whole[:place], bad, *whole[place + 1 :]]
        with pytest.raises(MalformedInput):
            SUITE.check(with_parts(BASE_BADGE, BASE, changed), as_holder=True)
        with pytest.raises(MalformedInput):
            SUITE.derived(with_parts(BASE_BADGE, BASE, changed), "/issuer")


def test_two_credentials_are_not_mixed() -> None:
    other = secured({**BADGE, "validFrom": "2026-11-23T09:00:00Z"})
    with pytest.raises(ProofInvalid):
        SUITE.check({**unsecured(SHOWN), "proof": SUITE.derived(other, *SELECTIVE)["proof"]})
    with pytest.raises(ProofInvalid):
        SUITE.derived({**BASE_BADGE, "proof": other["proof"]}, *SELECTIVE)


@pytest.mark.parametrize(
    "text", [None, 7, "", "u", "z" + "1" * 50, "u!!", "u2V0", "u2V0D", "u2V0DgA"]
)
def test_a_value_that_is_none_is_malformed(text: Any) -> None:
    with pytest.raises(MalformedInput):
        SUITE.check(with_value(SHOWN, text))


def test_work_is_bounded() -> None:
    proof, *rest = parts(SHOWN)
    with pytest.raises(MalformedInput):
        SUITE.check(with_parts(SHOWN, DERIVED, [proof + b"\1" * 32 * 2048, *rest]))
    with pytest.raises(LimitExceeded):
        SUITE.check(with_value(SHOWN, "u" + "A" * 1_000_001))


def test_another_key_is_refused() -> None:
    for kind in ("BLS12-381-G2", "P-256"):
        with pytest.raises(ProofInvalid):
            SUITE.check(SHOWN, key=SoftwareSigner.create(kind).public)
        with pytest.raises(ProofInvalid):
            SUITE.check(BASE_BADGE, key=SoftwareSigner.create(kind).public, as_holder=True)
    with pytest.raises(MalformedInput, match="can't sign"):
        add_proof(
            BADGE,
            signer=SoftwareSigner.create("Ed25519"),
            created=ISSUED,
            cryptosuite="bbs-2023",
            **OPTIONS,
        )


def test_a_base_proof_of_another_key_is_not_believed() -> None:
    """The value has a key of its own: whoever replaced it, and signed, is not the issuer."""
    forged = add_proof(
        BADGE,
        signer=SoftwareSigner.from_private(
            "BLS12-381-G2", bytes(31) + b"\7", SIGNER.verification_method
        ),
        created=ISSUED,
        mandatory_pointers=MANDATORY,
        **OPTIONS,
    )
    with pytest.raises(ProofInvalid):
        SUITE.check(forged, as_holder=True)
    with pytest.raises(ProofInvalid):
        SUITE.check(SUITE.derived(forged, *SELECTIVE))
