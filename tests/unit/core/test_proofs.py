from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from damda import multibase
from damda.dids import resolve
from damda.errors import DamdaError, DidUnresolvable, MalformedInput, ProofInvalid
from damda.keys import PublicKey, SoftwareSigner
from damda.proofs import CRYPTOSUITES, ProofFinding, add_proof, check_proof, draft_proof
from damda.times import LEEWAY
from support.contexts import canonicalizer
from support.open_badge import open_badge

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CANONICALIZER = canonicalizer()
SIGNERS = {
    "eddsa-rdfc-2022": SoftwareSigner.create("Ed25519"),
    "eddsa-jcs-2022": SoftwareSigner.create("Ed25519", did_method="jwk"),
    "ecdsa-rdfc-2019": SoftwareSigner.create("P-256"),
    "ecdsa-jcs-2019": SoftwareSigner.create("P-384"),
}
every_suite = pytest.mark.parametrize("suite", CRYPTOSUITES)


def key_for(verification_method: str, purpose: str) -> PublicKey:
    did = verification_method.partition("#")[0]
    return resolve(did, log=None, now=NOW).key(verification_method, purpose)


def signed(suite: str = "eddsa-rdfc-2022", **options: Any) -> dict[str, Any]:
    signer = SIGNERS[suite]
    return add_proof(
        open_badge(signer.did, "did:key:z6MkSubject"),
        **{
            "signer": signer,
            "cryptosuite": suite,
            "purpose": "assertionMethod",
            "created": NOW,
            "canonicalizer": CANONICALIZER,
        }
        | options,
    )


def check(document: Any, **options: Any) -> ProofFinding:
    return check_proof(
        document,
        **{
            "expected_purpose": "assertionMethod",
            "key_for": key_for,
            "canonicalizer": CANONICALIZER,
            "now": NOW,
        }
        | options,
    )


@every_suite
def test_a_proof_holds_and_says_what_it_is(suite: str) -> None:
    secured = signed(suite, challenge="n-1", domain="did:example:verifier")
    method = SIGNERS[suite].verification_method
    assert check(secured) == ProofFinding(suite, method, NOW, "n-1", "did:example:verifier")


@every_suite
def test_signing_may_happen_elsewhere(suite: str) -> None:
    signer = SIGNERS[suite]
    kind = signer.public.kind
    document = open_badge(signer.did, "did:key:z6MkSubject")
    made = draft_proof(
        document,
        cryptosuite=suite,
        verification_method=signer.verification_method,
        purpose="assertionMethod",
        created=NOW,
        canonicalizer=CANONICALIZER,
        key_kind=kind,
    )
    secured = made.attach(signer.sign(made.signing_input))
    assert check(secured).challenge is None
    assert secured["proof"]["created"] == "2026-11-24T09:00:00Z"
    assert "proof" not in document


def test_the_signers_algorithm_decides_the_suite() -> None:
    assert signed(cryptosuite=None)["proof"]["cryptosuite"] == "eddsa-rdfc-2022"
    p256 = SIGNERS["ecdsa-rdfc-2019"]
    assert signed(signer=p256, cryptosuite=None)["proof"]["cryptosuite"] == "ecdsa-rdfc-2019"


def test_case_7_one_proof_may_stand_in_a_list() -> None:
    secured = signed()
    assert check({**secured, "proof": [secured["proof"]]})


@pytest.mark.parametrize("proof", [None, []])
def test_case_7_no_proof_is_not_signed(proof: Any) -> None:
    with pytest.raises(ProofInvalid, match="not signed"):
        check({**signed(), "proof": proof})
    unsigned = {name: value for name, value in signed().items() if name != "proof"}
    with pytest.raises(ProofInvalid, match="not signed"):
        check(unsigned)


