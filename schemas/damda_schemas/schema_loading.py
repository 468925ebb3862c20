"""The JSON Schemas that are bundled, and those that institutions add. Nothing is ever fetched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from damda import strict_json
from damda.errors import MalformedInput
from damda.protocols import Json

if TYPE_CHECKING:
    from damda.schema_check import SchemaSet

OPEN_BADGE_3 = "https://damda.example/schemas/open-badges/achievement-credential/v3"
"""What Open Badges 3.0 demands of an AchievementCredential, whoever issued it."""

SCHEMAS: MappingProxyType[str, str] = MappingProxyType({OPEN_BADGE_3: "open-badge-3.json"})
"""Id of a bundled schema to its file."""

_RECORDS = "achievement-records.json"
_OB = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0"
_CLR = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0"
PUBLISHED: MappingProxyType[str, str] = MappingProxyType(
    {
        f"{_OB}_achievementcredential_schema.json": "achievementCredential",
        f"{_OB}_endorsementcredential_schema.json": "endorsementCredential",
        f"{_CLR}_clrcredential_schema.json": "clrCredential",
    }
)
"""Id of a schema that 1EdTech publishes to the definition in our own file that stands for it.

Written from the data models (Open Badges 3.0, appendix B; CLR 2.0), not the published bytes, whose
licence does not let them be bundled. As there, ``credentialStatus`` is one object: a badge with two
entries, such as ours, does not fit, and names a schema of ours instead.
"""


def schema_loader(extra: Mapping[str, Json] | None = None) -> Callable[[str], Json | None]:
    """The schema of an id, from the bundled ones and ``extra``; None if it is not among them.

    Raises MalformedInput if ``extra`` names an id that is bundled.
    """
    folder = files(__package__) / "json"
    bundled = {
        schema_id: strict_json.loads((folder / name).read_bytes())
        for schema_id, name in SCHEMAS.items()
    }
    bundled |= _published(strict_json.loads_object((folder / _RECORDS).read_bytes()))
    own = dict(extra or {})
    if taken := sorted(bundled.keys() & own.keys()):
        raise MalformedInput(
            f"The schema {taken[0]} is bundled already.",
            ko=f"이미 등록된 JSON 스키마입니다: {taken[0]}",
        )
    return {**own, **bundled}.get


def _published(records: Json) -> dict[str, Json]:
    definitions = records["definitions"]
    return {
        schema_id: {"allOf": [{"$ref": f"#/definitions/{name}"}], "definitions": definitions}
        for schema_id, name in PUBLISHED.items()
    }


def schema_set(extra: Mapping[str, Json] | None = None) -> SchemaSet:
    """A `damda.schema_check.SchemaSet` over the bundled schemas and ``extra`` ones."""
    from damda.schema_check import SchemaSet

    return SchemaSet(schema_loader(extra))
