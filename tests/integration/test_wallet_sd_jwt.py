"""The wallet and an SD-JWT VC: taking it, looking at it, showing a part of it."""

from __future__ import annotations

import json

import pytest
from damda.base64url import encode
from damda.keys import SoftwareSigner
from damda.sd_jwt import check_key_binding, holder_key, parse, processed
from damda.sd_jwt_vc import anchor_digest_of
from damda_wallet.errors import Refused
from support.engine_wallet import engine_wallet, now, refusal
from support.sd_jwt_issuing import SdJwtIssuer
from support.wallet_parties import QUERY, SD_JWT_BADGE, Reply

pytest_plugins = ["support.wallet_fixtures"]
pytestmark = pytest.mark.integration

COURSE = "클라우드 네이티브 백엔드 개발자 양성"


def take(wallet, issuer):
    return wallet.accept(wallet.read(issuer.link(configuration_ids=(SD_JWT_BADGE,))))


@pytest.fixture
def card(wallet, issuer):
    (card,) = take(wallet, issuer).cards
    return card


def query(issuer, *paths, **more):
    asked = {"id": "part", "format": "dc+sd-jwt", "meta": {"vct_values": [issuer.selective.vct]}}
    if paths:
        asked["claims"] = [{"path": list(path)} for path in paths]
    return {"credentials": [asked | more]}


def presented(wallet, verifier, asked, choice=None):
    view = wallet.read(verifier.link(dcql_query=asked))
    assert wallet.present(view, choice).accepted
    return view, verifier.answers[-1].vp_token


# --- taking it -------------------------------------------------------------------------------


def test_it_is_kept_as_it_came_with_the_issuers_words(wallet, issuer, card, tmp_path):
    ((text, _),) = issuer.texts
    detail = wallet.card(card.id)
    assert detail.text == text
    assert detail.format == "dc+sd-jwt"
    assert (card.name.ko, card.achievement) == ("직업훈련 디지털배지", COURSE)
    assert card.background_color == "#1B775C"
    assert card.art_url.endswith(".svg") or card.art_url.endswith(".png")
    assert (card.issuer_did, card.status.outcome) == (issuer.keis.did, "unchecked")
    shown = {claim.label.ko: claim.value for claim in detail.claims}
    assert shown["훈련과정명"] == COURSE
    assert shown["출석률"] == "94"
    assert shown["발급기관 식별자"] == issuer.keis.did
    assert "cnf" not in json.dumps([claim.path for claim in detail.claims])
    wallet.close()
    again = engine_wallet(tmp_path)
    assert again.card(card.id).text == text
    again.close()


def test_the_same_one_is_here_already_and_another_is_a_new_card(wallet, issuer, card):
    ((text, _),) = issuer.texts
    issuer.alter_text = lambda _new: text
    assert refusal(lambda: take(wallet, issuer)).code == "subject_differs"
    issuer.alter_text = lambda new: new
    assert len(take(wallet, issuer).cards) == 1
    assert len(wallet.cards()) == 2


def another_key(issuer: SdJwtIssuer, text: str) -> str:
    return issuer.resigned(text, cnf={"jwk": SoftwareSigner.create("Ed25519").public.jwk})


def name_clash(issuer: SdJwtIssuer, text: str) -> str:
    """cases.md 17: a disclosure has the name of a claim in plain sight."""
    return issuer.resigned(text, trprName="다른 과정")


def tampered(_issuer: SdJwtIssuer, text: str) -> str:
    jwt, _, rest = text.partition("~")
    head, _, signature = jwt.split(".")
    payload = json.dumps(parse(text).payload | {"extra": 1}).encode()
    return f"{head}.{encode(payload)}.{signature}~{rest}"


def foreign_disclosure(_issuer: SdJwtIssuer, text: str) -> str:
    return text + encode(b'["c2FsdA","degree","PhD"]') + "~"


ALTERED = {
    "another key": (another_key, "subject_differs"),
    "no key": (lambda issuer, text: issuer.resigned(text, cnf=None), "subject_differs"),
    "name clash": (name_clash, "malformed"),
    "payload changed": (tampered, "proof_invalid"),
    "a disclosure of nowhere": (foreign_disclosure, "malformed"),
    "another type": (
        lambda issuer, text: issuer.resigned(text, vct="https://x.example/types/phd"),
        "type_differs",
    ),
    "another issuer": (
        lambda issuer, text: issuer.resigned(text, iss="did:web:x.example"),
        "invalid_proof",
    ),
    "no sd-jwt": (lambda _issuer, _text: "a.b.c", "malformed"),
}


