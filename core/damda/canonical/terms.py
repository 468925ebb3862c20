"""What a member's name means in an active context, ready for the walk."""

from __future__ import annotations

from typing import Final

from . import lexical
from .compiled_context import UNSET, CompiledContext, TermDefinition

PROPERTY: Final = 0
ID: Final = 1
TYPE: Final = 2
KEYWORD: Final = 3
CLEARED: Final = 4
UNSUPPORTED: Final = 5

PLAIN: Final = 0
DATATYPE: Final = 1
REFERENCE: Final = 2
VOCABULARY: Final = 3
JSON: Final = 4

_COERCIONS = {None: PLAIN, "@none": PLAIN, "@id": REFERENCE, "@vocab": VOCABULARY, "@json": JSON}

CREDENTIALS = "https://www.w3.org/2018/credentials#"
CREDENTIAL_STATUS = f"{CREDENTIALS}credentialStatus"
_SECURITY = "https://w3id.org/security#"
_STATUS = "https://www.w3.org/ns/credentials/status#"

_OF_CREDENTIALS = frozenset(
    f"{CREDENTIALS}{name}"
    for name in (
        "credentialSchema",
        "credentialStatus",
        "credentialSubject",
        "holder",
        "issuer",
        "validFrom",
        "validUntil",
        "verifiableCredential",
    )
)
"""What makes a node a credential or presentation: such a node is described in one place."""

_ONE_OR_MANY = frozenset(
    {
        f"{_SECURITY}domain",
        f"{_SECURITY}previousProof",
        f"{_STATUS}statusPurpose",
        f"{_STATUS}statusReference",
    }
)
"""Scalars of which their specifications allow an array, though no context declares a set."""


class Term:
    """One term of an active context; what the walk needs is worked out once."""

    __slots__ = (
        "coercion",
        "datatype",
        "definition",
        "ends",
        "guards",
        "iri",
        "is_array",
        "is_graph",
        "is_list",
        "is_numeric",
        "is_quick",
        "is_single",
        "kind",
        "language",
        "name",
        "origin",
        "predicate",
        "scoped",
    )

    def __init__(
        self,
        name: str,
        definition: TermDefinition,
        origin: CompiledContext | None = None,
        *,
        knows_sets: bool = False,
    ) -> None:
        self.name = name
        self.definition = definition
        self.origin = origin
        self.iri = definition.id or ""
        self.kind = _kind(definition)
        self.predicate = f"<{self.iri}>"
        self.coercion = _COERCIONS.get(definition.type, DATATYPE)
        self.datatype = definition.type if self.coercion == DATATYPE else None
        self.is_numeric = lexical.is_numeric(self.datatype)
        # What follows the text of a literal.
        typed = self.datatype not in (None, lexical.XSD_STRING)
        self.ends = f'"^^<{self.datatype}>' if typed else '"'
        self.language = definition.language
        self.scoped = definition.context
        self.is_list = "@list" in definition.container
        self.is_graph = "@graph" in definition.container
        self.is_array = knows_sets and bool({"@set", "@list"} & set(definition.container))
        self.is_single = (
            knows_sets and not self.is_array and not self.is_graph and self.iri not in _ONE_OR_MANY
        )
        self.guards = self.iri in _OF_CREDENTIALS
        # Whether a text becomes a literal as it is, but for escapes and the default language.
        self.is_quick = (
            self.kind == PROPERTY
            and self.coercion in (PLAIN, DATATYPE)
            and (self.coercion == DATATYPE or self.language == UNSET)
            and self.scoped is None
            and not self.guards
            and not (self.is_numeric or self.is_array or self.is_graph)
        )


def keyword_term(name: str) -> Term:
    """The term of a keyword that is written out."""
    return Term(name, TermDefinition(name))


def term_of_iri(name: str, iri: str) -> Term:
    """The term of a member that is named by its IRI, or through a vocabulary."""
    return Term(name, TermDefinition(iri))


def _kind(definition: TermDefinition) -> int:
    if definition.unsupported is not None:
        return UNSUPPORTED
    if definition.id is None:
        return CLEARED
    if definition.id.startswith("@"):
        return {"@id": ID, "@type": TYPE}.get(definition.id, KEYWORD)
    datatype = definition.type if _COERCIONS.get(definition.type, DATATYPE) == DATATYPE else None
    if not lexical.is_iri(definition.id) or not (datatype is None or lexical.is_iri(datatype)):
        return CLEARED
    return PROPERTY
