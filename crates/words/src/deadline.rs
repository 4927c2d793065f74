//! The due date (처리기한) explained: each line of the reckoning as a sentence with its article.

use domain::calendar::{Basis, Holiday};
use domain::deadline::{Clock, Due, FirstDay, Line, Stop, SuspensionGround, WaitsFor, seoul};
use domain::period::{Period, PeriodError, Regime};
use jiff::Timestamp;
use jiff::civil::Date;

use crate::date::{day, day_short, day_with_weekday, moment_with_weekday};
use crate::particle::object;
use crate::period::label;

const OUTAGE_ARTICLE: &str = "민원처리법 시행령 제20조 제2호";

/// One step of the reckoning, as an official would write it in the margin.
pub fn sentence(line: &Line) -> String {
    match line {
        Line::Regime { period, regime } => format!("처리기간 {}: {}", label(*period), regime_rule(*regime)),
        Line::StartHours { received_at, counted_from, waits_for } => {
            start_hours(*received_at, *counted_from, waits_for)
        }
        Line::StartDays { received_at, first, because } => {
            format!("접수 {}: {}", exact(*received_at), first_day(because, &day_with_weekday(*first)))
        }
        Line::Suspended { ground: why, from, until, days, working_days } => {
            let days = format!("양 끝 날을 포함한 {days}일(근무일 {working_days}일)");
            let article = ground_article(*why);
            format!("{} {}: {days}을 세지 않습니다 ({article})", ground(*why), span(*from, *until))
        }
        Line::TooLate { ground: why, from, due } => {
            let (from, due) = (exact(*from), exact(*due));
            format!("{} {from}: 처리기한({due}) 뒤에 시작되어 기한이 늘지 않습니다", ground(*why))
        }
        Line::Outage { from, until, source, working_minutes, working_days, regime } => {
            let lost = outage_loss(*regime, *working_minutes, *working_days);
            let when = format!("{} ~ {}", exact(*from), exact(*until));
            format!("시스템 장애 {when}: {lost} 세지 않습니다 ({OUTAGE_ARTICLE}, {source})")
        }
        Line::DaysOff { from, until, weekend_days, holidays } => {
            let off = days_off(*weekend_days, holidays);
            format!("{} ~ {} 중 제외: {off} (민원처리법 제19조)", day(*from), day(*until))
        }
        Line::CountedTime { from, until, working_days, seconds } => {
            counted_time(*from, *until, *working_days, *seconds)
        }
        Line::CountedDays { from, until, working_days } => {
            format!("{}: 근무일로 {working_days}일이며, 마지막 날 18:00에 끝납니다", span(*from, *until))
        }
        Line::CivilEnd { start, end, month_end } => civil_end(*start, *end, *month_end),
        Line::Shifted { from, to, days } => {
            format!("세지 않는 {days}일만큼 {}에서 {}로 늦추어집니다", day(*from), day_with_weekday(*to))
        }
        Line::RolledOn { from, to, holiday } => {
            let (from, to) = (day_with_weekday(*from), day_with_weekday(*to));
            let off = day_off(holiday.as_ref());
            format!("{from}은 {off}이므로 다음 근무일인 {to} 18:00에 끝납니다 (민법 제161조)")
        }
        Line::Extended { by, decided_at, from, to } => {
            let (from, to) = (exact(*from), exact(*to));
            let granted = format!("연장 {}({} 결정)", label(*by), exact(*decided_at));
            format!("{granted}: {from}에 이어 세어 {to}까지 (민원처리법 시행령 제21조)")
        }
        Line::Tie { at, not } => {
            let (at, not) = (exact(*at), exact(*not));
            format!("{at}: 근무시간의 끝에 꼭 맞으므로 다음 근무 시작({not})으로 넘기지 않습니다")
        }
        Line::Stopped { since, by } => stopped(&exact(*since), by),
        Line::OutsideCalendar { received_at } => {
            let at = exact(*received_at);
            format!("접수 {at}: 달력이 아는 기간(1990~2150년 접수, 2199년 만료) 밖이어서 계산하지 않습니다")
        }
        Line::Result { at } => format!("처리기한: {}", exact(*at)),
    }
}

