"""Taking an offer from an issuer that really serves: what is kept, and what is refused."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from damda.errors import FetchFailed
from damda_wallet.views import OfferView
from support.engine_wallet import engine_wallet, refusal
from support.wallet_parties import BADGE, OfferingIssuer, Reply, WebParty

pytest_plugins = ["support.wallet_fixtures"]
pytestmark = pytest.mark.integration


def test_an_offer_shows_who_offers_what(wallet, issuer):
    view = wallet.read(issuer.link())
    assert isinstance(view, OfferView)
    assert view.issuer.id == issuer.url
    assert view.issuer.name.ko == "한국고용정보원"
    assert view.issuer.did == issuer.keis.did
    assert view.issuer.standing.outcome == "accredited"
    assert view.credentials[0].name.en == "Training badge"
    assert view.credentials[0].background_color == "#12457a"
    assert (
        "훈련과정명" in {label.ko for label in view.credentials[0].claims}
        or len(view.credentials[0].claims) > 5
    )
    assert view.tx_code is None
    assert issuer.web.paths("POST") == []


def test_a_badge_is_kept_exactly_as_it_was_received(wallet, issuer, tmp_path):
    # Written in a way that no JSON library would write it (cases: time rewritten, number typing).
    spaced = []

    def respond(message):
        text = json.dumps(message["credentials"][0]["credential"], indent=3, ensure_ascii=True)
        spaced.append(text)
        body = '{"credentials":[{"credential": ' + text + '}],"notification_id":"n"}'
        return Reply(200, body.encode())

    issuer.respond = respond
    received = wallet.accept(wallet.read(issuer.link()))
    (card,) = received.cards
    detail = wallet.card(card.id)
    assert detail.text == spaced[0]
    assert detail.holder_did.startswith("did:key:z6Mk")
    assert detail.format == "ldp_vc"
    assert card.issuer_did == issuer.keis.did
    assert card.status.outcome == "unchecked"
    assert issuer.notifications == ["credential_accepted"]
    assert [line.kind for line in wallet.activity()] == ["received"]
    wallet.close()
    again = engine_wallet(tmp_path)
    assert again.card(card.id).text == spaced[0]
    again.close()


def test_each_card_has_a_key_of_its_own(wallet, issuer):
    cards = [wallet.accept(wallet.read(issuer.link())).cards[0] for _ in range(2)]
    assert len({wallet.card(card.id).holder_did for card in cards}) == 2
    assert [card.id for card in wallet.cards()] == [cards[1].id, cards[0].id]


def test_an_offer_by_value_with_percent_signs_is_decoded_once(wallet, issuer):
    metadata = issuer.metadata()
    configurations = metadata["credential_configurations_supported"]
    configurations["Rice%20Badge"] = configurations["a+b"] = configurations[BADGE]
    issuer.publish_metadata(metadata)
    offer = issuer.offer(configuration_ids=("Rice%20Badge", "a+b")).to_json()
    link = "openid-credential-offer://?credential_offer=" + quote(json.dumps(offer), safe="")
    for arrival in ("qr", "link"):
        view = wallet.read(link, arrival=arrival)
        assert [each.configuration_id for each in view.credentials] == ["Rice%20Badge", "a+b"]


def test_p256_keys_for_an_issuer_that_wants_them(wallet, issuer):
    metadata = issuer.metadata()
    configuration = metadata["credential_configurations_supported"][BADGE]
    configuration["proof_types_supported"]["jwt"]["proof_signing_alg_values_supported"] = ["ES256"]
    configuration["cryptographic_binding_methods_supported"] = ["jwk"]
    issuer.publish_metadata(metadata)
    (card,) = wallet.accept(wallet.read(issuer.link())).cards
    assert wallet.card(card.id).holder_did.startswith("did:jwk:")


def test_one_stale_nonce_is_tried_again_and_a_second_is_not(wallet, issuer):
    issuer.stale_nonces = 1
    assert wallet.accept(wallet.read(issuer.link())).cards
    assert len(issuer.requests) == 2
    issuer.stale_nonces, issuer.requests = 5, []
    error = refusal(lambda: wallet.accept(wallet.read(issuer.link())))
    assert error.code == "invalid_nonce"
    assert len(issuer.requests) == 2


def test_named_identifiers_are_used_and_give_two_cards(wallet, issuer):
    issuer.identifiers = ("rice-2026-1", "rice-2026-2")
    received = wallet.accept(wallet.read(issuer.link()))
    assert len(received.cards) == 2
    assert [r.get("credential_identifier") for r in issuer.requests] == list(issuer.identifiers)
    assert all("credential_configuration_id" not in r for r in issuer.requests)


# --- the same again --------------------------------------------------------------------------


def test_the_identical_credential_is_already_here(wallet, issuer):
    issuer.identifiers = ("one", "two")
    view = wallet.read(issuer.link())
    received = wallet.accept(view)
    assert len(received.cards) == 2
    assert received.already_here == ()
    wallet.remove(received.cards[0].id)
    assert [card.id for card in wallet.cards()] == [received.cards[1].id]
    error = refusal(lambda: wallet.card(received.cards[0].id))
    assert error.code == "no_such_card"
    assert wallet.activity()[0].kind == "removed"


# --- what is not what was offered ------------------------------------------------------------


def change_name(document):
    document["credentialSubject"]["achievement"]["name"] = "다른 과정"
    return document


def other_type(document):
    document["type"] = [t for t in document["type"] if t != "TrainingBadge"]
    return document


def unsigned(document):
    del document["proof"]
    return document


@pytest.mark.parametrize(
    ("alter", "code"),
    [
        (change_name, "proof_invalid"),
        (other_type, "type_differs"),
        (unsigned, None),
        (lambda document: {"hello": "world"}, "malformed"),
        (lambda document: "text", "credential_unfit"),
    ],
)
def test_a_credential_that_does_not_hold_is_not_kept(wallet, issuer, alter, code):
    issuer.alter = alter
    error = refusal(lambda: wallet.accept(wallet.read(issuer.link())))
    assert code is None or error.code == code
    assert wallet.cards() == []
    assert issuer.notifications == ["credential_failure"]


def test_a_credential_about_somebody_else_is_not_kept(wallet, issuer):
    issuer.subject = "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
    assert refusal(lambda: wallet.accept(wallet.read(issuer.link()))).code == "subject_differs"
    assert wallet.cards() == []


def test_a_credential_in_the_name_of_another_than_the_shown_issuer_is_not_kept(
    wallet, issuer, ledger
):
    with WebParty() as elsewhere:
        other = OfferingIssuer(elsewhere, ledger)
        issuer.keis.did, issuer.keis.signer = other.keis.did, other.keis.signer
        error = refusal(lambda: wallet.accept(wallet.read(issuer.link())))
    assert error.code == "issuer_differs"


def test_several_credentials_for_one_key_are_not_kept(wallet, issuer):
    issuer.respond = lambda message: Reply(
        200, {"credentials": message["credentials"] * 2, "notification_id": "n"}
    )
    assert refusal(lambda: wallet.accept(wallet.read(issuer.link()))).code == "credential_unfit"


def test_a_deferred_answer_says_so(wallet, issuer):
    issuer.respond = lambda _: Reply(202, {"transaction_id": "t", "interval": 5})
    error = refusal(lambda: wallet.accept(wallet.read(issuer.link())))
    assert error.code == "deferred_unsupported"


def test_a_notification_that_fails_changes_nothing(wallet, issuer):
    issuer.web.routes["POST", "/keis/notification"] = lambda _: Reply(500)
    assert wallet.accept(wallet.read(issuer.link())).cards


def test_fetch_failures_are_of_one_kind(wallet):
    with pytest.raises(FetchFailed):
        wallet.read("openid-credential-offer://?credential_offer_uri=http%3A%2F%2Flocalhost%3A9%2F")
