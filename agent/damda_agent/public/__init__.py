"""The public server: OpenID4VCI 1.0 for wallets, and the documents that verifiers read."""

from .server import PublicServer, public_app

__all__ = ["PublicServer", "public_app"]
