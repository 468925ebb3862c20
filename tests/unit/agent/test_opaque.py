"""Codes, tokens and QR codes: what is handed out, and what is kept of it."""

from __future__ import annotations

import base64
import io
import secrets

import pytest
import zxingcpp
from damda_agent import qr
from damda_agent.opaque import code_of_reference, hash_of, new_secret
from PIL import Image


def test_secrets_have_256_bits_and_codes_do_not_tell_the_reference():
    reference = new_secret(secrets.token_bytes)
    assert len(base64.urlsafe_b64decode(reference + "=")) == 32
    assert code_of_reference(reference) == code_of_reference(reference)
    assert code_of_reference(reference) != reference
    assert hash_of(reference) != hash_of(code_of_reference(reference))


@pytest.mark.parametrize("text", ["", "한글", "\udcff", "\x00", "x" * 10_000])
def test_whatever_comes_as_a_token_can_be_looked_up(text):
    assert len(hash_of(text)) == 32


def test_the_picture_is_read_back_and_has_its_quiet_zone():
    text = "openid-credential-offer://?credential_offer_uri=http%3A%2F%2Flocalhost%3A8130%2Fkeis"
    rows = qr.modules(text)
    uri = qr.png_data_uri(rows)
    assert uri.startswith("data:image/png;base64,")
    image = Image.open(io.BytesIO(base64.b64decode(uri.partition(",")[2])))
    assert [code.text for code in zxingcpp.read_barcodes(image)] == [text]
    assert not any(any(row) for row in rows[:4] + rows[-4:])
    assert not any(any(row[:4] + row[-4:]) for row in rows)
    svg = base64.b64decode(qr.svg_data_uri(rows).partition(",")[2]).decode()
    assert svg.count("M") == sum(map(sum, rows))
