"""What each check is called, for the person who reads a verdict: English and Korean."""

from __future__ import annotations

from collections.abc import Mapping

CHECK_NAMES: Mapping[str, tuple[str, str]] = {
    "format": ("Form of the document", "문서 형식"),
    "holder": ("Holder’s signature", "제시자 서명"),
    "nonce": ("Answer to this request", "이번 요청에 대한 응답"),
    "audience": ("Audience", "받는 곳"),
    "schema": ("Schema", "항목 구성"),
    "issuer_key": ("Issuer’s key", "발급기관의 키"),
    "proof": ("Issuer’s signature", "발급기관 서명"),
    "subject": ("Belongs to the holder", "본인의 증명서"),
    "validity": ("Validity period", "유효기간"),
    "accreditation": ("Accreditation", "발급 자격"),
    "issuer_log": ("Issuer’s history", "발급기관 이력"),
    "status": ("Revocation and suspension", "폐지·정지 여부"),
    "anchor": ("Ledger anchor", "원장 기록"),
}
"""By check id (`damda.verify.CHECK_IDS`)."""
