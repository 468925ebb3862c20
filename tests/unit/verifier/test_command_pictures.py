"""`damda inspect` and `damda verify` of pictures: baked badges of both versions, QR codes."""

from __future__ import annotations

import io
import json

import pytest
import qrcode
from damda.baking import bake
from damda.cli import main
from PIL import Image
from support.badge_pictures import SVG, itxt, png
from support.signed_files import AT, SignedFiles

OFFER = (
    "openid-credential-offer://?credential_offer=%7B%22credential_issuer%22%3A%22https%3A%2F%2Fi."
    "example%22%2C%22credential_configuration_ids%22%3A%5B%22Rice%2520Badge%22%2C%22a%2Bb%22%5D%2C"
    "%22grants%22%3A%7B%22urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Apre-authorized_code%22%3A%7B"
    "%22pre-authorized_code%22%3A%22TheSecret%22%7D%7D%7D"
)
OLD = {
    "@context": "https://w3id.org/openbadges/v2",
    "type": "Assertion",
    "id": "https://e.example/assertions/1",
    "recipient": {"type": "email", "identity": "learner@e.example", "hashed": False},
    "badge": "https://e.example/badges/1",
    "verification": {"type": "HostedBadge"},
    "issuedOn": "2019-03-01T00:00:00Z",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> SignedFiles:
    return SignedFiles(tmp_path_factory.mktemp("pictures"))


@pytest.fixture
def run(capsys):
    def call(*arguments: str) -> tuple[int, str]:
        code = main(list(arguments))
        said = capsys.readouterr()
        return code, said.out + said.err

    return call


def qr(text: str, form: str = "PNG") -> bytes:
    written = io.BytesIO()
    qrcode.make(text).convert("RGB").save(written, form)
    return written.getvalue()


@pytest.mark.parametrize("picture", [png(), SVG])
def test_a_baked_badge_is_verified_like_its_json(files, run, picture):
    text = json.dumps(files.document, ensure_ascii=False)
    name = files.write("badge.image", bake(picture, text))
    code, said = run("verify", name, "--at", AT, "--json", *files.evidence)
    assert code == 0
    assert json.loads(said)["verified"]
    changed = files.write("changed.image", bake(picture, text.replace("5000", "5001")))
    assert run("verify", changed, "--at", AT, *files.evidence)[0] == 1


def test_a_baked_badge_is_shown_with_what_it_lies_in(files, run):
    name = files.write("shown.png", bake(png(), json.dumps(files.document)))
    code, said = run("inspect", name, "--json")
    found = json.loads(said)
    assert (code, found["verified"], found["kind"]) == (0, None, "baked_picture")
    assert found["sections"]["picture"] == {"format": "png", "open_badges": "3.0"}
    assert found["inside"][0]["sections"]["subject"] == files.document["credentialSubject"]
    assert "배지가 든 그림" in run("inspect", name, "--lang", "ko")[1]


def test_a_badly_baked_badge_says_why(files, run):
    name = files.write("twice.png", png(itxt(b"{}"), itxt(b"{}")))
    for command in ("inspect", "verify"):
        code, said = run(command, name, "--lang", "en")
        assert code == 2
        assert "several badges" in said


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (json.dumps(OLD), "hosted"),
        ("https://e.example/assertions/1", "address"),
        ("eyJhbGciOiJSUzI1NiJ9.%s.c2ln", "signed"),
    ],
)
def test_version_2_is_labelled_and_never_verified(files, run, text, form):
    if "%s" in text:
        from base64 import urlsafe_b64encode

        payload = urlsafe_b64encode(json.dumps(OLD).encode()).rstrip(b"=").decode()
        text = text.replace("%s", payload)
    name = files.write("old.png", png(itxt(text.encode(), keyword=b"openbadges")))
    found = json.loads(run("inspect", name, "--json")[1])
    assert found["inside"][0]["kind"] == "open_badge_2"
    assert found["inside"][0]["format"] == form
    assert "not verified by our rules" in run("inspect", name, "--lang", "en")[1]
    assert "검증하지 않는" in run("inspect", name, "--lang", "ko")[1]
    code, said = run("verify", name, "--lang", "en")
    assert code == 2
    assert "open_badges_2" in said


def test_a_json_file_of_version_2_is_labelled_too(files, run):
    name = files.write("old.json", OLD)
    assert json.loads(run("inspect", name, "--json")[1])["kind"] == "open_badge_2"
    code, said = run("verify", name, "--json", "--offline")
    assert code == 1
    assert not json.loads(said)["verified"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (OFFER, "offer"),
        ("openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fi.example%2Fo", "offer"),
        ("openid4vp://?client_id=x&request_uri=https%3A%2F%2Fv.example%2Fr", "request_link"),
        ("https://e.example/badge.json", "url"),
        (json.dumps(OLD), "open_badge_2"),
        ("eyJhbGciOiJFUzI1NiJ9.e30.c2ln~WyJhIiwgImIiLCAxXQ~", "sd_jwt"),
    ],
)
@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_qr_code_is_inspected_as_what_it_says(files, run, text, kind, form):
    found = json.loads(run("inspect", files.write("qr.image", qr(text, form)), "--json")[1])
    assert found["kind"] == "qr_code"
    assert found["inside"][0]["kind"] == kind


def test_the_code_of_an_offer_is_not_shown(files, run):
    code, said = run("inspect", files.write("offer.png", qr(OFFER)), "--lang", "en")
    assert code == 0
    assert "Rice%20Badge" in said
    assert "TheSecret" not in said


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png(), "nothing_in_picture"),
        (qr("x")[:300], "baked_malformed"),
        (b"\xff\xd8\xff\xe0 no picture", "no_image"),
        (qr("hello"), "unknown_document"),
    ],
)
def test_a_picture_with_nothing_to_read(files, run, data, code):
    exit_code, said = run("inspect", files.write("other.image", data), "--lang", "ko")
    assert exit_code == 2
    assert code in said


def test_several_codes(files, run):
    one, two = (Image.open(io.BytesIO(qr(text))) for text in ("https://a.example", "https://b.ex"))
    both = Image.new("L", (one.width * 2 + 80, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(two, (one.width + 80, 0))
    written = io.BytesIO()
    both.save(written, "PNG")
    assert "several_codes" in run("inspect", files.write("two.png", written.getvalue()))[1]
