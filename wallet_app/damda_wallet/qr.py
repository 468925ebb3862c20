"""QR codes: read from a picture, and written as a matrix of modules."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import QrUnreadable

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MAX_PIXELS = 50_000_000
MAX_FILE = 30_000_000
QUIET_ZONE = 4
"""Light modules around a code (ISO/IEC 18004)."""


def decode(source: Path | bytes | Picture) -> str:
    """The text of the one QR code in a picture: a file, an encoded image, or a PIL image.

    Turned, mirrored, inverted and blurred codes are read too. Raises QrUnreadable: "no_image",
    "no_code", "several_codes".
    """
    import zxingcpp
    from PIL import ImageOps

    image = source if not isinstance(source, Path | bytes) else _opened(source)
    flat = _on_white(image)
    for attempt in (flat, ImageOps.expand(flat, border=40, fill=255)):
        found = zxingcpp.read_barcodes(
            attempt, formats=zxingcpp.BarcodeFormat.QRCode, try_rotate=True, try_invert=True
        )
        texts = sorted({code.text for code in found if code.text})
        if len(texts) == 1:
            return texts[0]
        if texts:
            raise QrUnreadable(
                "There are several codes in the picture. Take a picture of one.",
                ko="사진에 QR코드가 여러 개 있습니다. 하나만 나오게 다시 찍어 주세요.",
                code="several_codes",
            )
    raise QrUnreadable(
        "No QR code was found. Hold the camera straight and closer, and mind the light.",
        ko="QR코드를 찾지 못했습니다. 카메라를 반듯하게, 더 가까이 대고 밝은 곳에서 찍어 주세요.",
        code="no_code",
    )


def encode(text: str) -> list[list[bool]]:
    """Rows of modules, True is dark, with a quiet zone of 4. Raises QrUnreadable ("too_long")."""
    import qrcode
    from qrcode.exceptions import DataOverflowError

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    try:
        code.make(fit=True)
    # The package has both for a text that fits no version.
    except (DataOverflowError, ValueError):
        raise QrUnreadable(
            "The text is too long for one QR code.",
            ko="QR코드 하나에 담기에는 글이 너무 깁니다.",
            code="too_long",
        ) from None
    return [[bool(module) for module in row] for row in code.get_matrix()]


def _opened(source: Path | bytes) -> Picture:
    from PIL import Image, UnidentifiedImageError

    try:
        if isinstance(source, Path):
            if source.stat().st_size > MAX_FILE:
                raise _no_image()
            source = source.read_bytes()
        image = Image.open(io.BytesIO(source))
        if len(source) > MAX_FILE or image.width * image.height > MAX_PIXELS:
            raise _no_image()
        image.load()
    # Pillow's readers raise these for damaged files.
    except (
        OSError,
        UnidentifiedImageError,
        ValueError,
        SyntaxError,
        Image.DecompressionBombError,
    ):
        raise _no_image() from None
    return image


def _on_white(image: Picture) -> Picture:
    """Grey, with transparent parts made white: they would else read as black."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        solid = image.convert("RGBA")
        white = Image.new("RGBA", solid.size, "white")
        image = Image.alpha_composite(white, solid)
    return image.convert("L")


def _no_image() -> QrUnreadable:
    return QrUnreadable(
        "The file is not a picture that can be read, or it is too large.",
        ko="읽을 수 있는 사진 파일이 아니거나 너무 큽니다.",
        code="no_image",
    )
