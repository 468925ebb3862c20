"""Whether a document of the VC Data Model fits its JSON Schemas (``credentialSchema``)."""

from __future__ import annotations

from ..credentials import CredentialView
from ..errors import DamdaError
from .finding import DocumentSetting, Finding, passed, skipped, unknown


def document_schema(view: CredentialView, setting: DocumentSetting) -> Finding:
    """All schemas that the document names, among those that were handed in."""
    if not view.schema_ids:
        return skipped("schema_not_used")
    for schema_id in view.schema_ids:
        try:
            problems = setting.schemas.problems(view.document, schema_id)
        except DamdaError as error:
            return unknown("schema_unknown", error, schema=schema_id[:500])
        if problems:
            found = [{"field": p.field, "rule": p.code} for p in problems]
            evidence = {"schema": schema_id[:500], "problems": found}
            values = {"field": problems[0].field}
            return Finding("failed", "schema_mismatch", evidence, values=values)
    return passed("schema_matches", schemas=[name[:500] for name in view.schema_ids])
