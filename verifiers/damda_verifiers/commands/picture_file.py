"""Files that are pictures: a baked badge is read from the file, a QR code from what it shows."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from damda.baking import extract, picture_kind
from damda.errors import DamdaError, MalformedInput
from damda.inspect import Inspection, inspect, inspect_scanned

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_BYTES = 30_000_000
"""The largest photograph."""
MAX_PIXELS = 50_000_000
_RASTERS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


def inspect_file(data: bytes) -> Inspection:
    """What is inside a document or a picture: its badge if there is one, else its QR code.

    Raises DamdaError ("nothing_in_picture" for a picture with neither).
    """
    if not data.startswith(_RASTERS):
        return inspect(data)
    if picture_kind(data) is not None:
        try:
            return inspect(data)
        except MalformedInput as error:
            if error.code != "not_baked":
                raise
    return inspect_scanned(_qr_text(data), size=len(data))


def document_bytes(data: bytes) -> bytes:
    """The credential in a baked picture; any other bytes as they are.

    Raises DamdaError: "open_badges_2", and what `damda.baking.extract` raises.
    """
    if picture_kind(data) is None:
        return data
    baked = extract(data)
    if baked.version == "2.0":
        raise DamdaError(
            "The picture holds an Open Badge 2.0. That older kind is not verified by our rules; "
            "damda inspect shows what it says.",
            ko="그림에 든 것은 오픈배지 2.0입니다. 이 옛 형식은 담다의 규칙으로 검증하지 않습니다. 내용은 "
            "damda inspect로 볼 수 있습니다.",
            code="open_badges_2",
        )
    return baked.text.encode()


def _qr_text(data: bytes) -> str:
    # Late: most files are no photographs.
    import zxingcpp

    codes = zxingcpp.read_barcodes(
        _grey(data), formats=zxingcpp.BarcodeFormat.QRCode, try_rotate=True, try_invert=True
    )
    texts = sorted({code.text for code in codes if code.text})
    if len(texts) > 1:
        raise _refused(
            "There are several QR codes in the picture; give a picture of one.",
            "그림에 QR코드가 여러 개 있습니다. 하나만 있는 그림을 주세요.",
            "several_codes",
        )
    if not texts:
        raise _refused(
            "There is no badge and no readable QR code in this picture.",
            "그림에 배지도, 읽을 수 있는 QR코드도 없습니다.",
            "nothing_in_picture",
        )
    return texts[0]


def _grey(data: bytes) -> Image:
    """With a light margin; transparent parts become white, as they would else read as black."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > MAX_PIXELS:
            raise _no_picture()
        image.load()
    # Pillow's readers raise these for damaged files.
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError) as error:
        raise _no_picture() from error
    except Image.DecompressionBombError as error:
        raise _no_picture() from error
    solid = image.convert("RGBA")
    white = Image.new("RGBA", solid.size, "white")
    return ImageOps.expand(Image.alpha_composite(white, solid).convert("L"), border=40, fill=255)


def _no_picture() -> DamdaError:
    return _refused(
        "The picture can't be read, or it is too large.",
        "읽을 수 없는 그림이거나 너무 큽니다.",
        "no_image",
    )


def _refused(en: str, ko: str, code: str) -> DamdaError:
    return DamdaError(en, ko=ko, code=code)
