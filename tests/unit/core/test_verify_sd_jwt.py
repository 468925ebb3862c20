"""Verdicts on SD-JWT VCs: the same checks, codes and order as for any other credential."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from damda.errors import FetchFailed, LedgerUnavailable
from damda.evidence import MAX_FETCHES, needs_of
from damda.keys import SoftwareSigner
from damda.sd_jwt import parse
from damda.sd_jwt_vc import TypeMetadata, check_sd_jwt_vc, integrity_of
from damda.status.token_list import INVALID, SUSPENDED
from damda.verify import CHECK_IDS, NOT_ASKED, Expected, Policy
from support.credential_world import AUDIENCE, NONCE, NOW, codes, found
from support.sd_jwt_vc_world import TOKENS_URL, TYPE, VCT, SdJwtWorld, document_of


@pytest.fixture(scope="module")
def sd():
    return SdJwtWorld()


@pytest.fixture(scope="module")
def text(sd):
    return sd.issued()


@pytest.fixture
def changing():
    return SdJwtWorld()


def test_everything_holds_in_the_usual_order(sd, text):
    verdict = sd.verdict(sd.presented(text))
    assert verdict.verified
    assert all(check.outcome == "passed" for check in verdict.checks)
    assert [c.id for c in verdict.checks] == [*CHECK_IDS[:4], "format", *CHECK_IDS[4:]]
    assert [c.credential for c in verdict.checks] == [None] * 4 + [0] * (len(CHECK_IDS) - 3)


def test_one_credential_by_itself(sd, text):
    for each in (text, sd.presented(text)):
        verdict = sd.credential_verdict(each)
        assert verdict.verified
        assert [c.id for c in verdict.checks] == ["format", *CHECK_IDS[4:]]
        assert found(verdict, "subject") == [("skipped", "holder_not_asked")]


@pytest.mark.parametrize("kind", ["P-256", "P-384", "Ed25519"])
def test_every_algorithm_of_issuer_and_holder(kind):
    sd = SdJwtWorld()
    sd.world.holder = SoftwareSigner.create(kind)
    signer = SoftwareSigner.create(kind)
    only = Policy(fatal=frozenset(), require_anchor="no")
    text = sd.issued(signer=signer, status=None)
    verdict = sd.verdict(sd.presented(text), policy=only)
    assert verdict.verified
    assert found(verdict, "proof") == [("passed", "proof_valid")]


def test_what_it_needs(sd, text):
    for each in (text, sd.presented(text)):
        needs = needs_of(each)
        did = sd.world.issuer.did
        assert needs.issuers == ((did, (VCT,)),)
        assert needs.status_tokens == (TOKENS_URL,)
        assert needs.type_metadata == ((VCT, integrity_of(sd.metadata)),)
        assert needs.anchors == ((check_sd_jwt_vc(text).digest.hex(), did),)
        assert needs.urls == {*needs.did_logs, TOKENS_URL, VCT}
    assert needs_of("no~such~thing") == needs_of({})


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        (Expected("another", AUDIENCE), "nonce_mismatch"),
        (Expected(NONCE, "another"), "audience_mismatch"),
    ],
)
def test_for_another_request(sd, text, expected, code):
    assert codes(sd.verdict(sd.presented(text), expected=expected)) == [code]


def test_not_asked(sd, text):
    expected = Expected(NOT_ASKED, NOT_ASKED)
    verdict = sd.verdict(sd.presented(text), expected=expected)
    assert verdict.verified
    assert found(verdict, "nonce") == [("skipped", "nonce_not_asked")]


def test_without_key_binding(sd, text):
    assert codes(sd.verdict(text))[:3] == ["holder_proof_invalid", "not_checked", "not_checked"]
    lenient = Policy(fatal=frozenset(), unsigned="if_not_asked")
    asked_nothing = Expected(NOT_ASKED, NOT_ASKED)
    assert not sd.verdict(text, policy=lenient).verified
    verdict = sd.verdict(text, policy=lenient, expected=asked_nothing)
    assert verdict.verified
    assert found(verdict, "holder") == [("skipped", "presentation_unsigned")]
    assert found(verdict, "subject") == [("unknown", "not_checked")]


def test_a_key_binding_by_another_key(sd, text):
    thief = SoftwareSigner.create("P-256")
    verdict = sd.verdict(sd.presented(text, signer=thief))
    assert codes(verdict) == [
        "holder_proof_invalid", "not_checked", "not_checked", "not_checked",
    ]  # fmt: skip
    assert found(verdict, "subject") == [("unknown", "not_checked")]


def test_a_credential_bound_to_no_key(sd):
    text = sd.issued(holder_key=None)
    verdict = sd.verdict(sd.presented(text))
    assert codes(verdict)[0] == "holder_proof_invalid"
    assert "cnf" in verdict.reasons[0].ko


def test_a_changed_credential_and_a_forged_one(sd, text):
    jwt, rest = sd.presented(text).split("~", 1)
    other = sd.foreign(text, exp=int((NOW + timedelta(days=9000)).timestamp()))
    head, _, signature = jwt.split(".")
    changed = ".".join((head, other.split("~")[0].split(".")[1], signature))
    assert "proof_invalid" in codes(sd.verdict(f"{changed}~{rest}"))
    thief = SoftwareSigner.create("Ed25519")
    stolen = SdJwtWorld(sd.world)
    forged = stolen.issued(
        signer=SoftwareSigner.from_private(
            "Ed25519", thief.private, sd.world.issuer.verification_method
        )
    )
    assert codes(sd.verdict(sd.presented(forged))) == ["proof_invalid"]


def test_dates(sd):
    ended = sd.issued(valid_until=NOW - timedelta(hours=1))
    early = sd.issued(valid_from=NOW + timedelta(hours=1))
    assert codes(sd.verdict(sd.presented(ended))) == ["expired"]
    assert codes(sd.verdict(sd.presented(early))) == ["not_yet_valid"]
    nearly = sd.issued(valid_until=NOW - timedelta(seconds=30))
    assert sd.verdict(sd.presented(nearly)).verified


@pytest.mark.parametrize(
    ("status", "code"), [(INVALID, "revoked"), (SUSPENDED, "suspended"), (3, "status_unavailable")]
)
def test_status(changing, status, code):
    shown = changing.presented()
    changing.publish({8: INVALID})
    assert changing.verdict(shown).verified
    changing.publish({7: status})
    assert codes(changing.verdict(shown)) == [code]


def test_a_status_list_that_can_not_be_used(changing):
    shown = changing.presented()
    stranger = SoftwareSigner.create("Ed25519")
    changing.publish(by=stranger)
    assert found(changing.verdict(shown), "status") == [("unknown", "status_unavailable")]
    changing.publish(by=stranger, kid=changing.world.issuer.verification_method)
    assert codes(changing.verdict(shown)) == ["status_unavailable"]
    changing.publish(until=NOW - timedelta(hours=1))
    assert codes(changing.verdict(shown)) == ["status_unavailable"]
    changing.world.web.pages[TOKENS_URL] = b"\xd2\x84"
    verdict = changing.verdict(shown)
    assert codes(verdict) == ["status_unavailable"]
    assert "JWT" in verdict.reasons[0].en
    del changing.world.web.pages[TOKENS_URL]
    assert codes(changing.verdict(shown)) == ["status_unavailable"]


def test_no_status_and_a_strange_one(sd, text):
    none = sd.presented(sd.issued(status=None))
    assert found(sd.verdict(none), "status") == [("skipped", "status_not_used")]
    strange = sd.presented(sd.foreign(text, status={"bitmap": {}}))
    assert found(sd.verdict(strange), "status") == [("unknown", "status_unavailable")]


def test_accreditation_is_for_every_type_it_says_it_is(sd):
    several = sd.presented(sd.issued(other_types=["urn:example:diploma"]))
    verdict = sd.verdict(several)
    assert codes(verdict) == ["issuer_not_accredited"]
    assert "urn:example:diploma" in verdict.reasons[0].en


def test_anchor(changing):
    text = changing.issued()
    shown = changing.presented(text)
    assert found(changing.verdict(shown), "anchor") == [("passed", "anchored")]
    changing.world.ledger.anchored.clear()
    assert codes(changing.verdict(shown)) == ["anchor_invalid"]
    without = changing.world.gathered(shown, with_anchors=False)
    demanding = Policy(require_anchor="yes")
    assert codes(changing.verdict(shown, evidence=without, policy=demanding)) == ["anchor_missing"]
    assert changing.verdict(shown, evidence=without).verified


def test_a_silent_ledger(changing):
    shown = changing.presented()
    changing.world.ledger.down = True
    verdict = changing.verdict(shown)
    assert set(codes(verdict)) == {"ledger_unavailable"}
    assert isinstance(
        changing.world.gathered(shown).issuers[changing.world.issuer.did], LedgerUnavailable
    )


def test_a_did_log_that_is_lacking(changing):
    shown = changing.presented()
    del changing.world.web.pages[needs_of(shown).did_logs[0]]
    verdict = changing.verdict(shown)
    assert found(verdict, "issuer_key") == [("unknown", "issuer_key_unavailable")]
    assert found(verdict, "proof") == [("unknown", "not_checked")]


class TestTypeMetadata:
    def test_another_document_than_was_signed_for(self, changing):
        shown = changing.presented()
        changing.world.web.pages[VCT] = document_of(TypeMetadata(VCT))
        assert codes(changing.verdict(shown)) == ["type_metadata_changed"]

    def test_one_that_can_not_be_had(self, changing):
        shown = changing.presented()
        del changing.world.web.pages[VCT]
        verdict = changing.verdict(shown)
        assert found(verdict, "schema") == [("unknown", "schema_unknown")]
        assert codes(verdict) == ["schema_unknown"]

    def test_one_that_can_not_be_read(self):
        sd = SdJwtWorld(metadata=replace(TYPE, vct="urn:other:type"))
        assert codes(sd.verdict(sd.presented())) == ["type_metadata_unusable"]

    def test_a_credential_that_breaks_it(self, sd):
        text = sd.issued({"name": "김하늘", "course": {"hours": 3}}, disclosable=[("name",)])
        verdict = sd.verdict(sd.presented(text))
        assert codes(verdict) == ["schema_mismatch"]
        problems = next(c for c in verdict.checks if c.id == "schema").evidence["problems"]
        assert problems == [{"field": "course.title", "rule": "mandatory"}]

    def test_none_is_fetched_that_was_not_signed_for(self, sd):
        text = sd.issued(vct_integrity=None)
        assert needs_of(text).type_metadata == ()
        verdict = sd.verdict(sd.presented(text))
        assert verdict.verified
        assert found(verdict, "schema") == [("skipped", "schema_not_used")]

    def test_what_a_type_extends_is_fetched_too(self):
        base = replace(TYPE, vct="https://keis.example/types/base")
        data = document_of(base)
        child = TypeMetadata(VCT, extends=base.vct, extends_integrity=integrity_of(data))
        sd = SdJwtWorld(metadata=child)
        sd.world.web.pages[base.vct] = data
        shown = sd.presented()
        assert sd.verdict(shown).verified
        sd.world.web.pages[base.vct] = document_of(replace(base, name="x"))
        assert codes(sd.verdict(shown)) == ["type_metadata_changed"]
        del sd.world.web.pages[base.vct]
        assert codes(sd.verdict(shown)) == ["schema_unknown"]

    def test_nothing_of_a_changed_document_is_followed(self):
        child = TypeMetadata(VCT, extends="https://evil.example/inside")
        sd = SdJwtWorld()
        shown = sd.presented()
        sd.world.web.pages[VCT] = document_of(child)
        sd.world.web.asked.clear()
        sd.verdict(shown)
        assert "https://evil.example/inside" not in sd.world.web.asked

    def test_fetches_are_bounded(self):
        urls = [f"https://keis.example/types/{n}" for n in range(2 * MAX_FETCHES)]
        child = TypeMetadata(VCT, extends=urls[0])
        sd = SdJwtWorld(metadata=child)
        for url, above in pairwise(urls):
            sd.world.web.pages[url] = document_of(TypeMetadata(url, extends=above))
        shown = sd.presented()
        gathered = sd.world.gathered(shown)
        fetched = [d for d in gathered.type_metadata.values() if not isinstance(d, FetchFailed)]
        assert len(fetched) <= 8
        assert codes(sd.verdict(shown, evidence=gathered)) == ["type_metadata_unusable"]


def test_what_can_not_be_read_gives_a_verdict(sd, text):
    jwt = text.partition("~")[0]
    for each in ("", "~", "x", jwt, f"{jwt}~x~", f"{text}~~", "a" * 2_000_000, "\ud800~"):
        for verdict in (sd.verdict(each), sd.credential_verdict(each)):
            assert codes(verdict) == ["malformed"]


def test_json_serialization_is_not_taken_for_the_compact_one(sd, text):
    from damda.sd_jwt import to_json

    assert codes(sd.verdict(str(to_json(parse(text))))) == ["malformed"]