@pytest.mark.parametrize("fault", ALTERED)
def test_what_is_not_as_offered_is_refused_at_receipt(wallet, issuer, fault):
    alter, code = ALTERED[fault]
    issuer.alter_text = lambda text: alter(issuer.selective, text)
    assert refusal(lambda: take(wallet, issuer)).code == code
    assert wallet.cards() == []
    assert issuer.notifications == ["credential_failure"]


def test_an_object_where_a_text_was_offered_is_refused(wallet, issuer):
    issuer.respond = lambda _message: Reply(200, {"credentials": [{"credential": {"vct": "x"}}]})
    assert refusal(lambda: take(wallet, issuer)).code == "credential_unfit"


def test_an_issuer_without_accreditation_is_shown_so_before(wallet, issuer):
    issuer.selective.accredit("TrainingBadge")
    view = wallet.read(issuer.link(configuration_ids=(SD_JWT_BADGE,)))
    assert view.issuer.standing.outcome == "not_accredited"


def test_accreditation_that_was_shown_must_hold_at_receipt(wallet, issuer):
    view = wallet.read(issuer.link(configuration_ids=(SD_JWT_BADGE,)))
    assert view.issuer.standing.outcome == "accredited"
    issuer.selective.accredit("TrainingBadge")
    assert refusal(lambda: wallet.accept(view)).code == "issuer_not_accredited"


def test_words_come_from_the_type_where_the_issuers_metadata_has_none(wallet, issuer):
    metadata = issuer.metadata()
    del metadata["credential_configurations_supported"][SD_JWT_BADGE]["credential_metadata"][
        "claims"
    ]
    issuer.publish_metadata(metadata)
    (card,) = take(wallet, issuer).cards
    labels = {claim.label.en for claim in wallet.card(card.id).claims}
    assert {"Course title", "Attendance %"} <= labels


# --- looking again ---------------------------------------------------------------------------


def test_revocation_and_anchor_are_seen(wallet, issuer, card):
    ((text, index),) = issuer.texts
    (seen,) = wallet.refresh().cards
    assert (seen.after.status.outcome, seen.after.anchor.outcome) == ("valid", "none")
    issuer.anchor(text)
    issuer.selective.set_status(index, 2)
    (seen,) = wallet.refresh().cards
    assert (seen.after.status.outcome, seen.after.anchor.outcome) == ("suspended", "anchored")
    issuer.selective.set_status(index, 1)
    (seen,) = wallet.refresh().cards
    assert seen.after.status.outcome == "revoked"
    del issuer.web.pages["/keis/status-tokens/1"]
    (seen,) = wallet.refresh().cards
    assert seen.after.status.outcome == "revoked"
    assert not seen.after.status.could_be_checked


# --- showing a part --------------------------------------------------------------------------


def test_consent_says_what_is_shown_and_what_is_not(wallet, issuer, verifier, card):
    link = verifier.link(dcql_query=query(issuer, ("trprName",), ("ncsLevel",)))
    ((candidate,),) = [each.candidates for each in wallet.read(link).queries]
    assert not candidate.whole
    asked = {line.label.ko: line.value for line in candidate.shared if line.asked}
    assert asked == {"훈련과정명": COURSE, "NCS 수준": "5"}
    others = {line.path for line in candidate.shared if not line.asked}
    assert others == {("iss",), ("iat",), ("nbf",)}
    hidden = {label.ko for label in candidate.withheld}
    assert {"출석률", "훈련기관명", "수료상태"} <= hidden
    assert "한빛직업전문학교" not in repr(candidate)
    assert hidden.isdisjoint(asked)


