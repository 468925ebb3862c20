"""Open Badges 3.0 AchievementCredential (1EdTech), which is a VCDM 2.0 credential.

Names and descriptions are plain Korean texts: the specification's model has strings there, so
the other language lives in the issuer metadata. The claims stand where Open Badges has a place
for them, and in the institution's own terms at the subject where it has none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from damda.protocols import Json

from .. import templates
from ..claims import Claim
from ..issuing import Issuing, Naming, Values
from ..json_shape import Leaf, schema_of
from ..toml_lines import Reader
from .frameworks import FRAMEWORKS, alignment, alignment_schema
from .places import is_own_term, place_of, problem_with_place, put

__all__ = [
    "BASE_CONTEXTS",
    "TABLES",
    "build",
    "contexts",
    "is_own_term",
    "problem_with",
    "read",
    "schema",
    "types",
]

BASE_CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
TABLES = ("achievement",)
_KEYS = ("type", "id", "creator_id", "description", "criteria")
_ACHIEVEMENT_NAME = ("credentialSubject", "achievement", "name")
_CREATOR = ("credentialSubject", "achievement", "creator")

type Cell = Callable[[Claim], Any]
type Render = Callable[[str, Values], str]
type Text = Callable[[Render, str], Any]


@dataclass(frozen=True, slots=True)
class Achievement:
    """The table ``[achievement]``; ``id``, ``creator_id`` and ``description`` are templates."""

    type: str
    id: str
    creator_id: str
    description: str
    criteria: str


def problem_with(claim: Claim) -> tuple[str, str] | None:
    """What an Open Badge can't hold: the key in the claim's definition, and why; or None."""
    if problem := problem_with_place(claim):
        return "path", problem
    if not claim.alignment:
        return None
    framework = FRAMEWORKS.get(claim.alignment)
    if framework is None:
        return "alignment", f"unknown framework; known: {', '.join(FRAMEWORKS)}"
    if claim.type not in framework.claim_types:
        return "alignment", f"the type {claim.type!r} holds no codes of {claim.alignment}"
    return None


def read(definition: Reader, claims: tuple[Claim, ...]) -> Achievement:
    """Raises DefinitionMalformed."""
    table = definition.table("achievement", _KEYS)
    criteria = table.table("criteria", ("ko", "en"))
    uri = r"(https://|urn:)[\w.~:/%{}\-]+"
    achievement = Achievement(
        type=table.text("type", form=r"[A-Z][A-Za-z]+|ext:[A-Za-z0-9._-]+"),
        id=table.text("id", form=uri),
        creator_id=table.text("creator_id", form=uri) if table.has("creator_id") else "",
        description=table.text("description"),
        criteria=f"{criteria.text('ko')}\n\n{criteria.text('en')}",
    )
    required = {claim.name for claim in claims if claim.required}
    for key in ("id", "creator_id", "description"):
        if strange := templates.names(getattr(achievement, key)) - required:
            raise table.fail(key, f"{key} names no required claim: {', '.join(sorted(strange))}")
    if _ACHIEVEMENT_NAME not in {claim.path for claim in claims if claim.required}:
        raise definition.fail(None, "a required claim must have the path of the achievement's name")
    if bool(achievement.creator_id) != any(claim.path[:3] == _CREATOR for claim in claims):
        raise table.fail("creator_id", "creator_id and claims about the creator go together")
    return achievement


def build(naming: Naming, values: Values, issuing: Issuing) -> Json:
    """The unsecured credential. ``values`` are normalized claims."""

    def cell(claim: Claim) -> Any:
        if claim.name not in values:
            return None
        return place_of(claim).write(values[claim.name])

    def text(render: Render, template: str) -> str:
        return render(template, values)

    document = {
        **_head(naming, issuing.credential_id, issuing.issuer_did, issuing.mark_url),
        "validFrom": issuing.valid_from,
        "credentialSubject": {
            "id": issuing.subject_did,
            **_subject(naming, cell, text, _alignments(naming, values), issuing.image_url),
        },
    }
    if issuing.valid_until is not None:
        document["validUntil"] = issuing.valid_until
    if issuing.status_entries:
        # One entry as an object, as Open Badges' model has it; more as VCDM 2.0, 4.10 allows.
        entries = [dict(entry) for entry in issuing.status_entries]
        document["credentialStatus"] = entries[0] if len(entries) == 1 else entries
    return document


def schema(naming: Naming) -> Json:
    """JSON Schema of what `build` makes, secured or not.

    Wording is left free, so that an institution may better it without a new version.
    """

    def cell(claim: Claim) -> Leaf:
        return Leaf(place_of(claim).schema(claim.schema), claim.required)

    def text(render: Render, template: str) -> Leaf:
        return _URL if render is templates.uri else _WORDS

    shape = {
        **_head(naming, _URL, _DID, _URL),
        "@context": Leaf(_contexts_schema(naming)),
        "name": _WORDS,
        "description": _WORDS,
        "validFrom": Leaf(_TIME),
        "validUntil": Leaf(_TIME, required=False),
        "credentialSubject": {
            "id": _DID,
            **_subject(naming, cell, text, _alignment_leaf(naming), _URL),
        },
        "credentialStatus": Leaf(_one_or_more(_STATUS), required=False),
        "proof": Leaf(_one_or_more({"type": "object"}), required=False),
    }
    shape["issuer"].update(name=_WORDS, url=_URL)
    achievement = shape["credentialSubject"]["achievement"]
    achievement["criteria"]["narrative"] = achievement["image"]["caption"] = _WORDS
    return schema_of(shape)


def _contexts_schema(naming: Naming) -> Json:
    """The three contexts; order is VCDM's matter, and the institution's may be a later version."""
    own = naming.context_url.rpartition("/v")[0].replace(".", r"\.")
    fitting = [{"const": url} for url in BASE_CONTEXTS]
    return {
        "type": "array",
        "items": {"anyOf": [*fitting, {"type": "string", "pattern": f"^{own}/v[1-9][0-9]*$"}]},
        "uniqueItems": True,
        "minItems": 3,
        "maxItems": 3,
    }


def contexts(naming: Naming) -> tuple[str, ...]:
    """The credential's ``@context``, in order."""
    return (*BASE_CONTEXTS, naming.context_url)


