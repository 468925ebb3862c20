"""JSON Schema of credentials (VC JSON Schema, type ``JsonSchema``). Nothing is ever fetched.

Schemas keep to what draft 7 and 2020-12 say alike; one that goes beyond is not used, as a keyword
that the checker doesn't know would silently demand nothing.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from threading import Lock
from typing import Any

from .errors import DamdaError, FieldProblem, MalformedInput
from .protocols import Json, JsonView

type Validator = Callable[[Any], Any]

SCHEMA_UNKNOWN = "schema_unknown"
"""Code of the error for a schema that was not handed in, or that can't be used."""

_BEYOND_DRAFT_7 = frozenset(
    {
        "$anchor",
        "$dynamicAnchor",
        "$dynamicRef",
        "$recursiveAnchor",
        "$recursiveRef",
        "dependentRequired",
        "dependentSchemas",
        "maxContains",
        "minContains",
        "prefixItems",
        "unevaluatedItems",
        "unevaluatedProperties",
    }
)
_MAPS = frozenset({"properties", "patternProperties", "definitions", "$defs", "dependencies"})
_DATA = frozenset({"const", "enum", "default", "examples"})

_KOREAN = {
    "required": "필요한 항목이 빠져 있습니다.",
    "additionalProperties": "정해지지 않은 항목이 있습니다.",
    "type": "값의 종류가 다릅니다.",
    "enum": "정해진 값 가운데 하나가 아닙니다.",
    "const": "정해진 값이 아닙니다.",
    "pattern": "정해진 형식이 아닙니다.",
    "format": "정해진 형식이 아닙니다.",
    "minimum": "값이 너무 작습니다.",
    "maximum": "값이 너무 큽니다.",
    "minLength": "글이 너무 짧습니다.",
    "maxLength": "글이 너무 깁니다.",
    "minItems": "항목 수가 너무 적습니다.",
    "maxItems": "항목 수가 너무 많습니다.",
}


class SchemaSet:
    """Schemas by id, each compiled once. Safe to share between threads."""

    def __init__(self, load: Callable[[str], Json | None]) -> None:
        """``load`` gives the schema of an id, or None; schemas are trusted like code."""
        self._load = load
        self._compiled: dict[str, Validator] = {}
        self._lock = Lock()

    def problems(self, document: JsonView, schema_id: str) -> list[FieldProblem]:
        """What of ``document`` breaks the schema; at least the first problem. Empty if it fits.

        Raises MalformedInput with the code `SCHEMA_UNKNOWN` for a schema that is not there or
        can't be used.
        """
        from fastjsonschema import JsonSchemaValueException

        validate = self._validator(schema_id)
        try:
            validate(document)
        except JsonSchemaValueException as error:
            return [_problem(error)]
        except (RecursionError, ValueError, TypeError, OverflowError):
            return [_unreadable()]
        return []

    def _validator(self, schema_id: str) -> Validator:
        with self._lock:
            if schema_id not in self._compiled:
                schema = self._load(schema_id)
                if schema is None:
                    raise _unknown(schema_id, "it is not among the known schemas")
                self._compiled[schema_id] = _compile(schema, schema_id)
            return self._compiled[schema_id]


def _compile(schema: Json, schema_id: str) -> Validator:
    for where in _schemas(schema):
        if strange := sorted(_BEYOND_DRAFT_7 & where.keys()):
            raise _unknown(schema_id, f"it uses {', '.join(strange)}")
        reference = where.get("$ref", "#")
        if not isinstance(reference, str) or not reference.startswith("#"):
            raise _unknown(schema_id, "it refers to another document")
        if "$id" in where and where is not schema:
            raise _unknown(schema_id, "it holds another schema")
    # Without "$id", every reference is into this schema.
    own = {name: value for name, value in schema.items() if name not in ("$id", "$schema")}
    # Late: loading the compiler takes as long as loading half of this package.
    import fastjsonschema

    # A copy: the compiler rewrites references in place.
    own = copy.deepcopy(own)
    try:
        validator: Validator = fastjsonschema.compile(own, use_default=False)
    except Exception as error:
        raise _unknown(schema_id, "it is no JSON Schema") from error
    return validator


def _schemas(schema: Any) -> Iterator[Json]:
    """``schema`` and the schemas inside it."""
    if isinstance(schema, list):
        for item in schema:
            yield from _schemas(item)
    elif isinstance(schema, dict):
        yield schema
        for name, value in schema.items():
            if name in _MAPS and isinstance(value, dict):
                yield from _schemas(list(value.values()))
            elif name not in _DATA:
                yield from _schemas(value)


def _problem(error: Any) -> FieldProblem:
    field = ".".join(error.path[1:]) or "(document)"
    rule = str(error.rule)
    # Not the checker's own message: it quotes the value, which is somebody's data.
    return FieldProblem(
        field=field[:200],
        code=rule,
        en=f'The value breaks the schema\'s rule "{rule}".',
        ko=_KOREAN.get(rule, "정해진 규칙에 맞지 않습니다."),
    )


def _unreadable() -> FieldProblem:
    return FieldProblem(
        field="(document)",
        code="unreadable",
        en="The document can't be compared with the schema.",
        ko="증명서를 정해진 양식과 비교할 수 없습니다.",
    )


def _unknown(schema_id: str, why: str) -> DamdaError:
    shown = schema_id[:200]
    return MalformedInput(
        f"The schema {shown} can't be used: {why}.",
        ko=f"증명서 양식(schema)을 쓸 수 없습니다: {shown}",
        code=SCHEMA_UNKNOWN,
    )