/// The due date and its numbered lines, for a terminal.
pub fn report(clock: &Clock, due: &Due) -> String {
    let first = match due.at {
        Some(at) => format!("처리기한 {}", exact(at)),
        None => "처리기한 없음".to_owned(),
    };
    let mut text = format!("{first}\n접수 {}, 처리기간 {}\n", exact(clock.received_at), label(clock.period));
    for (number, line) in due.lines.iter().enumerate() {
        text.push_str(&format!("{:>2}. {}\n", number + 1, sentence(line)));
    }
    text
}

/// Why a text is no period, and what to write instead.
pub fn period_refused(error: &PeriodError) -> String {
    match error {
        PeriodError::Unreadable { given } => {
            format!("읽을 수 없는 처리기간입니다: '{given}'. immediate, 5h, 3d, 7d, 2w, 1m, 1y처럼 적습니다.")
        }
        PeriodError::Zero => "처리기간은 1 이상이어야 합니다.".to_owned(),
        PeriodError::TooLong { given, most } => {
            format!("너무 긴 처리기간입니다: '{given}'. {}까지 적을 수 있습니다.", label(*most))
        }
    }
}

/// What a ground of suspension is called.
pub fn ground(ground: SuspensionGround) -> &'static str {
    match ground {
        SuspensionGround::Supplement => "보완",
        SuspensionGround::DocumentTravel => "문서의 이송",
        SuspensionGround::Representative => "대표자 선정",
        SuspensionGround::Hearing => "의견 청취·공표·전문 심의",
        SuspensionGround::Examination => "시험·검사·기술 검토·외부 의견",
        SuspensionGround::PriorMatter => "선행 사무의 처리",
        SuspensionGround::Certificate => "증명서류의 발급",
        SuspensionGround::PriorComplaint => "선행 민원의 처리",
        SuspensionGround::FieldSurvey => "현장조사",
    }
}

fn ground_article(ground: SuspensionGround) -> &'static str {
    match ground {
        SuspensionGround::Certificate => "민원처리법 시행령 제7조의2 제3항",
        SuspensionGround::PriorComplaint => "민원처리법 시행령 제12조 제9항",
        SuspensionGround::FieldSurvey => "민원처리법 시행령 제17조 제4항·제5항",
        SuspensionGround::Supplement
        | SuspensionGround::DocumentTravel
        | SuspensionGround::Representative
        | SuspensionGround::Hearing
        | SuspensionGround::Examination
        | SuspensionGround::PriorMatter => "민원처리법 시행령 제20조",
    }
}

fn regime_rule(regime: Regime) -> &'static str {
    match regime {
        Regime::WorkingHours => {
            "즉시 또는 5일 이하이므로 접수시각부터 근무시간으로 셉니다. 8근무시간이 1일입니다 (민원처리법 제19조 제1항)"
        }
        Regime::WorkingDays => "6일 이상이므로 근무일로 세고 첫날을 산입합니다 (민원처리법 제19조 제2항)",
        Regime::Civil => {
            "주·월·연으로 정했으므로 첫날을 산입하고 민법에 따라 셉니다 (민원처리법 제19조 제3항, 민법 제159조~제161조)"
        }
    }
}

fn start_hours(received_at: Timestamp, counted_from: Timestamp, waits_for: &WaitsFor) -> String {
    let reason = match waits_for {
        WaitsFor::Nothing => return format!("접수 {}: 바로 셉니다", exact(received_at)),
        WaitsFor::Opening => "근무시간 전이므로".to_owned(),
        WaitsFor::LunchEnd => "점심시간(12:00~13:00)이므로".to_owned(),
        WaitsFor::NextWorkingDay => "근무시간이 지났으므로".to_owned(),
        WaitsFor::EndOfDaysOff { holiday } => format!("{}이므로", day_off(holiday.as_ref())),
    };
    format!("접수 {}: {reason} {}부터 셉니다", exact(received_at), exact(counted_from))
}

