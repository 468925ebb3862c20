"""A card as a file that any other wallet reads: the text as received, or baked into a picture."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NoBase64
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from damda.baking import bake, picture_kind

from .card_picture import drawn_png, drawn_svg
from .cards import HeldCredential
from .errors import Refused, SetupFaulty
from .file_views import Exported
from .forms import OPEN_BADGES_2
from .views import Language

type ExportForm = Literal["json", "png", "svg"]

EXPORT_FORMS: tuple[ExportForm, ...] = ("json", "png", "svg")
_TEXTS = {
    "ldp_vc": ("json", "application/vc"),
    "dc+sd-jwt": ("sd-jwt", "application/dc+sd-jwt"),
    OPEN_BADGES_2: ("txt", "text/plain"),
}
"""File ending and media type of each form's own text."""
_PICTURES = {"png": "image/png", "svg": "image/svg+xml"}
_DATA_URL = re.compile(r"data:image/(?:png|svg\+xml);base64,([A-Za-z0-9+/=]+)", re.ASCII)
_NAME = re.compile(r"[^\w가-힣-]+")


def exported(held: HeldCredential, form: ExportForm, *, language: Language) -> Exported:
    """The card as a file. The key stays here: what leaves can be verified, not presented.

    A picture is the badge's own if it brings one of that kind along, else a drawn card; the badge
    in it is the text as it was received. Raises Refused for a picture of an Open Badge 2.0.
    """
    title = held.card.achievement or held.card.name.text(language)
    name = _NAME.sub("-", title).strip("-")[:60] or "badge"
    text = held.credential.text
    if form == "json":
        ending, media_type = _TEXTS[held.format]
        return Exported(f"{name}.{ending}", media_type, text.encode())
    if held.format == OPEN_BADGES_2:
        raise Refused(
            "An Open Badge 2.0 is exported as its text only.",
            ko="오픈배지 2.0은 원문으로만 내보낼 수 있습니다.",
            code="form_unsupported",
        )
    art = _own_art(held.credential.claims, form)
    if art is None:
        art = drawn_png(held.card, language) if form == "png" else drawn_svg(held.card, language)
    return Exported(f"{name}.{form}", _PICTURES[form], bake(art, text, replace=True))


def save(file: Exported, folder: Path) -> Path:
    """Write the file into ``folder`` under a name that no other file has; where it is.

    Raises SetupFaulty ("not_saved").
    """
    stem, _, ending = file.name.rpartition(".")
    try:
        for number in range(1, 1_000):
            path = folder / (file.name if number == 1 else f"{stem}-{number}.{ending}")
            with suppress(FileExistsError), path.open("xb") as written:
                written.write(file.data)
                return path
    except OSError:
        pass
    raise SetupFaulty(
        f"The file can't be written into {folder}.",
        ko=f"{folder}에 파일을 저장할 수 없습니다.",
        code="not_saved",
    )


def _own_art(claims: Any, form: ExportForm) -> bytes | None:
    """The picture in the badge itself (``data:``); none is fetched, which would tell on the holder."""
    for path in (("credentialSubject", "achievement", "image"), ("image",)):
        value = claims
        for name in (*path, "id"):
            value = value.get(name) if isinstance(value, dict) else None
        found = _DATA_URL.fullmatch(value) if isinstance(value, str) else None
        if found is None:
            continue
        try:
            picture = b64decode(found[1], validate=True)
        except NoBase64:
            continue
        if picture_kind(picture) == form:
            return picture
    return None
