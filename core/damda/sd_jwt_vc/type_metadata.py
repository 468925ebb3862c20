"""Type Metadata: what is known of a type of credential (draft-ietf-oauth-sd-jwt-vc, 5).

Read strictly, written by institutions; rendering is kept as it stands. Unknown members are let be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, cast

from ..document_members import is_absolute_uri
from ..openid.dcql.paths import ClaimPath, is_step
from ..protocols import Json, JsonView
from ..strict_json import loads_object
from .refusal import malformed

MAX_BYTES = 262_144
MAX_CLAIMS = 500
MAX_PATH = 20
MAX_DISPLAYS = 50
MAX_TEXT = 2048

type Disclosability = Literal["always", "allowed", "never"]
"""Whether a claim must, may or must not be selectively disclosable (5.6.4)."""

_DISCLOSABILITIES = ("always", "allowed", "never")
_SVG_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class ClaimDisplay:
    """What a claim is called in one language (5.6.2)."""

    locale: str
    label: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class TypeDisplay:
    """What a type is called in one language, and how it is drawn (5.5)."""

    locale: str
    name: str
    description: str | None = None
    rendering: Json | None = None


@dataclass(frozen=True, slots=True)
class ClaimMetadata:
    """One claim, or a set of them, of a type (5.6).

    ``mandatory`` and ``sd`` are None where the document leaves them to their defaults, ``false``
    and ``allowed``: a type that extends another then inherits what that one says.
    """

    path: ClaimPath
    display: tuple[ClaimDisplay, ...] | None = None
    mandatory: bool | None = None
    sd: Disclosability | None = None
    svg_id: str | None = None

    @property
    def disclosability(self) -> Disclosability:
        return self.sd or "allowed"

    def to_json(self) -> Json:
        """The object of ``claims``."""
        return _without_none(
            path=list(self.path),
            display=None if self.display is None else [_members(each) for each in self.display],
            mandatory=self.mandatory,
            sd=self.sd,
            svg_id=self.svg_id,
        )


@dataclass(frozen=True, slots=True)
class TypeMetadata:
    """A Type Metadata document (5.2). ``display`` is None where it has none."""

    vct: str
    name: str | None = None
    description: str | None = None
    extends: str | None = None
    extends_integrity: str | None = None
    display: tuple[TypeDisplay, ...] | None = None
    claims: tuple[ClaimMetadata, ...] = ()

    def to_json(self) -> Json:
        """The document, as an institution publishes it."""
        members: Json = _without_none(
            vct=self.vct,
            name=self.name,
            description=self.description,
            extends=self.extends,
            display=None if self.display is None else [_members(each) for each in self.display],
        )
        if self.extends_integrity is not None:
            members["extends#integrity"] = self.extends_integrity
        if self.claims:
            members["claims"] = [claim.to_json() for claim in self.claims]
        return members


def parse_type_metadata(data: bytes) -> TypeMetadata:
    """A document as it was fetched. Raises MalformedInput, LimitExceeded.

    Its integrity is not looked at (`check_integrity`), nor what it extends (`resolve_type`).
    """
    document = loads_object(data, max_bytes=MAX_BYTES)
    claims = tuple(map(_claim, _objects(document, "claims", MAX_CLAIMS) or ()))
    _check_different((claim.path for claim in claims), "path")
    _check_different((claim.svg_id for claim in claims if claim.svg_id is not None), "svg_id")
    return TypeMetadata(
        vct=_uri(document, "vct"),
        name=_optional(document, "name"),
        description=_optional(document, "description"),
        extends=_uri(document, "extends") if "extends" in document else None,
        extends_integrity=_optional(document, "extends#integrity"),
        display=_displays(document, _type_display),
        claims=claims,
    )


def _claim(entry: Json) -> ClaimMetadata:
    path = entry.get("path")
    if not isinstance(path, list) or not 0 < len(path) <= MAX_PATH or not all(map(is_step, path)):
        raise malformed(
            "path must be an array of names, places and null",
            "path는 이름, 순번, null의 배열이어야 합니다",
        )
    mandatory, sd = entry.get("mandatory"), entry.get("sd")
    if "mandatory" in entry and not isinstance(mandatory, bool):
        raise malformed("mandatory must be true or false", "mandatory는 true 또는 false여야 합니다")
    if "sd" in entry and sd not in _DISCLOSABILITIES:
        raise malformed(
            "sd must be always, allowed or never", "sd는 always, allowed, never 중 하나여야 합니다"
        )
    svg_id = _optional(entry, "svg_id")
    if svg_id is not None and not _SVG_ID.fullmatch(svg_id):
        raise malformed("svg_id must be a name", "svg_id는 이름이어야 합니다")
    return ClaimMetadata(
        path=tuple(path),
        display=_displays(entry, _claim_display),
        mandatory=mandatory,
        sd=cast("Disclosability | None", sd),
        svg_id=svg_id,
    )


def _displays[T](entry: JsonView, read: Callable[[Json], T]) -> tuple[T, ...] | None:
    objects = _objects(entry, "display", MAX_DISPLAYS)
    return None if objects is None else tuple(map(read, objects))


def _claim_display(entry: Json) -> ClaimDisplay:
    return ClaimDisplay(
        _text(entry, "locale"), _text(entry, "label"), _optional(entry, "description")
    )


def _type_display(entry: Json) -> TypeDisplay:
    rendering = entry.get("rendering")
    if "rendering" in entry and not isinstance(rendering, dict):
        raise malformed("rendering must be an object", "rendering은 객체여야 합니다")
    return TypeDisplay(
        _text(entry, "locale"), _text(entry, "name"), _optional(entry, "description"), rendering
    )


def _objects(entry: JsonView, name: str, most: int) -> list[Json] | None:
    value = entry.get(name)
    if name not in entry:
        return None
    if not isinstance(value, list) or len(value) > most:
        raise malformed(f"{name} must be a short array", f"{name}은(는) 배열이어야 합니다")
    if not all(isinstance(each, dict) for each in value):
        raise malformed(f"{name} must hold objects", f"{name}의 항목은 객체여야 합니다")
    return value


def _text(entry: JsonView, name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= MAX_TEXT:
        raise malformed(f"{name} must be a text", f"{name}은(는) 문자열이어야 합니다")
    return value


def _optional(entry: JsonView, name: str) -> str | None:
    return _text(entry, name) if name in entry else None


def _uri(entry: JsonView, name: str) -> str:
    value = _text(entry, name)
    if not is_absolute_uri(value):
        raise malformed(f"{name} must be a URI", f"{name}은(는) 주소여야 합니다")
    return value


def _check_different(values: Iterable[Any], name: str) -> None:
    listed = list(values)
    # Two paths are the same only if their steps are of the same kind: 1 is not true.
    if len({repr(value) for value in listed}) != len(listed):
        raise malformed(f"a {name} is there twice", f"같은 {name}이(가) 두 번 있습니다")


def _members(display: ClaimDisplay | TypeDisplay) -> Json:
    names = ("locale", "name", "label", "description", "rendering")
    return _without_none(**{name: getattr(display, name, None) for name in names})


def _without_none(**members: Any) -> Json:
    return {name: value for name, value in members.items() if value is not None}