fn first_day(because: &FirstDay, first: &str) -> String {
    match because {
        FirstDay::DayOfReceipt => format!("접수한 날이 근무일이므로 시각과 관계없이 {first}이 첫날입니다"),
        FirstDay::NextWorkingDay { holiday } => {
            format!("{}이므로 다음 근무일인 {first}이 첫날입니다", day_off(holiday.as_ref()))
        }
        FirstDay::CivilDayOfReceipt => {
            format!("{first}이 첫날이며, 기간 안의 토요일·공휴일도 셉니다 (민원처리법 제19조 제3항)")
        }
    }
}

fn outage_loss(regime: Regime, working_minutes: i64, working_days: i64) -> String {
    match regime {
        Regime::WorkingHours => object(&format!("근무시간 {}", length(working_minutes * 60))),
        Regime::WorkingDays | Regime::Civil => format!("걸친 근무일 {working_days}일을"),
    }
}

fn stopped(since: &str, by: &Stop) -> String {
    match by {
        Stop::Suspension { ground: why } => {
            let (why, article) = (ground(*why), ground_article(*why));
            format!("{why} 중이므로 {since}부터 멈추어 있습니다. 끝나면 처리기한을 다시 셉니다 ({article})")
        }
        Stop::Outage { source } => {
            format!("시스템 장애가 계속되어 {since}부터 멈추어 있습니다 ({OUTAGE_ARTICLE}, {source})")
        }
    }
}

fn counted_time(from: Date, until: Date, working_days: i64, seconds: i64) -> String {
    let time = object(&length(seconds));
    match from == until {
        true => format!("{}: {time} 셉니다", day_with_weekday(from)),
        false => format!("{}: 근무일 {working_days}일, {time} 셉니다", span(from, until)),
    }
}

fn civil_end(start: Date, end: Date, month_end: bool) -> String {
    let (start, end) = (day(start), day_with_weekday(end));
    match month_end {
        false => format!("{start}부터 세어 해당하는 날의 전날인 {end}에 끝납니다 (민법 제160조 제2항)"),
        true => format!(
            "{start}부터 세어 해당하는 날이 없으므로 그 달의 말일인 {end}에 끝납니다 (민법 제160조 제3항)"
        ),
    }
}

fn span(from: Date, until: Date) -> String {
    format!("{} ~ {}", day_with_weekday(from), day_with_weekday(until))
}

/// 토·일요일 4일, 공휴일 3일: 추석(9. 25.), …
fn days_off(weekend_days: i64, holidays: &[Holiday]) -> String {
    let mut parts = Vec::new();
    if weekend_days > 0 {
        parts.push(format!("토·일요일 {weekend_days}일"));
    }
    if !holidays.is_empty() {
        let named: Vec<String> = holidays.iter().map(named_holiday).collect();
        parts.push(format!("공휴일 {}일: {}", holidays.len(), named.join(", ")));
    }
    parts.join(", ")
}

fn named_holiday(holiday: &Holiday) -> String {
    let when = day_short(holiday.date);
    match &holiday.basis {
        Basis::Statute | Basis::Substitute { .. } => format!("{}({when})", holiday.name),
        Basis::Designated { source } => format!("{}({when}, {source})", holiday.name),
    }
}

fn day_off(holiday: Option<&Holiday>) -> String {
    holiday.map_or_else(|| "토요일 또는 일요일".to_owned(), |holiday| format!("공휴일({})", holiday.name))
}

/// 2시간 30분.
fn length(seconds: i64) -> String {
    let parts = [(seconds / 3_600, "시간"), (seconds / 60 % 60, "분"), (seconds % 60, "초")];
    let said: Vec<String> =
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, unit)| format!("{n}{unit}")).collect();
    if said.is_empty() { "0분".to_owned() } else { said.join(" ") }
}

/// The instant with its weekday, and its seconds if it has any: hours are counted from them.
fn exact(at: Timestamp) -> String {
    match seoul::civil(at).second() {
        0 => moment_with_weekday(at),
        seconds => format!("{}:{seconds:02}", moment_with_weekday(at)),
    }
}

/// What the three ways of counting are called in short.
pub fn regime(period: Period) -> &'static str {
    match period.regime() {
        Regime::WorkingHours => "근무시간",
        Regime::WorkingDays => "근무일",
        Regime::Civil => "민법",
    }
}