def types(naming: Naming) -> tuple[str, ...]:
    """The credential's ``type``, the general ones first."""
    return ("VerifiableCredential", "OpenBadgeCredential", naming.type_id)


def _head(naming: Naming, credential_id: Any, issuer_did: Any, mark_url: Any) -> Json:
    return {
        "@context": [*contexts(naming)],
        "id": credential_id,
        "type": [*types(naming)],
        "name": naming.name,
        "description": naming.description,
        "issuer": {
            "id": issuer_did,
            "type": ["Profile"],
            "name": naming.issuer_name,
            "url": naming.issuer_url,
            "image": {"id": mark_url, "type": "Image"},
        },
        "credentialSchema": [{"id": naming.schema_id, "type": "JsonSchema"}],
    }


def _subject(naming: Naming, cell: Cell, text: Text, alignments: Any, image_url: Any) -> Json:
    section: Achievement = naming.section
    achievement: Json = {
        "id": text(templates.uri, section.id),
        "type": ["Achievement"],
        "achievementType": section.type,
        "inLanguage": "ko",
        "description": text(templates.text, section.description),
        "criteria": {"narrative": section.criteria},
        "image": {"id": image_url, "type": "Image", "caption": naming.name},
    }
    document: Json = {
        "credentialSubject": {"type": ["AchievementSubject"], "achievement": achievement}
    }
    if section.creator_id:
        achievement["creator"] = {
            "id": text(templates.uri, section.creator_id),
            "type": ["Profile"],
        }
    for claim in naming.claims:
        value = cell(claim)
        if value is not None:
            put(document, claim.path, value)
            _name_node(document, claim)
    if alignments:
        achievement["alignment"] = alignments
    return dict(document["credentialSubject"])


def _name_node(document: Json, claim: Claim) -> None:
    """Give the object that the claim stands in its type, where Open Badges demands one."""
    match claim.path:
        case ("credentialSubject", "result", int(index), _):
            document["credentialSubject"]["result"][index]["type"] = ["Result"]
        case (*_, "otherIdentifier", int(index), "identifier"):
            creator = document["credentialSubject"]["achievement"]["creator"]
            creator["otherIdentifier"][index].update(
                type="IdentifierEntry", identifierType=f"ext:{claim.name}"
            )


def _alignments(naming: Naming, values: Values) -> list[Json]:
    found = []
    for claim in naming.claims:
        if claim.alignment and claim.name in values:
            value = values[claim.name]
            codes = value if isinstance(value, list) else [value]
            found += [alignment(claim.alignment, code) for code in codes]
    return found


def _alignment_leaf(naming: Naming) -> Leaf | None:
    aligned = [claim for claim in naming.claims if claim.alignment]
    if not aligned:
        return None
    schema: Json = {"type": "array", "items": alignment_schema(), "minItems": 1}
    return Leaf(schema, required=any(claim.required for claim in aligned))


def _one_or_more(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "array", "items": schema, "minItems": 1}]}


_WORDS = Leaf({"type": "string", "minLength": 1})
_URL = Leaf({"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9+.-]*:."})
_DID = Leaf({"type": "string", "pattern": "^did:[a-z0-9]+:."})
_TIME: Json = {
    "type": "string",
    "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})$",
}
_STATUS: Json = {
    "type": "object",
    "properties": {
        "type": {"const": "BitstringStatusListEntry"},
        "statusPurpose": {"type": "string", "minLength": 1},
        "statusListIndex": {"type": "string", "pattern": "^[0-9]{1,10}$"},
        "statusListCredential": {"type": "string", "pattern": "^https?://."},
    },
    "required": ["type", "statusPurpose", "statusListIndex", "statusListCredential"],
}