def test_only_what_is_asked_is_shown_and_bound_to_the_request(wallet, issuer, verifier, card):
    _, token = presented(wallet, verifier, query(issuer, ("trprName",), ("ncsLevel",)))
    ((shown,),) = token.values()
    read = parse(shown)
    claims = processed(read)
    assert {d.name for d in read.disclosures} == {"trprName", "ncsLevel"}
    assert claims.keys() - {"iss", "iat", "nbf", "vct", "vct#integrity", "cnf", "status"} == {
        "trprName",
        "ncsLevel",
    }
    binding = check_key_binding(
        read,
        key=holder_key(read),
        audience=verifier.client_id,
        nonce=verifier.nonce,
        now=now(),
        max_age=None,
    )
    assert binding.nonce == verifier.nonce
    (line,) = [each for each in wallet.activity() if each.kind == "presented"]
    assert {"훈련과정명", "NCS 수준"} <= {label.ko for label in line.claims}
    assert "출석률" not in {label.ko for label in line.claims}


def test_a_query_without_claims_shows_nothing_of_it(wallet, issuer, verifier, card):
    _, token = presented(wallet, verifier, query(issuer))
    ((shown,),) = token.values()
    assert parse(shown).disclosures == ()


def test_elements_of_a_list_are_shown_one_by_one(wallet, issuer, verifier):
    issuer.selective_claims = {"ncsUnits": ["2001020211_16v4", "2001020212_16v4"]}
    take(wallet, issuer)
    _, token = presented(wallet, verifier, query(issuer, ("ncsUnits", 1)))
    ((shown,),) = token.values()
    assert processed(parse(shown))["ncsUnits"] == ["2001020212_16v4"]
    _, token = presented(wallet, verifier, query(issuer, ("ncsUnits", None)))
    ((shown,),) = token.values()
    assert len(processed(parse(shown))["ncsUnits"]) == 2


def test_the_first_claim_set_that_is_met_is_shown(wallet, issuer, verifier, card):
    claims = [{"id": n, "path": [n]} for n in ("nickname", "trprName", "ncsLevel")]
    asked = query(issuer, claims=claims, claim_sets=[["nickname"], ["ncsLevel"], ["trprName"]])
    _, token = presented(wallet, verifier, asked)
    ((shown,),) = token.values()
    assert {d.name for d in parse(shown).disclosures} == {"ncsLevel"}


def test_both_forms_in_one_answer(wallet, issuer, verifier, card):
    (whole,) = wallet.accept(wallet.read(issuer.link())).cards
    asked = {"credentials": [*QUERY["credentials"], *query(issuer, ("trprName",))["credentials"]]}
    view, token = presented(wallet, verifier, asked)
    assert view.slots == (("training_badge",), ("part",))
    assert view.default_choice == {"training_badge": (whole.id,), "part": (card.id,)}
    assert isinstance(token["training_badge"][0], dict)
    assert isinstance(token["part"][0], str)
    (line,) = [each for each in wallet.activity() if each.kind == "presented"]
    assert len(line.cards) == 2


def test_of_alternatives_the_first_is_sent_or_the_one_that_was_named(
    wallet, issuer, verifier, card
):
    (whole,) = wallet.accept(wallet.read(issuer.link())).cards
    asked = {
        "credentials": [*QUERY["credentials"], *query(issuer, ("trprName",))["credentials"]],
        "credential_sets": [{"options": [["part"], ["training_badge"]]}],
    }
    view, token = presented(wallet, verifier, asked)
    assert view.slots == (("part", "training_badge"),)
    assert {name for name, _ in view.picks(view.slots[0])} == {"part", "training_badge"}
    assert list(token) == ["part"]
    named = view.choice({"training_badge": (whole.id,)})
    _, token = presented(wallet, verifier, asked, named)
    assert list(token) == ["training_badge"]


def test_a_card_that_does_not_answer_is_not_sent(wallet, issuer, verifier, card):
    view = wallet.read(verifier.link(dcql_query=query(issuer, ("nickname",))))
    assert not view.answerable
    with pytest.raises(Refused) as caught:
        wallet.present(view, {"part": (card.id,)})
    assert caught.value.code == "choice_unfit"
    assert verifier.forms == []


def test_the_anchor_proof_goes_along_under_the_digest(wallet, issuer, verifier, card):
    ((text, _),) = issuer.texts
    issuer.anchor(text)
    wallet.refresh()
    _, token = presented(wallet, verifier, query(issuer, ("trprName",)))
    ((shown,),) = token.values()
    assert list(verifier.answers[-1].anchor_proofs) == [anchor_digest_of(shown).hex()]
    assert anchor_digest_of(shown) == anchor_digest_of(text)
