"""The claims of a credential type: read from its definition, then held against what is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from damda.errors import ClaimsRefused, FieldProblem
from damda.protocols import Json

from .claim_types import NO_BOUNDS, Bounds, ClaimType, Refused, claim_type
from .rules import Rules
from .toml_lines import Reader

_MAX_PROBLEMS = 64
_OPTIONS = ("min", "max", "max_length", "max_items", "values")
_KEYS = (
    "name",
    "type",
    "ko",
    "en",
    "path",
    "required",
    "derived",
    "display",
    "disclosure",
    "alignment",
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: where it comes from, what it may be, where it goes in the credential.

    ``path`` is a claims path (OpenID4VCI 1.0, Appendix C); ``display`` says that a wallet shows
    it; a ``derived`` claim is never given but made by the rules; ``always_disclosed`` says that
    the holder can't keep it back where the form has selective disclosure; ``alignment`` names a
    framework of which the values are codes, or is "".
    """

    name: str
    type: str
    ko: str
    en: str
    required: bool
    path: tuple[str | int, ...]
    display: bool = True
    derived: bool = False
    always_disclosed: bool = False
    alignment: str = ""
    bounds: Bounds = NO_BOUNDS

    @property
    def kind(self) -> ClaimType:
        return claim_type(self.type)

    @property
    def is_list(self) -> bool:
        return self.type.startswith("array:")

    @property
    def schema(self) -> Json:
        """JSON Schema of the normalized value."""
        return self.kind.schema(self.bounds)


def read_claims(definition: Reader) -> tuple[tuple[Claim, Reader], ...]:
    """The ``[[claims]]`` of a definition, each with its reader. Raises DefinitionMalformed."""
    found: dict[str, tuple[Claim, Reader]] = {}
    for reader in definition.tables("claims", _KEYS + _OPTIONS):
        claim = _read_claim(reader)
        if claim.name in found:
            raise reader.fail("name", f"the claim {claim.name!r} stands here twice")
        found[claim.name] = (claim, reader)
    return tuple(found.values())


def _read_claim(reader: Reader) -> Claim:
    name = reader.text("name", form=r"[a-z][A-Za-z0-9]{0,63}")
    type_name = reader.text("type")
    path = reader.text("path", default=f"credentialSubject.{name}")
    return Claim(
        name=name,
        type=type_name,
        ko=reader.text("ko"),
        en=reader.text("en"),
        required=reader.flag("required", default=True),
        path=tuple(int(part) if part.isdigit() else part for part in path.split(".")),
        display=reader.flag("display", default=True),
        derived=reader.flag("derived", default=False),
        always_disclosed=_disclosure(reader) == "always",
        alignment=reader.text("alignment") if reader.has("alignment") else "",
        bounds=_read_bounds(reader, type_name),
    )


def _disclosure(reader: Reader) -> str:
    return reader.text("disclosure", form="selective|always", default="selective")


def _read_bounds(reader: Reader, type_name: str) -> Bounds:
    try:
        options = claim_type(type_name).options
    except KeyError:
        raise reader.fail("type", f"unknown claim type {type_name!r}") from None
    for key in _OPTIONS:
        if reader.has(key) and key not in options:
            raise reader.fail(key, f"{key} means nothing for the type {type_name!r}")
    if "values" in options and not reader.has("values"):
        raise reader.fail("type", "an enum needs values = [...]")
    bounds = Bounds(
        min=reader.integer("min"),
        max=reader.integer("max"),
        max_length=reader.integer("max_length", default=200) or 0,
        max_items=reader.integer("max_items", default=50) or 0,
        values=reader.texts("values"),
    )
    if bounds.max_length < 1 or bounds.max_items < 1:
        raise reader.fail(None, "max_length and max_items must be at least 1")
    if bounds.min is not None and bounds.max is not None and bounds.min > bounds.max:
        raise reader.fail("min", "min is larger than max")
    return bounds


def accept_claims(claims: Sequence[Claim], given: Any, rules: Rules, today: date) -> Json:
    """The given claims, normalized, in the definition's order, with the derived ones.

    Raises ClaimsRefused with one problem for each thing that is wrong.
    """
    if not isinstance(given, dict):
        raise ClaimsRefused([_problem("claims", _NOT_AN_OBJECT)])
    problems = _unknown(claims, given)
    accepted: Json = {}
    for claim in claims:
        if claim.derived:
            continue
        if given.get(claim.name) is None:
            if claim.required:
                problems.append(_missing(claim))
            continue
        try:
            accepted[claim.name] = claim.kind.read(given[claim.name], claim.bounds)
        except Refused as refusal:
            problems.append(_problem(claim.name, refusal))
    problems += rules.check(accepted, today)
    if problems:
        raise ClaimsRefused(problems[:_MAX_PROBLEMS])
    return _with_derived(claims, accepted, rules)


def _with_derived(claims: Sequence[Claim], accepted: Json, rules: Rules) -> Json:
    derived = rules.derive(dict(accepted))
    for claim in claims:
        if claim.derived and claim.name in derived:
            try:
                accepted[claim.name] = claim.kind.read(derived[claim.name], claim.bounds)
            except Refused as refusal:
                raise ClaimsRefused([_problem(claim.name, refusal)]) from refusal
        elif claim.derived and claim.required:
            raise ClaimsRefused([_missing(claim)])
    return {claim.name: accepted[claim.name] for claim in claims if claim.name in accepted}


def _unknown(claims: Sequence[Claim], given: Json) -> list[FieldProblem]:
    known = {claim.name for claim in claims if not claim.derived}
    derived = {claim.name for claim in claims if claim.derived}
    names = sorted(str(name) for name in given.keys() - known)[:_MAX_PROBLEMS]
    return [_problem(_shown(name), _DERIVED if name in derived else _UNKNOWN) for name in names]


def _shown(name: str) -> str:
    """A name that came from outside, fit for a message."""
    return "".join(c if c.isprintable() else "?" for c in name[:64])


def _missing(claim: Claim) -> FieldProblem:
    return FieldProblem(
        claim.name,
        "missing",
        f"{claim.en} is required",
        f"필수 항목입니다: {claim.ko}",
    )


def _problem(field: str, refusal: Refused) -> FieldProblem:
    name = field if refusal.at is None else f"{field}[{refusal.at}]"
    return FieldProblem(name, refusal.code, refusal.en, refusal.ko)


_NOT_AN_OBJECT = Refused(
    "wrong_type", "the claims must be one JSON object", "항목들은 하나의 JSON 객체여야 합니다."
)
_UNKNOWN = Refused(
    "unknown_claim", "this credential has no such claim", "이 증명서에 없는 항목입니다."
)
_DERIVED = Refused(
    "derived_claim",
    "this claim is derived from the others; leave it out",
    "다른 항목에서 계산되는 값입니다. 빼고 보내 주세요.",
)
