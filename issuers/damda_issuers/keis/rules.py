"""KEIS: what makes a training badge one that may be issued."""

from __future__ import annotations

from datetime import date

from damda.errors import FieldProblem
from damda.protocols import Json, JsonView
from damda_issuers.rules import Rules
from damda_schemas.codes import ncs

MINIMUM_ATTENDANCE = 80


class TrainingBadgeRules:
    """Completed courses only, attended to at least 80%, over, and of the field they claim."""

    def check(self, claims: JsonView, today: date) -> list[FieldProblem]:
        return [*_completion(claims), *_period(claims, today), *_units(claims)]

    def derive(self, claims: Json) -> Json:
        return {"ncsMajor": claims["ncsCode"][:2]}


def _completion(claims: JsonView) -> list[FieldProblem]:
    status, attendance = claims.get("resultStatus"), claims.get("attendanceRate")
    if status is not None and status != "Completed":
        return [
            FieldProblem(
                "resultStatus",
                "not_completed",
                f"a badge is issued for a completed course only, not for {status}",
                f"수료(Completed)한 과정에만 배지를 발급합니다. 현재 수료상태: {status}",
            )
        ]
    if attendance is not None and attendance < MINIMUM_ATTENDANCE:
        return [
            FieldProblem(
                "attendanceRate",
                "attendance_too_low",
                f"completion needs an attendance of at least {MINIMUM_ATTENDANCE}%",
                f"출석률이 {MINIMUM_ATTENDANCE}% 이상이어야 수료로 인정됩니다.",
            )
        ]
    return []


def _period(claims: JsonView, today: date) -> list[FieldProblem]:
    start, end = claims.get("trainStart"), claims.get("trainEnd")
    problems = []
    if start is not None and end is not None and end < start:
        problems.append(
            FieldProblem(
                "trainEnd",
                "end_before_start",
                "the end date is before the start date",
                "훈련 종료일이 시작일보다 빠릅니다.",
            )
        )
    if end is not None and end > today.isoformat():
        problems.append(
            FieldProblem(
                "trainEnd",
                "end_in_future",
                "the course is not over yet; issue the badge after the end date",
                "아직 끝나지 않은 훈련입니다. 종료일 이후에 발급해 주세요.",
            )
        )
    return problems


def _units(claims: JsonView) -> list[FieldProblem]:
    """Courses also teach units of neighbouring fields, so one unit of their own is enough."""
    code, units = claims.get("ncsCode"), claims.get("ncsUnits")
    if code is None or not units or any(ncs.unit_belongs(unit, code) for unit in units):
        return []
    return [
        FieldProblem(
            "ncsUnits",
            "units_outside_code",
            f"none of the units belongs to the NCS code {code}",
            f"NCS 코드 {code}에 속한 능력단위가 하나도 없습니다.",
        )
    ]


RULES: dict[str, Rules] = {"TrainingBadge": TrainingBadgeRules()}
