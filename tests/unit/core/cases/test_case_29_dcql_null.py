"""Case 29: null in a claims path means all elements, and is not the text "null".

From the request to the verifier: what is disclosed is what was asked for, nothing else.
"""

import secrets
from datetime import UTC, datetime

import pytest
from damda.errors import OpenIdError
from damda.keys import SoftwareSigner
from damda.openid.dc_sd_jwt import held_as_shown, held_to_show
from damda.openid.dcql import check_answer, match, parse_query
from damda.sd_jwt import present
from damda.sd_jwt_vc import check_sd_jwt_vc, secure_sd_jwt_vc

VCT = "https://keis.example/types/languages"
NOW = datetime(2026, 3, 25, tzinfo=UTC)
ISSUER, HOLDER = SoftwareSigner.create("Ed25519"), SoftwareSigner.create("P-256")
DRAFT = secure_sd_jwt_vc(
    {"languages": ["ko", "en"], "null": "odd"},
    vct=VCT,
    issuer=ISSUER.did,
    verification_method=ISSUER.verification_method,
    algorithm="EdDSA",
    holder_key=HOLDER.public,
    issued_at=NOW,
    valid_from=None,
    valid_until=None,
    status=None,
    disclosable=[("languages", None), ("null",)],
    entropy=secrets.token_bytes,
)
CARD = check_sd_jwt_vc(DRAFT.attach(ISSUER.sign(DRAFT.signing_input)))


def asking(*paths):
    claims = [{"path": list(path)} for path in paths]
    asked = {"id": "q", "format": "dc+sd-jwt", "meta": {"vct_values": [VCT]}, "claims": claims}
    return parse_query({"credentials": [asked]})


def shown(query):
    """What a wallet answers with, as the verifier reads it; None if it has no answer."""
    (found,) = match(query, [held_to_show(CARD, "card")]).queries
    if not found.candidates:
        return None
    text = present(
        CARD.sd_jwt,
        paths=found.disclosed["card"],
        signer=HOLDER,
        audience="a",
        nonce="n",
        issued_at=NOW,
    )
    return check_sd_jwt_vc(text)


@pytest.mark.parametrize(
    ("path", "values"),
    [
        (("languages", None), ["ko", "en"]),
        (("languages", 1), ["en"]),
        (("languages", 0), ["ko"]),
        (("null",), ["odd"]),
    ],
)
def test_it_is_answered_with_exactly_that(path, values):
    view = shown(asking(path))
    assert [each.value for each in view.sd_jwt.disclosures] == values
    check_answer(asking(path), {"q": [held_as_shown(view, "q")]})


@pytest.mark.parametrize("path", [("languages", None, "x"), ("vct", None), ("languages", "null")])
def test_nothing_answers(path):
    assert shown(asking(path)) is None


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (("languages", 1), ("languages", None)),
        (("languages", 1), ("languages", 0)),
        (("languages", None), ("null",)),
        (("null",), ("languages", None)),
    ],
)
def test_an_answer_to_another_path_is_refused(asked, answered):
    view = shown(asking(answered))
    with pytest.raises(OpenIdError):
        check_answer(asking(asked), {"q": [held_as_shown(view, "q")]})
