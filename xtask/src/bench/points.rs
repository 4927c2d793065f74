//! What is measured: the requests an office makes all day, each as one of its people.

use anyhow::{Result, ensure};
use serde_json::json;

use super::{prepare::Inputs, wrk::Load};
use crate::postgres::random_word;

/// A list as long as one screen.
const SCREEN: u32 = 20;
/// Fewer acts than this say nothing about the 99th percentile.
const ACTS_MIN: usize = 100;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Point {
    /// 처리자 분배: a department manager's list, soonest due first.
    ListDesk,
    /// 총괄 민원 조회: the newest of the whole city, as the receiver.
    ListNewest,
    /// One case with its acts, one of many.
    Detail,
    /// 처리현황 of a department and of one's own desk.
    Count,
    /// The same of the whole city: nothing narrows it.
    CountCity,
    /// The manager's list as a page.
    PageList,
    /// A case as a page.
    PageCase,
    /// 신청 by a citizen, without a log-in.
    Create,
    /// 접수 of a complaint that nobody has touched yet; after `Create`, which makes them.
    Act,
}

/// The how-manieth measurement of a point this is, and how it is done.
#[derive(Clone, Copy)]
pub(super) struct Turn {
    pub(super) connections: u32,
    pub(super) seconds: u32,
    /// Measurements of this point still to come, this one included.
    pub(super) left: usize,
}

/// As whom a request is made.
enum By {
    Officer(String),
    Browser(String),
    Citizen,
}

impl Point {
    /// In the order of measuring: what writes comes last.
    pub(super) const ALL: [Point; 9] = [
        Point::ListDesk,
        Point::ListNewest,
        Point::Detail,
        Point::Count,
        Point::CountCity,
        Point::PageList,
        Point::PageCase,
        Point::Create,
        Point::Act,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Point::ListDesk => "list-desk",
            Point::ListNewest => "list-newest",
            Point::Detail => "detail",
            Point::Count => "count",
            Point::CountCity => "count-city",
            Point::PageList => "page-list",
            Point::PageCase => "page-case",
            Point::Create => "create",
            Point::Act => "act",
        }
    }

    pub(super) fn load<'a>(self, inputs: &Inputs, url: &'a str, turn: Turn) -> Result<Load<'a>> {
        let lines = self.lines(inputs, turn)?;
        let file = inputs.lines(self.name(), &lines)?;
        let mut told = vec![("BENCH_LINES", file.display().to_string()), ("BENCH_RUN", random_word()?)];
        match self.by(inputs) {
            By::Officer(token) => told.extend([("BENCH_AS", "officer".to_owned()), ("BENCH_TOKEN", token)]),
            By::Browser(token) => told.extend([("BENCH_AS", "browser".to_owned()), ("BENCH_TOKEN", token)]),
            By::Citizen => told.push(("BENCH_AS", "citizen".to_owned())),
        }
        let Turn { connections, seconds, .. } = turn;
        Ok(Load { script: self.script(), url, connections, seconds, told })
    }

    fn by(self, inputs: &Inputs) -> By {
        match self {
            Point::ListDesk | Point::Count => By::Officer(inputs.manager.clone()),
            Point::ListNewest | Point::Detail | Point::CountCity | Point::Act => {
                By::Officer(inputs.receiver.clone())
            }
            Point::PageList => By::Browser(inputs.manager.clone()),
            Point::PageCase => By::Browser(inputs.receiver.clone()),
            Point::Create => By::Citizen,
        }
    }

    fn script(self) -> &'static str {
        match self {
            Point::Create => "create.lua",
            Point::Act => "act.lua",
            _ => "read.lua",
        }
    }

    /// What the script works through: addresses to read, bodies to file, complaints to receive.
    fn lines(self, inputs: &Inputs, turn: Turn) -> Result<Vec<String>> {
        Ok(match self {
            Point::ListDesk => ["at_department", "assigned", "accepted"]
                .map(|stage| format!("/api/v1/complaints?stage={stage}&sort=due&limit={SCREEN}"))
                .to_vec(),
            Point::ListNewest => vec![format!("/api/v1/complaints?sort=-received&limit={SCREEN}")],
            Point::Detail => inputs.cases.iter().map(|n| format!("/api/v1/complaints/{n}")).collect(),
            Point::Count | Point::CountCity => vec!["/api/v1/me/counts".to_owned()],
            Point::PageList => vec!["/assign".to_owned()],
            Point::PageCase => inputs.cases.iter().map(|n| format!("/complaints/{n}")).collect(),
            Point::Create => submissions(),
            Point::Act => {
                let waiting = inputs.filed()?;
                let share = waiting.len() / turn.left.max(1);
                ensure!(share >= ACTS_MIN, "only {} complaints are left to be received", waiting.len());
                let untouched = waiting.into_iter().take(share);
                untouched
                    .map(|filed| {
                        format!("/api/v1/complaints/{}/acts/receive {}", filed.number, filed.version)
                    })
                    .collect()
            }
        })
    }
}

/// What citizens write, one body a line; the script puts a number of its own where `@` stands.
fn submissions() -> Vec<String> {
    let matters = [
        ("횡단보도 앞 가로등이 꺼져 있습니다", "며칠째 불이 들어오지 않아 밤에 길을 건너기가 위험합니다."),
        ("골목에 불법 주차가 계속됩니다", "소방차가 들어올 수 없을 만큼 양쪽으로 차가 서 있습니다."),
        ("보도블록이 깨져 있습니다", "유모차 바퀴가 걸리고 비가 오면 물이 고입니다."),
        ("공사장 소음이 심합니다", "아침 여섯 시부터 작업이 시작되어 잠을 잘 수 없습니다."),
        ("약국 앞 쓰레기 무단 투기", "봉투가 터져 악취가 나고 고양이가 뜯어 놓습니다."),
    ];
    let asked = "현장을 확인하시고 언제까지 어떻게 처리되는지 알려 주시기 바랍니다. ";
    matters
        .iter()
        .map(|(title, why)| {
            json!({
                "title": format!("{title} (@)"),
                "body": format!("{why}\n{}", asked.repeat(5)),
                "place": "송파구 올림픽로 326 부근",
                "name": "박시민",
                "phone": "010-0000-@",
            })
            .to_string()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_submission_is_one_line_with_places_to_number() {
        for line in submissions() {
            assert!(line.matches('@').count() == 2 && !line.contains('\n'), "{line}");
        }
    }

    #[test]
    fn every_script_is_there() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../load");
        for point in Point::ALL {
            assert!(folder.join(point.script()).is_file(), "{}", point.name());
        }
    }
}
