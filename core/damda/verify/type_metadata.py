"""Whether an SD-JWT VC keeps to its type's metadata (draft-ietf-oauth-sd-jwt-vc, 5.7)."""

from __future__ import annotations

from ..errors import DamdaError, FetchFailed, ProofInvalid
from ..sd_jwt_vc import SdJwtVcView
from ..sd_jwt_vc.type_chain import resolve_type
from ..sd_jwt_vc.type_claims import problems_of
from .finding import Finding, Setting, failed, passed, skipped, unknown


def type_metadata(view: SdJwtVcView, setting: Setting) -> Finding:
    """By the metadata that was collected for ``vct``.

    It is looked at where the issuer signed for it (``vct#integrity``), or the verifier has it from
    elsewhere: without either, a stranger's server would decide what is valid.
    """
    documents = setting.evidence.type_metadata
    if view.vct_integrity is None and view.vct not in documents:
        return skipped("schema_not_used")
    named = {"type": view.vct[:500]}
    try:
        metadata = resolve_type(view.vct, view.vct_integrity, documents)
    except FetchFailed as error:
        return unknown("schema_unknown", error, **named)
    except ProofInvalid as error:
        return failed("type_metadata_changed", error, **named)
    except DamdaError as error:
        return failed("type_metadata_unusable", error, **named)
    problems = problems_of(view.sd_jwt, metadata)
    if problems:
        found = [{"field": p.field, "rule": p.code} for p in problems]
        evidence = {**named, "problems": found}
        return Finding("failed", "schema_mismatch", evidence, values={"field": problems[0].field})
    return passed("schema_matches", **named)
