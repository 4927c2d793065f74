//! The papers of a life: kinds and periods, bounded texts, answers, questions between departments.

use domain::complaint::{AnswerResult, GroundAsked, Kind, ReassignmentReason, Score};
use domain::org::{OUTSIDE_BODIES, Officer};
use domain::period::Period;
use domain::text::{Body, Memo};
use rand::{Rng, RngExt};

use super::one_of;
use super::story::Story;
use crate::texts::{self, Category, Draft, KindHint};

/// What the receiver makes of it: the kind, and the period where the office may name one.
pub(super) fn kind(rng: &mut dyn Rng, draft: &Draft, story: Story) -> (Kind, Option<Period>) {
    if story.needs_objectionable() {
        return (Kind::Statutory, Some(Period::Days(6)));
    }
    let permit = matches!(draft.category, Category::Medicine | Category::Housing | Category::Economy);
    if permit && story.may_be_statutory() && super::chance(rng, 8) {
        let period = one_of(rng, &[(Period::Days(3), 2), (Period::Days(7), 3), (Period::Weeks(2), 2)]);
        return (Kind::Statutory, Some(period));
    }
    let seven_days = Some(Period::Days(7));
    match draft.kind_hint {
        KindHint::Question if super::chance(rng, 12) => (Kind::LawInquiry, None),
        KindHint::Question => (Kind::Inquiry, None),
        KindHint::Grievance => (Kind::Grievance, None),
        KindHint::Proposal => (Kind::Suggestion, None),
        KindHint::Request if super::chance(rng, 25) => (Kind::Suggestion, None),
        KindHint::Praise if !story.needs_days() => (Kind::Other, None),
        KindHint::Report if super::chance(rng, 30) => (Kind::Other, Some(Period::Days(5))),
        KindHint::Report | KindHint::Request | KindHint::Praise => (Kind::Other, seven_days),
    }
}

/// The text as the office takes it; what is made here is always within its bounds.
pub(super) fn memo(text: &str) -> Option<Memo> {
    Memo::new(text).ok()
}

pub(super) fn body(text: &str) -> Option<Body> {
    Body::new(text).ok()
}

/// A signed answer.
pub(super) fn answer(rng: &mut dyn Rng, draft: &Draft, department: &str, by: &Officer) -> Option<Body> {
    let text = texts::answer(rng, draft).text();
    body(&texts::sign(&text, department, &by.name, &by.phone))
}

pub(super) fn result(rng: &mut dyn Rng, draft: &Draft, story: Story) -> AnswerResult {
    if story.needs_objectionable() {
        return AnswerResult::Refused;
    }
    match draft.kind_hint {
        KindHint::Question | KindHint::Praise => AnswerResult::Explained,
        _ => one_of(
            rng,
            &[
                (AnswerResult::Granted, 52),
                (AnswerResult::PartlyGranted, 16),
                (AnswerResult::Refused, 10),
                (AnswerResult::Explained, 22),
            ],
        ),
    }
}

/// 법 제27조 제2항: what can be done against a refusal.
pub(super) fn remedy(result: AnswerResult) -> Option<Memo> {
    let text = "이 처분에 이의가 있는 경우 결과를 받은 날부터 60일 이내에 문서로 이의신청을 할 수 있으며, \
                이와 별도로 「행정심판법」에 따른 행정심판 또는 「행정소송법」에 따른 행정소송을 제기할 수 있습니다.";
    (result == AnswerResult::Refused).then(|| memo(text)).flatten()
}

/// What one department asks another.
pub(super) fn question(rng: &mut dyn Rng, draft: &Draft) -> Option<Memo> {
    let ask = one_of(
        rng,
        &[
            ("귀 부서 소관 사항에 대한 검토 의견을 회신하여 주시기 바랍니다.", 3),
            ("현장 여건과 관련하여 귀 부서의 조치 계획을 알려 주시기 바랍니다.", 2),
            ("관련 단속·점검 이력과 향후 계획을 회신하여 주시기 바랍니다.", 2),
        ],
    );
    memo(&format!("「{}」 민원 처리와 관련하여 {ask}", draft.title))
}

/// A body outside the city that carries such duties, or any.
pub(super) fn outside(rng: &mut dyn Rng, draft: &Draft) -> &'static str {
    let text = format!("{} {} {}", draft.duty, draft.title, draft.body);
    let fits = |duties: &[&str]| duties.iter().any(|duty| text.contains(duty));
    let fitting = OUTSIDE_BODIES.iter().find(|body| fits(body.duties));
    let chosen = fitting.or_else(|| OUTSIDE_BODIES.get(rng.random_range(0..OUTSIDE_BODIES.len())));
    chosen.map_or("국토교통부", |body| body.name)
}

pub(super) fn ground(rng: &mut dyn Rng) -> GroundAsked {
    one_of(
        rng,
        &[(GroundAsked::FactFinding, 55), (GroundAsked::Cooperation, 35), (GroundAsked::Equivalent, 10)],
    )
}

pub(super) fn reassignment(rng: &mut dyn Rng) -> ReassignmentReason {
    one_of(
        rng,
        &[
            (ReassignmentReason::NotOurDuty, 50),
            (ReassignmentReason::OtherOwner, 20),
            (ReassignmentReason::NotOurArea, 15),
            (ReassignmentReason::SharedDuty, 10),
            (ReassignmentReason::DutyMoved, 5),
        ],
    )
}

pub(super) fn score(rng: &mut dyn Rng) -> Score {
    one_of(
        rng,
        &[
            (Score::VeryGood, 34),
            (Score::Good, 24),
            (Score::Fair, 18),
            (Score::Poor, 10),
            (Score::VeryPoor, 14),
        ],
    )
}

/// The heart of an answer to that: it fits whatever was asked about.
pub(super) fn second_answer(rng: &mut dyn Rng) -> &'static str {
    one_of(
        rng,
        &[
            (
                "말씀하신 부분을 다시 확인하였습니다. 앞선 답변에서 일정을 알려 드리지 못한 점 양해 부탁드리며, 필요한 조치는 이번 달 안에 마칠 예정입니다.",
                3,
            ),
            (
                "담당자가 다시 살펴본 결과 앞선 답변의 설명이 충분하지 않았습니다. 확인한 내용과 앞으로의 처리 계획을 전화로 자세히 설명드리겠습니다.",
                3,
            ),
            (
                "앞선 답변에 빠진 사항이 있어 관련 부서와 함께 다시 검토하였습니다. 검토한 대로 처리하고 그 결과를 문자로 알려 드리겠습니다.",
                2,
            ),
        ],
    )
}

/// What somebody asks again who was not content.
pub(super) fn question_again(rng: &mut dyn Rng) -> Option<Memo> {
    memo(one_of(
        rng,
        &[
            ("언제까지 조치가 끝나는지 구체적인 일정을 알려 주세요.", 3),
            ("현장을 다시 확인해 주세요. 답변과 달리 아직 그대로입니다.", 3),
            ("제가 여쭌 것에 대한 답이 빠져 있습니다. 다시 답변 부탁드립니다.", 2),
            ("담당자와 통화하고 싶습니다. 연락 가능한 시간을 알려 주세요.", 1),
        ],
    ))
}
