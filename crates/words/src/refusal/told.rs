//! Refusals that name their particulars: which stage, which ground, how long, until when.

use domain::complaint::{Act, ClosingGround, GroundAsked, Kind, OWN_PERIOD_DAYS_MAX, StageName};
use domain::period::Period;
use jiff::Timestamp;
use jiff::civil::Date;

use super::Said;
use super::stages::way_from;
use crate::{closing, date, extension, kind, particle, period, stage};

fn say(sentence: String, way: &str) -> Said {
    Said { sentence, way_forward: Some(way.to_owned()) }
}

/// `pressed` is the button's own label: an act may have two.
pub(super) fn wrong_stage(pressed: &str, refused: Act, at: StageName) -> Said {
    let what = particle::topic(&format!("'{pressed}'"));
    let sentence = format!("'{}' 상태인 민원에 {what} 할 수 없습니다.", stage::label(at));
    Said { sentence, way_forward: Some(way_from(pressed, refused, at)) }
}

pub(super) fn not_your_part(pressed: &str) -> Said {
    let sentence = format!("{} 할 수 있는 권한이 없습니다.", particle::object(&format!("'{pressed}'")));
    say(sentence, "담당자나 부서 관리자에게 요청해 주십시오.")
}

pub(super) fn inside_the_city(body: &str) -> Said {
    let sentence = format!("{} 서울시 내부 기관이므로 타기관 이송 대상이 아닙니다.", particle::topic(body));
    say(sentence, "'재지정 요청'을 이용하거나, 분배 권한이 있으면 '분배'를 이용해 주십시오.")
}

pub(super) fn statutory_never_closed(ground: ClosingGround) -> Said {
    let ground = particle::object(&format!("'{}'", closing::label(ground)));
    let sentence = format!("법정민원은 {ground} 사유로 종결할 수 없습니다. (민원처리법 제21조·제23조)");
    say(sentence, "'결재 요청'을 거쳐 이유와 구제절차를 적은 답변을 보내 주십시오.")
}

pub(super) fn not_repeated(filings: u32, notified_results: u32) -> Said {
    let sentence = format!(
        "반복 민원은 같은 내용을 3회 이상 신청하고 결과를 2회 이상 통지한 뒤에 종결할 수 있습니다. \
         현재 신청 {filings}회, 통지 {notified_results}회입니다. (민원처리법 제23조제1항)"
    );
    say(sentence, "이번 민원에는 답변을 보내 주십시오.")
}

pub(super) fn not_undelivered_twice(undelivered: u32) -> Said {
    let sentence = format!(
        "보완 요구가 2회 반송된 경우에만 종결할 수 있습니다. 현재 {undelivered}회 반송되었습니다. \
         (민원처리법 시행령 제25조)"
    );
    say(sentence, "'보완 요구'를 다시 보내 주십시오.")
}

pub(super) fn period_missing(of: Kind) -> Said {
    let sentence = format!(
        "{} 민원편람에서 정한 처리기간을 지정해야 합니다. (민원처리법 제17조)",
        particle::topic(kind::label(of))
    );
    say(sentence, "처리기간을 입력한 뒤 다시 저장해 주십시오.")
}

pub(super) fn period_fixed(of: Kind, fixed: Period) -> Said {
    if of == Kind::Other {
        let sentence = format!(
            "{}의 처리기간은 {}이며, 기관이 따로 정한 경우에도 {OWN_PERIOD_DAYS_MAX}일을 넘을 수 없습니다. ({} 제3항)",
            kind::label(of),
            period::label(fixed),
            kind::article(of)
        );
        return say(
            sentence,
            "처리기간을 비우거나 더 짧게 선택해 주십시오. 더 필요하면 알맞은 민원종류로 바꿔 주십시오.",
        );
    }
    let sentence = format!(
        "{}의 처리기간은 {} 이내로 정해져 있습니다. ({})",
        kind::label(of),
        period::label(fixed),
        kind::article(of)
    );
    say(
        sentence,
        "처리기간을 비우거나 더 짧게 입력해 주십시오. 더 필요하면 처리자가 '기간 연장'을 이용할 수 있습니다.",
    )
}

pub(super) fn ground_forbidden(ground: GroundAsked) -> Said {
    let sentence = format!(
        "{} 기간 연장 사유가 될 수 없습니다. ({})",
        particle::topic(extension::asked(ground)),
        extension::article(ground)
    );
    let way = match ground {
        GroundAsked::Workload => {
            "부서 관리자에게 '민원 회수' 후 재분배를 요청하거나, '중간 답변'으로 미리 안내해 주십시오."
        }
        GroundAsked::HandlerAbsent => {
            "대직자를 지정하거나, 부서 관리자에게 '민원 회수' 후 재분배를 요청해 주십시오."
        }
        GroundAsked::LateAssignment
        | GroundAsked::Cooperation
        | GroundAsked::FactFinding
        | GroundAsked::ForceMajeure
        | GroundAsked::Equivalent => "법령이 정한 네 가지 사유 중에서 선택해 주십시오.",
    };
    say(sentence, way)
}

pub(super) fn longer_than_original(original: Period, asked: Period) -> Said {
    let sentence = format!(
        "연장은 당초 처리기간({}) 이내로만 할 수 있습니다. 요청한 기간은 {}입니다. (민원처리법 시행령 제21조제1항)",
        period::label(original),
        period::label(asked)
    );
    say(sentence, "기간을 줄여 '기간 연장'을 다시 눌러 주십시오.")
}

pub(super) fn deadline_passed(due_at: Timestamp) -> Said {
    let sentence = format!("기한({})이 지나 이 처리를 할 수 없습니다.", date::moment(due_at));
    say(sentence, "지체 없이 처리해 주시고, 신청인에게는 '중간 답변'으로 사정을 알려 주십시오.")
}

pub(super) fn reply_by_outside_period(due_at: Option<Timestamp>) -> Said {
    let sentence = match due_at {
        Some(due_at) => {
            format!(
                "회신기한은 지금부터 민원의 처리기한({}) 사이여야 합니다. (민원처리법 제20조)",
                date::moment(due_at)
            )
        }
        None => "회신기한은 지금보다 늦어야 합니다.".to_owned(),
    };
    say(sentence, "회신기한을 고쳐 다시 시도해 주십시오.")
}

pub(super) fn objection_too_late(last_day: Date) -> Said {
    let sentence = format!(
        "이의신청은 거부처분을 받은 날부터 60일 이내에 해야 합니다. {}까지였습니다. (민원처리법 제35조제1항)",
        date::day(last_day)
    );
    say(sentence, "행정심판이나 행정소송의 제기 기간을 확인해 주십시오.")
}

pub(super) fn too_few_to_merge(found: u32) -> Said {
    let sentence = format!(
        "신청인이 다른 민원은 같은 취지의 민원이 5건 이상일 때 병합할 수 있습니다. 현재 {found}건입니다. \
         (민원처리법 시행령 제6조제7항)"
    );
    say(sentence, "각각 처리하거나, 같은 취지의 민원을 더 찾아 선택해 주십시오.")
}

pub(super) fn visit_too_long(days: u16) -> Said {
    let sentence = match days {
        0 => "현장조사의 끝나는 날은 시작하는 날과 같거나 늦어야 합니다.".to_owned(),
        u16::MAX => "현장조사 기간을 읽을 수 없습니다.".to_owned(),
        days => format!(
            "현장조사 기간은 14일을 넘을 수 없습니다. 입력한 기간은 {days}일입니다. (민원처리법 시행령 제17조)"
        ),
    };
    say(sentence, "기간을 고쳐 다시 등록해 주십시오.")
}
