"""The checks of one credential in their order, the same for every form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from ..errors import DamdaError
from ..issued import Issued
from ..verdict import Check
from .anchor import anchor
from .finding import Finding, Setting, failed, passed, skipped
from .issuer import accreditation, issuer_log
from .issuer_key import IssuerKey
from .validity import validity

type SubjectCheck = Callable[[Issued], Finding]
"""Says whether the one who presents is the one whom the credential was issued to."""


class Secured(Protocol):
    """A credential in one form, read strictly: what differs from form to form."""

    @property
    def view(self) -> Issued: ...

    @property
    def digest(self) -> str | None:
        """The anchor's name in hex; None where nobody asked for it."""
        ...

    def schema(self) -> Finding:
        """Whether the contents fit the form that the credential names."""
        ...

    def issuer_key(self) -> IssuerKey:
        """The issuer's key, as listed when it signed."""
        ...

    def proof(self, key: IssuerKey) -> Finding:
        """Whether the issuer's signature holds."""
        ...

    def statuses(self) -> tuple[Finding, ...]:
        """One finding for each status; one that says so if there is none."""
        ...

    def held(self) -> Iterable[Callable[[], Secured]]:
        """Reads each credential that this one holds (CLR 2.0); most hold none."""
        ...


def credential_checks(
    read: Callable[[], Secured],
    setting: Setting,
    *,
    subject: SubjectCheck,
    index: int | None = None,
) -> Iterator[Check]:
    """The checks of what ``read`` gives, which may raise a DamdaError: it is malformed then.

    ``index`` is the credential's place in the presentation. The checks of what a learner record
    holds come after its own, each with its place in it, or in a presentation with the record's.
    """
    try:
        secured = read()
    except DamdaError as error:
        yield failed("malformed", error).check("format", setting.policy, index)
        return
    for check_id, finding in _findings(secured, setting, subject):
        yield finding.check(check_id, setting.policy, index)
    for place, inner in enumerate(secured.held()):
        # Whom it was issued to is not compared: a learner may have had several identifiers.
        inside = place if index is None else index
        yield from credential_checks(inner, setting, subject=holder_not_asked, index=inside)


def holder_not_asked(_view: Issued) -> Finding:
    """The `SubjectCheck` of a credential that is looked at by itself."""
    return skipped("holder_not_asked")


def _findings(
    secured: Secured, setting: Setting, subject: SubjectCheck
) -> Iterator[tuple[str, Finding]]:
    view = secured.view
    types = [name[:500] for name in view.types]
    yield "format", passed("format_valid", types=types, issuer=view.issuer[:500])
    yield "schema", secured.schema()
    key = secured.issuer_key()
    yield "issuer_key", key.finding
    yield "proof", secured.proof(key)
    yield "subject", subject(view)
    yield "validity", validity(view, setting)
    yield "accreditation", accreditation(view, setting)
    yield "issuer_log", issuer_log(view, setting)
    for finding in secured.statuses():
        yield "status", finding
    yield "anchor", anchor(secured.digest, setting)
