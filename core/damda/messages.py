"""What a finding means, for the person who reads it: the literal table, English and Korean.

The reader is an employer or a citizen, not an engineer. A refusal says what to do.
"""

from __future__ import annotations

from collections.abc import Mapping

from .errors import DamdaError

SENTENCES: Mapping[str, tuple[str, str]] = {
    "format_valid": (
        "The document has the form that the standard demands.",
        "표준에서 정한 형식에 맞습니다.",
    ),
    "malformed": (
        "The document can't be read as the standard demands. Ask for it to be sent again.",
        "표준 형식에 맞지 않아 읽을 수 없습니다. 다시 제출해 달라고 요청해 주세요.",
    ),
    "holder_proof_valid": (
        "The presentation was signed with the holder's key.",
        "증명서 주인의 지갑에서 직접 제시했습니다.",
    ),
    "holder_proof_invalid": (
        "The holder's signature on the presentation does not hold. It may have been changed on "
        "its way, or sent by somebody else.",
        "제시자의 서명이 맞지 않습니다. 중간에 바뀌었거나 다른 사람이 보냈을 수 있습니다.",
    ),
    "presentation_unsigned": (
        "The presentation is not signed: nobody has shown that the credentials are theirs.",
        "서명되지 않은 제출 문서입니다. 제시한 사람이 증명서의 주인인지 확인되지 않았습니다.",
    ),
    "nonce_matches": (
        "The presentation was made for this very request.",
        "이번 요청에 대한 응답이 맞습니다.",
    ),
    "nonce_mismatch": (
        "The presentation answers another request; it may have been recorded and sent again. "
        "Start a new request.",
        "이번 요청에 대한 응답이 아닙니다. 예전 응답을 다시 보냈을 수 있으니 새로 요청해 주세요.",
    ),
    "nonce_not_asked": (
        "Whether the presentation answers a certain request was not asked. It may have been made "
        "for another occasion.",
        "어떤 요청에 대한 응답인지는 확인하지 않았습니다. 다른 때에 만든 것일 수 있습니다.",
    ),
    "audience_matches": (
        "The presentation was made for this verifier.",
        "이 검증기관 앞으로 제시했습니다.",
    ),
    "audience_mismatch": (
        "The presentation was made for another verifier.",
        "다른 검증기관 앞으로 제시한 것이라 받을 수 없습니다.",
    ),
    "audience_not_asked": (
        "For which verifier the presentation was made was not asked.",
        "어느 검증기관 앞으로 제시한 것인지는 확인하지 않았습니다.",
    ),
    "not_checked": (
        "This could not be checked, as an earlier check did not pass.",
        "앞의 확인을 통과하지 못해 확인하지 못했습니다.",
    ),
    "schema_matches": (
        "The contents fit the form for this kind of credential.",
        "이 증명서 종류의 양식에 맞게 작성되어 있습니다.",
    ),
    "schema_mismatch": (
        "The contents do not fit the form for this kind of credential: {field}.",
        "이 증명서 종류의 양식과 맞지 않습니다: {field}.",
    ),
    "schema_unknown": (
        "The form that the credential names is not known here, so its contents were not compared.",
        "증명서의 양식을 알 수 없어 내용을 양식과 비교하지 못했습니다.",
    ),
    "schema_not_used": (
        "The credential names no form to compare it with.",
        "비교할 양식이 정해져 있지 않은 증명서입니다.",
    ),
    "type_metadata_changed": (
        "The description of this type of credential is another than the one the issuer signed for.",
        "증명서 종류 설명이 발급기관이 서명할 때 정한 것과 다릅니다.",
    ),
    "type_metadata_unusable": (
        "The description of this type of credential can't be read as the standard demands.",
        "증명서 종류 설명을 표준 형식으로 읽을 수 없습니다.",
    ),
    "issuer_key_found": (
        "The key is listed by the issuer for signing credentials.",
        "발급기관이 증명서 발급용으로 공개한 키가 맞습니다.",
    ),
    "issuer_key_unavailable": (
        "The issuer's key for this credential could not be established.",
        "이 증명서에 서명한 발급기관의 키를 확인할 수 없습니다.",
    ),
    "proof_valid": (
        "The issuer's signature holds: nothing was changed since it was issued.",
        "발급기관의 서명이 맞습니다. 발급된 뒤 바뀐 내용이 없습니다.",
    ),
    "proof_invalid": (
        "The issuer's signature does not hold. The credential was changed, or not issued by the "
        "institution it names.",
        "발급기관의 서명이 맞지 않습니다. 내용이 바뀌었거나 그 기관이 발급한 증명서가 아닙니다.",
    ),
    "proof_set_valid": (
        "Everybody's signature holds, the issuer's among them: nothing was changed since. Those who "
        "signed besides the issuer are listed; whether they count is for you to judge.",
        "발급기관을 포함해 서명한 모두의 서명이 맞고, 바뀐 내용이 없습니다. 함께 서명한 기관은 "
        "목록에 있으며, 인정할지는 검증자가 판단합니다.",
    ),
    "signer_key_unavailable": (
        "The key of somebody who signed together with the issuer could not be established.",
        "발급기관과 함께 서명한 쪽의 키를 확인할 수 없습니다.",
    ),
    "credential_unsigned": (
        "The credential is not signed: nobody vouches for what it says. Ask for the original.",
        "서명되지 않은 증명서라 내용을 믿을 수 없습니다. 원본을 제출해 달라고 요청해 주세요.",
    ),
    "holder_is_subject": (
        "The person who presents the credential is the one it was issued to.",
        "증명서를 발급받은 본인이 제시했습니다.",
    ),
    "holder_not_subject": (
        "The credential was issued to somebody else than the one who presents it.",
        "제시한 사람이 증명서를 발급받은 사람이 아닙니다.",
    ),
    "holder_not_asked": (
        "The credential was looked at by itself; who presents it was not asked.",
        "증명서만 확인했습니다. 누가 제시했는지는 확인하지 않았습니다.",
    ),
    "valid_now": (
        "The credential is within its period of validity.",
        "유효기간 안에 있는 증명서입니다.",
    ),
    "expired": (
        "The credential expired at {until} (UTC). Ask for a newer one.",
        "유효기간이 {until}(UTC)에 끝났습니다. 새로 발급받은 증명서를 요청해 주세요.",
    ),
    "not_yet_valid": (
        "The credential is valid only from {begin} (UTC). If that time has come already, a clock "
        "is wrong: check the phone's.",
        "{begin}(UTC)부터 유효한 증명서입니다. 이미 지난 시각이라면 휴대폰의 시계가 맞는지 "
        "확인해 주세요.",
    ),
    "accredited": (
        "The issuer was accredited for this kind of credential when it was issued.",
        "발급 당시 이 증명서를 발급할 자격이 있는 기관이었습니다.",
    ),
    "issuer_unknown": (
        "The issuer is not in the registry of institutions. Do not rely on the credential.",
        "등록된 발급기관이 아닙니다. 이 증명서를 믿지 마세요.",
    ),
    "issuer_suspended": (
        "The issuer is suspended or was removed from the registry. Ask the institution.",
        "발급기관의 자격이 정지되었거나 등록이 취소되었습니다. 기관에 문의해 주세요.",
    ),
    "issuer_not_accredited": (
        "The issuer was not accredited for {type} when the credential was issued.",
        "발급 당시 {type} 증명서를 발급할 자격이 없는 기관이었습니다.",
    ),
    "issuer_log_current": (
        "The issuer's list of keys is complete: not older than what the ledger records.",
        "발급기관의 키 이력이 블록체인 기록과 일치합니다.",
    ),
    "issuer_log_rolled_back": (
        "The issuer's list of keys is older than, or another than, what the ledger records. Try "
        "again later or ask the institution.",
        "발급기관의 키 이력이 블록체인 기록보다 오래되었거나 다릅니다. 나중에 다시 확인하거나 "
        "기관에 문의해 주세요.",
    ),
    "issuer_log_not_anchored": (
        "The ledger has no record of the issuer's list of keys to compare with.",
        "발급기관의 키 이력이 블록체인에 기록되어 있지 않아 비교하지 못했습니다.",
    ),
    "issuer_log_not_used": (
        "The issuer's kind of identifier has no list of keys to compare.",
        "발급기관의 식별자는 키 이력이 없는 방식입니다.",
    ),
    "not_revoked": ("The credential has not been revoked.", "폐지되지 않은 증명서입니다."),
    "revoked": (
        "The issuer has revoked the credential. It is no longer valid.",
        "발급기관이 폐지한 증명서입니다. 더 이상 유효하지 않습니다.",
    ),
    "not_suspended": ("The credential is not suspended.", "효력이 정지되지 않은 증명서입니다."),
    "suspended": (
        "The issuer has suspended the credential for now. Ask the holder or the institution.",
        "발급기관이 효력을 잠시 정지한 증명서입니다. 제시자나 기관에 문의해 주세요.",
    ),
    "status_unavailable": (
        "Whether the credential was revoked or suspended could not be checked. Try again later.",
        "폐지·정지 여부를 확인할 수 없습니다. 잠시 뒤 다시 확인해 주세요.",
    ),
    "status_valid": (
        "The issuer has neither revoked nor suspended the credential.",
        "폐지되거나 정지되지 않은 증명서입니다.",
    ),
    "newer_available": (
        "The issuer offers a newer version of the credential. This one is still valid.",
        "더 새로운 증명서를 발급받을 수 있습니다. 지금 증명서도 계속 유효합니다.",
    ),
    "no_newer": (
        "The issuer offers no newer version of the credential.",
        "더 새로 발급된 증명서는 없습니다.",
    ),
    "status_message": (
        "The issuer publishes a note on the credential. The note by itself does not end its "
        "validity; it stands in the details of this check.",
        "발급기관이 이 증명서에 관한 알림을 공개하고 있습니다. 알림만으로 효력이 없어지지는 "
        "않으며, 내용은 확인 결과의 상세 정보에 있습니다.",
    ),
    "status_not_used": (
        "The issuer keeps no list of revocations for this credential.",
        "폐지 목록을 두지 않는 증명서입니다.",
    ),
    "anchored": (
        "The ledger records that the credential was issued.",
        "블록체인에 발급 기록이 있습니다.",
    ),
    "anchor_missing": (
        "The proof that the issue is recorded on the ledger was not given. The holder can refresh "
        "the wallet and present again.",
        "블록체인 기록 증명이 없습니다. 지갑을 새로고침한 뒤 다시 제시해 달라고 요청해 주세요.",
    ),
    "anchor_not_given": (
        "No proof of a ledger record was given; none is demanded.",
        "블록체인 기록 증명은 받지 않았습니다. 필수는 아닙니다.",
    ),
    "anchor_invalid": (
        "The ledger does not record this very credential. It may have been changed.",
        "블록체인 기록과 일치하지 않습니다. 증명서가 바뀌었을 수 있습니다.",
    ),
    "anchor_unavailable": (
        "The ledger record could not be checked.",
        "블록체인 기록을 확인할 수 없습니다.",
    ),
    "ledger_not_configured": (
        "No ledger is set up here, so this was not looked up.",
        "연결된 원장(블록체인)이 없어 조회하지 않았습니다.",
    ),
    "ledger_unavailable": (
        "The ledger does not answer, so this could not be checked. Try again later.",
        "블록체인에 연결할 수 없어 확인하지 못했습니다. 잠시 뒤 다시 확인해 주세요.",
    ),
}


def sentence(code: str, **values: str) -> tuple[str, str]:
    """The English and the Korean sentence of a finding's code, its ``{names}`` filled in.

    Values are shown as they are, at most 200 characters of each. Raises DamdaError for a code
    without sentence, or if a name has no value.
    """
    try:
        en, ko = SENTENCES[code]
        if "{" not in en and "{" not in ko:
            return en, ko
        shown = {name: value[:200] for name, value in values.items()}
        return en.format_map(shown), ko.format_map(shown)
    except KeyError as error:
        raise DamdaError(f"There is no sentence for {code} with these values.") from error
