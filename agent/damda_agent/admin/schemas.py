"""Bodies and answers for the swagger page. What comes in is read strictly by the handlers."""

from __future__ import annotations

from typing import Any

from acapy_agent.messaging.models.openapi import OpenAPISchema
from marshmallow import Schema, fields


def _text(description: str, example: Any = None, **options: Any) -> fields.Str:
    return fields.Str(metadata={"description": description, "example": example}, **options)


class DamdaErrorSchema(OpenAPISchema):
    code = _text("Stable and machine-readable", "claims_refused")
    en = _text("What is wrong and what to do, in English")
    ko = _text("The same in Korean")
    field = _text("The member that is wrong, if it is one", "slug")
    problems = fields.List(
        fields.Dict(), metadata={"description": "Refused claims: field, code, en, ko"}
    )


class InstitutionRequestSchema(OpenAPISchema):
    slug = _text("The institution's folder in the catalog", "keis", required=True)


class DamdaInstitutionSchema(OpenAPISchema):
    slug = _text("", "keis")
    name = fields.Dict(metadata={"description": "ko and en"})
    did = _text("did:webvh", "did:webvh:Qm..:localhost%3A8130:keis")
    credential_issuer = _text("OpenID4VCI credential issuer", "http://localhost:8130/keis")
    did_log = _text("Where the DID log is", "http://localhost:8130/keis/did.jsonl")
    log_version = fields.Int(metadata={"example": 1})
    log_head = _text("SHA-256 of the newest versionId, hex")
    wallet_id = _text("The tenant's wallet")
    token = _text("Bearer token of the institution (only in the answer to POST)")
    ledger_account = _text("Controller to register on the ledger; null without a ledger", "0x..")


class DamdaInstitutionListSchema(OpenAPISchema):
    ledger_account = _text("Controller to register on the ledger; null without a ledger", "0x..")
    institutions = fields.List(fields.Nested(DamdaInstitutionSchema))


class DamdaClaimSchema(OpenAPISchema):
    name = _text("", "trprName")
    type = _text("", "string")
    required = fields.Bool()
    derived = fields.Bool(metadata={"description": "Computed from others: leave it out"})
    ko = _text("", "훈련과정명")
    en = _text("", "Course title")


class DamdaFormSchema(OpenAPISchema):
    format = _text("ldp_vc or dc+sd-jwt", "ldp_vc")
    configuration_id = _text("", "keis_training_badge_ldp_vc")
    accredited_as = _text("The type for which governance accredits: its id, or the vct")


class DamdaCredentialTypeSchema(OpenAPISchema):
    id = _text("", "TrainingBadge")
    forms = fields.List(fields.Nested(DamdaFormSchema))
    name = fields.Dict(metadata={"description": "ko and en"})
    description = fields.Dict(metadata={"description": "ko and en"})
    claims = fields.List(fields.Nested(DamdaClaimSchema))
    schema_id = _text("Id of the JSON Schema")
    json_schema = fields.Dict()


class DamdaCredentialTypeListSchema(OpenAPISchema):
    credential_types = fields.List(fields.Nested(DamdaCredentialTypeSchema))


class DamdaTxCodeSchema(OpenAPISchema):
    input_mode = _text("numeric or text", "numeric")
    length = fields.Int(metadata={"example": 6})
    description = _text("At most 300 characters", "문자로 받은 6자리 코드")


class OfferRequestSchema(OpenAPISchema):
    credential_type = _text("", "TrainingBadge", required=True)
    format = _text("ldp_vc (also if left out) or dc+sd-jwt: one of the type's forms", "dc+sd-jwt")
    claims = fields.Dict(required=True, metadata={"description": "By the type's claims"})
    tx_code = fields.Nested(
        DamdaTxCodeSchema,
        metadata={"description": "Ask for a transaction code; true means six digits"},
    )
    expires_in = fields.Int(metadata={"description": "Seconds, at most 30 days", "example": 86400})


class DamdaOfferSchema(OpenAPISchema):
    offer_id = _text("")
    state = _text("offered, redeemed, issued, expired or locked", "offered")
    credential_type = _text("", "TrainingBadge")
    format = _text("ldp_vc or dc+sd-jwt", "ldp_vc")
    expires_at = _text("", "2026-11-25T09:00:00Z")
    created_at = _text("", "2026-11-24T09:00:00Z")
    credential = _text("Id of the issued credential, once there is one")
    tx_failures = fields.Int(metadata={"description": "Wrong transaction codes so far"})


