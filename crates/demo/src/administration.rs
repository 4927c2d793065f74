//! What the city's administrator has kept: a designated day off, an ended outage with papers entered after it,
//! codes, templates, a notice text, and an access log with its monthly review.

mod books;
mod papers;

use casework::{Facts, Result};
use domain::calendar::{Designation, WorkCalendar};
use domain::deadline::seoul;
use domain::desk::seoul_date;
use domain::id::OfficerId;
use domain::org::Officer;
use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::{Access, AccessReview, CalendarChange, KeptOutage, Store, Write};

use crate::city::{City, made};
use crate::mark::Mark;

/// Complaints that were taken on paper during the outage.
pub const FROM_PAPER: usize = papers::PAPERS.len();

/// Days before the demo's moment.
const HOLIDAY_AGO: i64 = 24;
const OUTAGE_AGO: i64 = 8;
const LOG_DAYS: i64 = 45;
/// A notice that old has long left.
const TOLD: SignedDuration = SignedDuration::from_hours(2);

/// The first working day on or after so many days before.
fn working_day(calendar: &WorkCalendar, now: Timestamp, ago: i64) -> Date {
    let day = seoul_date(now).saturating_sub(ago.days());
    if calendar.is_working_day(day) { day } else { calendar.next_working_day(day) }
}

fn who<'a>(city: &'a City, login: &str) -> Option<&'a Officer> {
    city.people.values().map(|person| &person.officer).find(|officer| officer.login == login)
}

fn outage(city: &City, now: Timestamp) -> KeptOutage {
    let day = working_day(&WorkCalendar::published(), now, OUTAGE_AGO);
    let at = |hour, minute| seoul::instant(day.to_datetime(time(hour, minute, 0, 0)));
    KeptOutage {
        id: made("outage", "power"),
        from: at(10, 0),
        until: Some(at(11, 40)),
        reason: "통합데이터센터 전원 장애".to_owned(),
        declared_by: who(city, "admin").map(|officer| officer.id),
        declared_at: at(10, 6),
    }
}

/// Days off and the outage: before anybody lives, for all due dates follow from them.
pub(crate) async fn before(store: &Store, city: &City, now: Timestamp) -> Result<()> {
    let admin = who(city, "admin").map(|officer| officer.id);
    let day = working_day(&WorkCalendar::published(), now, HOLIDAY_AGO);
    let at = seoul::instant(day.saturating_sub(14.days()).to_datetime(time(17, 20, 0, 0)));
    let added = Designation {
        date: day,
        name: "임시공휴일".to_owned(),
        source: format!(
            "국무회의 의결 {}. {}. {}. (시연)",
            seoul_date(at).year(),
            seoul_date(at).month(),
            seoul_date(at).day()
        ),
    };
    let mut tx = store.write().await?;
    let change =
        CalendarChange { added: vec![added], removed: Vec::new(), note: "임시공휴일 지정".to_owned() };
    tx.change_calendar(&change, admin, at).await?;
    tx.put_outage(&outage(city, now)).await?;
    Ok(tx.commit().await?)
}

/// Everything else, once the city lives.
pub(crate) async fn after(
    store: &Store,
    (city, facts): (&City, &Facts),
    mark: &mut Mark,
    now: Timestamp,
) -> Result<()> {
    let mut tx = store.write().await?;
    let admin = who(city, "admin").map(|officer| officer.id);
    books::put(&mut tx, city, admin, now).await?;
    papers::enter(&mut tx, city, facts, (&outage(city, now), now - TOLD)).await?;
    log_past(&mut tx, now).await?;
    review(&mut tx, city, now).await?;
    mark.stands = true;
    mark.put(&mut tx).await?;
    Ok(tx.commit().await?)
}

/// Log-ins of the past weeks, by the clock of people who have one; some slips, and two late evenings.
async fn log_past(tx: &mut Write, now: Timestamp) -> Result<()> {
    let mut lines: Vec<Access> = Vec::new();
    let calendar = WorkCalendar::published();
    let today = seoul_date(now);
    let line = |login: &str, at: Timestamp, what: &str, subject: Option<&str>, how: &str| Access {
        at,
        account: Some(login.to_owned()),
        ip: Some("10.20.30.40".to_owned()),
        action: what.to_owned(),
        subject: subject.map(str::to_owned),
        outcome: how.to_owned(),
    };
    for ago in (1..=LOG_DAYS).rev() {
        let day = today.saturating_sub(ago.days());
        let at = |hour, minute| seoul::instant(day.to_datetime(time(hour, minute, 0, 0)));
        if ago == 31 {
            lines.extend((0..12).map(|n| line("handler2", at(13, n), "log-in", None, "wrong")));
        }
        if !calendar.is_working_day(day) {
            continue;
        }
        for (place, (login, _)) in (0_i64..).zip(crate::LOG_INS) {
            let minute = i8::try_from((place * 7 + ago * 3) % 50).unwrap_or_default();
            if (place + ago) % 9 == 0 {
                lines.push(line(login, at(8, minute), "log-in", None, "wrong"));
            }
            lines.push(line(login, at(9, minute), "log-in", None, "ok"));
            lines.push(line(login, at(18, minute), "log-out", None, "ok"));
        }
        if ago == 27 || ago == 33 {
            lines.push(line("admin", at(23, 41), "log-in", None, "ok"));
        }
        if ago == 27 {
            lines.push(line("admin", at(23, 52), "notice-text", Some("received/citizen/sms"), "ok"));
        }
    }
    lines.sort_by_key(|line| line.at);
    for line in &lines {
        tx.log_access(line).await?;
    }
    Ok(())
}

/// The month before the last was looked at by two; the last one by the auditor, whose own lines are open.
async fn review(tx: &mut Write, city: &City, now: Timestamp) -> Result<()> {
    let this = seoul_date(now).first_of_month();
    let month = |back: i32| {
        let first = this.saturating_sub(back.months());
        format!("{:04}-{:02}", first.year(), first.month())
    };
    let at = |back: i32, day: i64| {
        let day = this.saturating_sub((back - 1).months()).saturating_add(day.days());
        seoul::instant(day.to_datetime(time(15, 10, 0, 0)))
    };
    let looked = [
        (2, "auditor", 3, "특이사항 없음."),
        (2, "admin", 5, "점검자 본인의 기록을 확인함. 특이사항 없음."),
        (
            1,
            "auditor",
            4,
            "22시 이후 로그인 2건은 시스템 관리자의 야간 작업으로 확인함. 비밀번호 오류가 많은 계정은 본인에게 확인하여 비밀번호를 바꾸도록 안내함.",
        ),
    ];
    for (back, login, day, remarks) in looked {
        let Some(reviewer) = who(city, login) else { continue };
        let when = at(back, day);
        if when > now {
            continue;
        }
        tx.put_access_review(&AccessReview {
            id: made("access-review", &format!("{login}:{}", month(back))),
            month: month(back),
            reviewer: reviewer.id,
            remarks: remarks.to_owned(),
            findings: "야간 로그인 1개 계정, 로그인 실패 1개 계정, 개인정보 열람 0명".to_owned(),
            at: when,
        })
        .await?;
    }
    Ok(())
}

/// Who keeps the books.
type Keeper = Option<OfficerId>;