def test_one_proof_is_one_where_a_set_makes_no_sense() -> None:
    secured = signed()
    with pytest.raises(ProofInvalid, match="several"):
        check({**secured, "proof": [secured["proof"], secured["proof"]]})


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"type": "Ed25519Signature2020"}, "DataIntegrityProof"),
        ({"type": ["DataIntegrityProof"]}, "DataIntegrityProof"),
        ({"cryptosuite": "eddsa-2022"}, "cryptosuite"),
        ({"cryptosuite": None}, "cryptosuite"),
        ({"cryptosuite": ["eddsa-rdfc-2022"]}, "cryptosuite"),
        ({"cryptosuite": "ecdsa-rdfc-2019"}, "does not fit"),
        ({"cryptosuite": "eddsa-jcs-2022"}, "signature"),
        ({"proofPurpose": "authentication"}, "not for"),
        ({"proofPurpose": ["assertionMethod"]}, "not for"),
        ({"proofValue": None}, "multibase"),
        ({"proofValue": ""}, "multibase"),
        ({"proofValue": "u" + "A" * 86}, "multibase"),
        ({"proofValue": multibase.encode(bytes(63))}, "64 bytes"),
        ({"proofValue": multibase.encode(bytes(65))}, "64 bytes"),
        ({"proofValue": multibase.encode(bytes(64))}, "signature"),
        ({"created": "2026-11-24T09:00:00"}, "time zone"),
        ({"created": None}, "time zone"),
        ({"expires": "tomorrow"}, "time zone"),
        ({"challenge": 5}, "challenge"),
        ({"domain": ["a", "b"]}, "domain"),
        ({"verificationMethod": None}, "verificationMethod"),
        ({"verificationMethod": {"id": "did:example:a#1"}}, "verificationMethod"),
        ({"previousProof": "urn:a"}, "no previous proof"),
        ({"@type": "DataIntegrityProof"}, "keyword"),
        ({"@context": "https://www.w3.org/ns/credentials/v2"}, "@context"),
        ({"memo": "x"}, "not defined"),
        ({"nonce": "x"}, "signature"),
        ({"id": "urn:uuid:1"}, "signature"),
    ],
)
def test_a_changed_proof_is_refused(change: dict[str, Any], says: str) -> None:
    secured = signed()
    with pytest.raises((ProofInvalid, MalformedInput), match=says):
        check({**secured, "proof": {**secured["proof"], **change}})


@pytest.mark.parametrize("proof", ["z", 5, True, [5], {}])
def test_what_is_no_proof_is_refused(proof: Any) -> None:
    with pytest.raises(DamdaError):
        check({**signed(), "proof": proof})


KINDS = [(name, kind) for name, suite in CRYPTOSUITES.items() for kind in suite.key_kinds]


@pytest.mark.parametrize(("suite", "kind"), KINDS)
def test_the_key_decides_the_hash_and_the_length(suite: str, kind: Any) -> None:
    signer = SoftwareSigner.create(kind, did_method="jwk")
    secured = signed(suite, signer=signer)
    assert check(secured).cryptosuite == suite
    length = 96 if kind == "P-384" else 64
    assert len(multibase.decode(secured["proof"]["proofValue"])) == length
    secured["proof"]["proofValue"] = multibase.encode(bytes(160 - length))
    with pytest.raises(MalformedInput, match=f"{length} bytes"):
        check(secured)


@pytest.mark.parametrize(("suite", "kind"), KINDS)
def test_drafts_take_only_keys_and_signatures_that_fit(suite: str, kind: Any) -> None:
    badge = open_badge("did:example:a", "did:example:b")
    made = draft(badge, suite, key_kind=kind)
    with pytest.raises(MalformedInput, match="bytes"):
        made.attach(bytes(160 - (96 if kind == "P-384" else 64)))
    strange = "P-256" if kind == "Ed25519" else "Ed25519"
    with pytest.raises(MalformedInput, match="can't sign"):
        draft(badge, suite, key_kind=strange)
    with pytest.raises(MalformedInput, match="can't sign"):
        signed(suite, signer=SoftwareSigner.create(strange))


@every_suite
def test_another_purpose_is_refused(suite: str) -> None:
    with pytest.raises(ProofInvalid, match="not for authentication"):
        check(signed(suite), expected_purpose="authentication")


@every_suite
def test_another_key_is_refused(suite: str) -> None:
    other = SoftwareSigner.create(SIGNERS[suite].public.kind)
    with pytest.raises(ProofInvalid, match="signature"):
        check(signed(suite), key_for=lambda _method, _purpose: other.public)


