"""Codes are read as a camera gives them, and ours can be read by others."""

from __future__ import annotations

import io

import pytest
from damda_wallet import qr
from damda_wallet.errors import QrUnreadable
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFilter, ImageOps

OFFER = "openid-credential-offer://?credential_offer_uri=https%3A%2F%2Fkeis.example%2Foffers%2F8fK2"


def picture(text: str = OFFER, scale: int = 6, border: int = 4) -> Image.Image:
    matrix = qr.encode(text)
    cut = 4 - border
    rows = [row[cut : len(row) - cut] for row in matrix[cut : len(matrix) - cut]]
    image = Image.new("L", (len(rows), len(rows)))
    image.putdata([0 if dark else 255 for row in rows for dark in row])
    return image.resize((len(rows) * scale, len(rows) * scale), Image.Resampling.NEAREST)


def with_logo(image: Image.Image) -> Image.Image:
    side = int(image.width * 0.15**0.5 * 0.6)
    start = (image.width - side) // 2
    ImageDraw.Draw(image).rectangle((start, start, start + side, start + side), fill=200)
    return image


@pytest.mark.parametrize(
    "seen",
    [
        picture(),
        picture(border=1),
        picture(border=0),
        ImageOps.invert(picture()),
        ImageOps.mirror(picture()),
        picture().rotate(90),
        picture().rotate(33, expand=True, fillcolor=255),
        picture().filter(ImageFilter.GaussianBlur(2)),
        picture().point(lambda v: 100 + v * 40 // 100),
        picture().convert("RGB"),
        picture().convert("1"),
        ImageOps.expand(picture(), 400, fill=120),
        with_logo(picture()),
    ],
    ids=[
        "plain", "one module margin", "no margin", "inverted", "mirrored", "turned", "askew",
        "blurred", "pale", "colour", "two tones", "small in a large picture", "logo",
    ],
)  # fmt: skip
def test_a_code_is_read(seen):
    assert qr.decode(seen) == OFFER


def test_a_file_and_its_bytes_are_read(tmp_path):
    picture().save(tmp_path / "code.png")
    assert qr.decode(tmp_path / "code.png") == OFFER
    assert qr.decode((tmp_path / "code.png").read_bytes()) == OFFER


def test_a_transparent_background_counts_as_white():
    code = picture()
    image = Image.new("RGBA", code.size, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), mask=ImageOps.invert(code))
    assert qr.decode(image) == OFFER


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120))
def test_what_is_encoded_is_decoded(text):
    assert qr.decode(picture(text)) == text


def test_our_codes_have_four_modules_of_quiet_zone():
    matrix = qr.encode("x")
    assert not any(any(row) for row in matrix[:4] + matrix[-4:])
    assert not any(any(row[:4] + row[-4:]) for row in matrix)
    assert matrix[4][4]


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (Image.new("L", (300, 300), 255), "no_code"),
        (b"", "no_image"),
        (b"%PDF-1.7", "no_image"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "no_image"),
    ],
)
def test_nothing_to_read_is_said_in_both_languages(source, code):
    with pytest.raises(QrUnreadable) as caught:
        qr.decode(source)
    assert caught.value.code == code
    assert caught.value.ko != caught.value.en


def test_a_missing_file_is_no_image(tmp_path):
    with pytest.raises(QrUnreadable):
        qr.decode(tmp_path / "none.png")


def test_two_different_codes_are_not_guessed_between():
    one, two = picture("https://a.example"), picture("https://b.example")
    both = Image.new("L", (one.width * 2, one.height), 255)
    both.paste(one, (0, 0))
    both.paste(two, (one.width, 0))
    with pytest.raises(QrUnreadable) as caught:
        qr.decode(both)
    assert caught.value.code == "several_codes"


def test_a_huge_picture_is_refused_before_it_is_unpacked():
    buffer = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(buffer, "PNG")
    with pytest.raises(QrUnreadable) as caught:
        qr.decode(buffer.getvalue())
    assert caught.value.code == "no_image"


def test_a_text_that_fits_no_code_is_refused():
    with pytest.raises(QrUnreadable) as caught:
        qr.encode("가" * 3000)
    assert caught.value.code == "too_long"
