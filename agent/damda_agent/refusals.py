"""What the admin API refuses, each with its HTTP status."""

from __future__ import annotations

from damda.errors import DamdaError


class RequestRefused(DamdaError):
    """A request that can't be done. ``http_status`` is what the HTTP border answers with."""

    code = "request_refused"

    def __init__(
        self, en: str, *, ko: str, code: str, http_status: int, field: str | None = None
    ) -> None:
        super().__init__(en, ko=ko, code=code)
        self.http_status = http_status
        self.field = field


def not_found(what_en: str, what_ko: str, code: str) -> RequestRefused:
    return RequestRefused(
        f"There is no such {what_en}.",
        ko=f"{what_ko} 찾을 수 없습니다.",
        code=code,
        http_status=404,
    )


def bad_field(field: str, en: str, ko: str) -> RequestRefused:
    """A member of a request body or query that is missing, unknown or of the wrong kind."""
    return RequestRefused(
        f"'{field}' {en}.", ko=f"'{field}' {ko}.", code="bad_request", http_status=400, field=field
    )
