"""Words for DIDs and their logs. Korean first, English second."""

from __future__ import annotations

from .inspect_words import Words

MEMBERS: Words = {
    "changes": ("바뀐 것", "what changed"),
    "created": ("처음 만들어짐", "created"),
    "moved": ("옮겨짐", "moved"),
    "from": ("이전", "from"),
    "to": ("이후", "to"),
    "deactivated": ("사용 종료", "deactivated"),
    "signedBy": ("서명한 키", "signed by"),
    "parameters": ("설정", "parameters"),
    "keysAdded": ("추가된 키", "keys added"),
    "keysRemoved": ("없어진 키", "keys removed"),
    "keysReplaced": ("바뀐 키", "keys replaced"),
    "purposes": ("키의 용도", "what keys are for"),
    "servicesAdded": ("추가된 서비스", "services added"),
    "servicesRemoved": ("없어진 서비스", "services removed"),
    "servicesChanged": ("바뀐 서비스", "services changed"),
    "alsoKnownAs": ("다른 이름", "also known as"),
    "other": ("그 밖에 바뀐 항목", "other members that changed"),
    "updateKeys": ("갱신 키", "update keys"),
    "nextKeyHashes": ("예고된 갱신 키의 해시", "hashes of the next update keys"),
    "witness": ("증인", "witnesses"),
    "witnesses": ("증인 목록", "list of witnesses"),
    "threshold": ("필요한 승인 수", "approvals needed"),
    "watchers": ("감시자", "watchers"),
    "portable": ("옮길 수 있음", "portable"),
    "ttl": ("보관 시간(초)", "time to live (s)"),
    "versionId": ("판", "version"),
    "versionNumber": ("판 번호", "version number"),
    "updated": ("마지막 갱신", "updated"),
    "scid": ("고유값(SCID)", "SCID"),
    "keyAgreement": ("암호화용 키", "keys for key agreement"),
    "capabilityInvocation": ("권한 행사용 키", "keys for invoking capabilities"),
    "capabilityDelegation": ("권한 위임용 키", "keys for delegating capabilities"),
}

TEXTS: Words = {
    "written": ("저장함", "written"),
    "keys": ("개인 키 파일", "private keys"),
    "did": ("DID", "DID"),
    "version": ("판", "version"),
    "publish": ("공개할 주소", "publish at"),
    "notify": ("공개한 뒤 감시자에게 알리기: POST", "once published, tell the watcher: POST"),
    "unwitnessed": (
        "증인의 승인이 더 필요합니다. 승인을 받은 뒤 공개하세요: damda did witness",
        "Approvals of witnesses are still missing. Publish only after: damda did witness",
    ),
    "keep": (
        "개인 키 파일을 잃어버리면 이 DID를 다시는 갱신할 수 없습니다. 안전하게 보관하세요.",
        "Without the file of private keys this DID can never be updated again. Keep it safe.",
    ),
    "verified": ("이력 전체를 확인했습니다.", "The whole log was verified."),
    "ended": ("더 이상 쓰지 않는 DID입니다.", "This DID is deactivated."),
}