class DamdaCreatedOfferSchema(DamdaOfferSchema):
    offer_uri = _text("For the link and the QR code", "openid-credential-offer://?..")
    qr_svg = _text("data URI")
    qr_png = _text("data URI")
    tx_code = _text("Tell it to the citizen on another way; null if not asked for", "482913")


class DamdaAnchorStateSchema(OpenAPISchema):
    state = _text("pending, batched, sent or anchored", "anchored")
    transaction = _text("hex")
    block_number = fields.Int()


class DamdaCredentialSchema(OpenAPISchema):
    id = _text("")
    credential_id = _text("Of an SD-JWT the name by its digest (ni:..)", "urn:uuid:..")
    credential_type = _text("", "TrainingBadge")
    format = _text("ldp_vc or dc+sd-jwt", "ldp_vc")
    offer_id = _text("")
    subject_did = _text("The holder", "did:key:..")
    claims = fields.Dict()
    state = _text("active, suspended or revoked", "active")
    reason = _text("Of the newest change; null if there was none")
    issued_at = _text("")
    valid_until = _text("null: no end")
    holder_event = _text("What the wallet notified", "credential_accepted")
    digest = _text("SHA-256, hex: of the credential's JCS, or of an SD-JWT's issuer-signed JWT")
    anchor = fields.Nested(DamdaAnchorStateSchema)


class DamdaCredentialListSchema(OpenAPISchema):
    results = fields.List(fields.Nested(DamdaCredentialSchema))
    total = fields.Int()
    offset = fields.Int()
    limit = fields.Int()


class StatusReasonSchema(OpenAPISchema):
    reason = _text("1 to 500 characters", "수료 취소", required=True)


class DamdaAnchorSchema(OpenAPISchema):
    id = _text("")
    kind = _text("anchor_root or log_head")
    state = _text("ready, sent, settled or dropped")
    items = fields.Int(metadata={"description": "Credentials in the batch"})
    created_at = _text("")
    transaction = _text("hex")
    block_number = fields.Int()
    settled_at = _text("")
    reason = _text("Why it waits, if it does")


class DamdaAnchorListSchema(OpenAPISchema):
    results = fields.List(fields.Nested(DamdaAnchorSchema))
    total = fields.Int()
    offset = fields.Int()
    limit = fields.Int()
    pending_credentials = fields.Int()


class VcApiIssueSchema(OpenAPISchema):
    credential = fields.Dict(
        required=True, metadata={"description": "Unsigned; its issuer is the institution's DID"}
    )
    options = fields.Dict(metadata={"description": "Unknown ones are ignored"})


class VcApiDeriveSchema(OpenAPISchema):
    verifiableCredential = fields.Dict(  # noqa: N815
        required=True, metadata={"description": "With the issuer's base proof"}
    )
    options = fields.Dict(metadata={"description": "selectivePointers: a list of JSON Pointers"})


class VcApiIssuedSchema(OpenAPISchema):
    verifiableCredential = fields.Dict()  # noqa: N815 - the VC-API's name


class VcApiVerifyCredentialSchema(OpenAPISchema):
    verifiableCredential = fields.Dict(required=True)  # noqa: N815
    options = fields.Dict(metadata={"description": "returnCredential"})


class VcApiVerifyPresentationSchema(OpenAPISchema):
    verifiablePresentation = fields.Dict(required=True)  # noqa: N815
    options = fields.Dict(metadata={"description": "challenge, domain, returnPresentation"})


class VcApiVerdictSchema(OpenAPISchema):
    verified = fields.Bool()
    problemDetails = fields.List(fields.Dict())  # noqa: N815
    warnings = fields.List(fields.Dict())
    checks = fields.List(fields.Dict(), metadata={"description": "All that was looked at"})


def body(schema: type[Schema]) -> dict[str, Any]:
    """The body parameter of a route, for `docs(parameters=[...])`."""
    return {"in": "body", "name": "body", "required": True, "schema": schema}


def query(name: str, kind: str, description: str) -> dict[str, Any]:
    return {
        "in": "query",
        "name": name,
        "required": False,
        "type": kind,
        "description": description,
    }


PAGE = [
    query("offset", "integer", "How many to pass over (0)"),
    query("limit", "integer", "How many at most, 1 to 200 (50)"),
]


def answers(status: int, schema: type[Schema], *errors: int) -> dict[int, dict[str, Any]]:
    """The responses of a route, for `docs(responses=...)`."""
    refused = {code: {"schema": DamdaErrorSchema, "description": "Refused"} for code in errors}
    return {status: {"schema": schema, "description": "Done"}, **refused}
