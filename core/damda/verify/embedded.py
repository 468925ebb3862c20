"""A credential as it stands in a presentation: a document of its own, or a JWT in an envelope."""

from __future__ import annotations

from ..protocols import Json
from ..vc_jose import is_enveloped, token_of
from .credential import read_document
from .credential_checks import Secured
from .finding import DocumentSetting
from .vc_jwt import read_vc_jwt


def read_embedded(credential: Json, setting: DocumentSetting) -> Secured:
    """Raises DamdaError for what can't be read."""
    if is_enveloped(credential):
        return read_vc_jwt(token_of(credential), setting)
    return read_document(credential, setting)
