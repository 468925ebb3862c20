"""The plugin's own database: institutions, offers, issued credentials, status lists, outbox.

Keys are not here: Askar keeps them. The functions of these modules take an open connection, so
that a use case decides what is one transaction.
"""

from .database import Database, DatabaseRefused

__all__ = ["Database", "DatabaseRefused"]
