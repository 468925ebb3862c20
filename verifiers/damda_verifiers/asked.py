"""What a relying party asks for: credentials, in the forms that it takes, and their claims."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from damda.protocols import Json
from damda_issuers.toml_lines import Reader

from .forms import FORMS

type ClaimPath = tuple[str | int | None, ...]
"""OpenID4VP 1.0, 7: None stands for every element of an array."""

type ValueForm = Literal["text", "date", "percent", "hours", "level", "code"]

VALUE_FORMS: tuple[ValueForm, ...] = ("text", "date", "percent", "hours", "level", "code")
PATH_KEYS: Mapping[str, str] = {"ldp_vc": "path", "dc+sd-jwt": "sd_jwt_path"}
"""Where ``verifier.toml`` has a claim's path in each form."""
NAME = r"[a-zA-Z0-9_-]{1,64}"
AGENT = "{agent}"
"""In a ``vct``: the public address of the institutions' agent."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages."""

    ko: str
    en: str

    def of(self, lang: str) -> str:
        return self.en if lang == "en" else self.ko


@dataclass(frozen=True, slots=True)
class AskedClaim:
    """One claim that is asked for and shown; ``paths`` are where it is, by format: in a form that
    is not among them it is not asked for. ``values`` names enumerated values for people."""

    paths: Mapping[str, ClaimPath]
    label: Text
    form: ValueForm
    optional: bool
    values: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class AskedForm:
    """One form in which a credential may be shown: a credential query (OpenID4VP 1.0, 6.1)."""

    query_id: str
    format: str
    meta: Json


@dataclass(frozen=True, slots=True)
class AskedCredential:
    """One credential; of its ``forms`` any one will do, the first is liked best."""

    id: str
    label: Text
    forms: tuple[AskedForm, ...]
    claims: tuple[AskedClaim, ...]

    def queries(self) -> list[Json]:
        """A credential query for each form."""
        return [self._query(form) for form in self.forms]

    def _query(self, form: AskedForm) -> Json:
        query: Json = {
            "id": form.query_id,
            "format": form.format,
            "meta": form.meta,
            "require_cryptographic_holder_binding": True,
        }
        asked = [claim for claim in self.claims if form.format in claim.paths]
        needed = [claim for claim in asked if not claim.optional]
        if not FORMS[form.format].selective:
            # It comes whole: what is optional is then there, or not.
            asked = needed
        if asked:
            query["claims"] = [{"path": list(claim.paths[form.format])} for claim in asked]
        if len(needed) < len(asked):
            for number, claim in enumerate(query["claims"]):
                claim["id"] = f"claim_{number}"
            ids = {id(claim): f"claim_{number}" for number, claim in enumerate(asked)}
            query["claim_sets"] = [[ids[id(each)] for each in set_] for set_ in (asked, needed)]
        return query


def dcql_query(credentials: Sequence[AskedCredential]) -> Json:
    """The query for the wallet (OpenID4VP 1.0, 6): all credentials, each in one of its forms."""
    query: Json = {"credentials": [each for asked in credentials for each in asked.queries()]}
    if any(len(asked.forms) > 1 for asked in credentials):
        query["credential_sets"] = [
            {"options": [[form.query_id] for form in asked.forms]} for asked in credentials
        ]
    return query


def read_asked_credential(reader: Reader, agent_url: str) -> AskedCredential:
    """One ``[[credentials]]``. Raises DefinitionMalformed."""
    name = reader.text("id", form=NAME)
    taken = [row for row in _FORM_KEYS if reader.has(row[1])]
    forms = tuple(
        AskedForm(
            name if len(taken) == 1 else f"{name}{suffix}", format, meta(reader, key, agent_url)
        )
        for format, key, suffix, meta in taken
    )
    if not forms:
        raise reader.fail("id", "types or vct_values must say what is asked for")
    keys = (*PATH_KEYS.values(), "label", "form", "optional", "values")
    rows = reader.tables("claims", keys)
    claims = tuple(_claim(each, forms) for each in rows)
    for form in forms:
        asked = [claim.optional for claim in claims if form.format in claim.paths]
        if FORMS[form.format].selective and asked and all(asked):
            raise reader.fail("claims", f"as {form.format}, one claim must not be optional")
    return AskedCredential(name, text_of(reader, "label"), forms, claims)


def text_of(reader: Reader, key: str) -> Text:
    table = reader.table(key, ("ko", "en"))
    return Text(ko=table.text("ko"), en=table.text("en"))


def path_of(reader: Reader, key: str) -> ClaimPath:
    """A claims path (OpenID4VP 1.0, 7) as JSON text, for TOML has no null."""
    text = reader.text(key)
    try:
        path = json.loads(text)
    except ValueError as error:
        raise reader.fail(key, f"{key} must be a JSON array in a text") from error
    if not isinstance(path, list) or not path or not all(_step(step) for step in path):
        raise reader.fail(key, f"{key} must be a JSON array of names, indices and null")
    return tuple(path)


def _type_values(reader: Reader, key: str, _agent_url: str) -> Json:
    """Expanded IRIs that must all be there (B.1.1)."""
    types = reader.texts(key)
    if not types:
        raise reader.fail(key, "types must name at least one type, as an expanded IRI")
    return {"type_values": [list(types)]}


def _vct_values(reader: Reader, key: str, agent_url: str) -> Json:
    """Types of which it must be one (B.3.5)."""
    names = reader.texts(key)
    if not names:
        raise reader.fail(key, "vct_values must name at least one type")
    return {"vct_values": [name.replace(AGENT, agent_url) for name in names]}


# What shows less comes first: wallets take the first form that they can.
_FORM_KEYS: tuple[tuple[str, str, str, Callable[[Reader, str, str], Json]], ...] = (
    ("dc+sd-jwt", "vct_values", "_sd_jwt", _vct_values),
    ("ldp_vc", "types", "", _type_values),
)


def _claim(reader: Reader, forms: Sequence[AskedForm]) -> AskedClaim:
    form = reader.text("form", default="text")
    if form not in VALUE_FORMS:
        raise reader.fail("form", f"form must be one of {', '.join(VALUE_FORMS)}")
    formats = {each.format for each in forms}
    paths = {f: path_of(reader, key) for f, key in PATH_KEYS.items() if reader.has(key)}
    if not paths:
        raise reader.fail("label", "path or sd_jwt_path must say where the claim is")
    if strange := sorted(paths.keys() - formats):
        key = PATH_KEYS[strange[0]]
        raise reader.fail(key, f"{key} is for the form {strange[0]}, which is not asked for")
    return AskedClaim(
        paths=paths,
        label=text_of(reader, "label"),
        form=form,
        optional=reader.flag("optional", default=False),
        values=_values(reader),
    )


def _values(reader: Reader) -> dict[str, Text]:
    if not reader.has("values"):
        return {}
    rows = reader.tables("values", ("value", "ko", "en"))
    return {row.text("value"): Text(ko=row.text("ko"), en=row.text("en")) for row in rows}


def _step(step: object) -> bool:
    if isinstance(step, bool):
        return False
    return step is None or isinstance(step, str) or (isinstance(step, int) and step >= 0)
