//! How a story says what followed: where the file stands, when it is due, and who heard what.

use std::collections::HashMap;

use domain::actor::By;
use domain::complaint::Complaint;
use domain::desk::Desk;
use domain::id::PetitionerId;
use domain::org::OrgChart;
use store::{Line, Notice, Owner};
use words::Names;

/// `처리자 접수 · 도로과 김도로 · 기한 2026. 3. 11. 18:00 · 협조 중`
pub(crate) fn state(c: &Complaint, desk: &Desk) -> String {
    let holder = c.holder();
    let mut parts = vec![format!("{} {}", c.spoken_number(), words::stage::label(c.stage.name()))];
    let chart = desk.chart.as_ref();
    let place = match (holder.department, holder.agency) {
        (Some(department), _) => Some(Names::department(chart, department)),
        (None, Some(agency)) => Some(Names::agency(chart, agency)),
        (None, None) => None,
    };
    let handler = holder.handler.and_then(|id| chart.officer(id)).map(|officer| officer.name.clone());
    parts.extend(place.map(|place| handler.map_or(place.clone(), |name| format!("{place} {name}"))));
    if c.stage.is_live() && c.clock.is_some() {
        let due = c.due(desk).and_then(|due| due.at).map(words::date::moment);
        parts.push(due.map_or_else(|| "기한 정지".to_owned(), |due| format!("기한 {due}")));
    }
    parts.extend(c.badge().map(|badge| words::badge::label(badge).to_owned()));
    if c.hops > 0 {
        parts.push(format!("재지정 {}회", c.hops));
    }
    if c.bound {
        parts.push("구속력 있는 결정".to_owned());
    }
    parts.join(" · ")
}

/// `김도로 주무관을 대직하여 유대직 주무관`, when the newest act was done for somebody else.
pub(crate) fn on_behalf(newest: Option<&Line>, chart: &OrgChart) -> Option<String> {
    match &newest?.happened.by {
        by @ By::Officer { on_behalf_of: Some(_), .. } => Some(words::event::who(by, chart)),
        By::Officer { .. } | By::Petitioner { .. } | By::System { .. } => None,
    }
}

/// `알림 박시민: [응답소] 민원이 접수되었습니다`
pub(crate) fn letter(notice: &Notice, people: &HashMap<PetitionerId, &str>, chart: &OrgChart) -> String {
    let to = match notice.to {
        Owner::Officer(id) => chart.officer(id).map_or("?", |officer| officer.name.as_str()),
        Owner::Petitioner(id) => people.get(&id).copied().unwrap_or("신청인"),
    };
    format!("알림 {to}: {}", notice.subject)
}

/// A number of one's own for everybody, so that each is a person of their own.
pub(crate) fn phone_of(name: &str) -> String {
    let digits = name.chars().fold(0_u32, |sum, c| (sum * 31 + u32::from(c)) % 100_000_000);
    format!("010-{:04}-{:04}", digits / 10_000, digits % 10_000)
}