@every_suite
def test_a_key_of_another_kind_is_refused(suite: str) -> None:
    kind = "P-256" if SIGNERS[suite].public.kind == "Ed25519" else "Ed25519"
    other = SoftwareSigner.create(kind)
    with pytest.raises(ProofInvalid, match="does not fit"):
        check(signed(suite), key_for=lambda _method, _purpose: other.public)


def test_a_key_that_is_not_listed_passes_its_error_through() -> None:
    secured = signed()
    secured["proof"]["verificationMethod"] += "x"
    with pytest.raises(DidUnresolvable):
        check(secured)


def test_case_33_clocks_may_differ_by_the_leeway() -> None:
    ahead = signed(created=NOW + LEEWAY)
    assert check(ahead)
    with pytest.raises(ProofInvalid, match="clock"):
        check(ahead, now=NOW - timedelta(seconds=1))
    ending = signed(expires=NOW)
    assert check(ending, now=NOW + LEEWAY)
    with pytest.raises(ProofInvalid, match="expired"):
        check(ending, now=NOW + LEEWAY + timedelta(seconds=1))


@pytest.mark.parametrize(
    "created",
    ["2026-03-25T17:27:41+00:00", "2026-03-26T02:27:41+09:00", "2026-03-25T17:27:41.120Z"],
)
def test_case_5_times_are_hashed_as_they_stand(created: str) -> None:
    signer = SIGNERS["eddsa-rdfc-2022"]
    document = {**open_badge(signer.did, "did:key:z6MkSubject"), "validFrom": created}
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": created,
        "verificationMethod": signer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    signing_input = CRYPTOSUITES["eddsa-rdfc-2022"].signing_input(
        document, {"@context": document["@context"], **proof}, CANONICALIZER
    )
    value = multibase.encode(signer.sign(signing_input))
    assert check({**document, "proof": {**proof, "proofValue": value}})


def test_a_jcs_proof_without_context_of_its_own_still_covers_the_documents() -> None:
    secured = signed("eddsa-jcs-2022")
    assert secured["proof"]["@context"] == secured["@context"]
    with pytest.raises(ProofInvalid, match="@context"):
        check({**secured, "@context": [*secured["@context"], "https://e.example/v1"]})


def draft(document: Any, cryptosuite: str, **options: Any) -> Any:
    return draft_proof(
        document,
        cryptosuite=cryptosuite,
        verification_method="did:example:a#1",
        purpose="assertionMethod",
        created=NOW,
        canonicalizer=CANONICALIZER,
        **options,
    )


def test_drafts_refuse_what_could_not_be_checked() -> None:
    badge = open_badge("did:example:a", "did:example:b")
    with pytest.raises(MalformedInput, match="already"):
        draft(signed(), "eddsa-rdfc-2022")
    with pytest.raises(MalformedInput, match="Unknown cryptosuite"):
        draft(badge, "eddsa-2023")
    with pytest.raises(MalformedInput, match="64 bytes"):
        draft(badge, "eddsa-rdfc-2022").attach(bytes(63))
    with pytest.raises(MalformedInput, match="not defined"):
        draft({**badge, "memo": "x"}, "eddsa-rdfc-2022")


def test_a_presentation_and_its_credentials_are_signed_by_themselves() -> None:
    holder = SoftwareSigner.create("P-256", did_method="jwk")
    credentials = [signed(), signed("ecdsa-rdfc-2019")]
    presentation = add_proof(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "holder": holder.did,
            "verifiableCredential": credentials,
        },
        signer=holder,
        purpose="authentication",
        created=NOW,
        canonicalizer=CANONICALIZER,
        challenge="n-1",
        domain="did:example:verifier",
    )
    found = check(presentation, expected_purpose="authentication")
    assert (found.challenge, found.domain) == ("n-1", "did:example:verifier")
    presentation["verifiableCredential"] = [signed(), credentials[0]]
    with pytest.raises(ProofInvalid):
        check(presentation, expected_purpose="authentication")
