//! 국민신문고 만족도: the figures of the statistics, from the ratings people gave.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, which use their own part and stop where they fail"
)]
mod common;

use common::case::Case;
use common::city::SONGPA;
use common::{people, say};
use domain::actor::Actor;
use domain::complaint::{AnswerResult, Channel, Complaint, Holder, Kind, Score, Stage, Visibility};
use domain::id::DepartmentId;
use domain::org::{Agency, AgencyKind, Department, OrgChart};
use domain::satisfaction::{By, Counted, Grid, Tally, Under, Unit, grid};
use uuid::Uuid;

/// 송파구's offices in the order of their codes.
const OFFICES: [(u128, &str, &str, &str); 7] = [
    (1, "0101", "송파구 산하기관", "송파구시설관리공단"),
    (2, "0201", "송파구 교통환경국", "교통과"),
    (3, "0202", "송파구 교통환경국", "주차관리과"),
    (4, "0301", "송파구 도시관리국", "공원녹지과"),
    (5, "0401", "송파구 감사담당관", "조사팀"),
    (6, "0501", "송파구 보건소", "보건행정과"),
    (7, "0502", "송파구 보건소", "의약과"),
];

/// What each petitioner of the guide's table said, rating by rating; asked again where it is said so.
const SAID: [(u128, &[&[Said]]); 6] = [
    (1, &[&[]]),
    (2, &[&[Rated(100)], &[Rated(50), Rated(100)], &[], &[], &[], &[], &[]]),
    (
        3,
        &[
            &[Rated(0), Asked, Rated(75)],
            &[Rated(25), Asked],
            &[Rated(75)],
            &[Rated(100)],
            &[],
            &[],
            &[],
            &[],
            &[],
        ],
    ),
    (4, &[&[Rated(25), Asked, Rated(50)], &[Rated(100)], &[Rated(25)], &[], &[], &[], &[]]),
    (5, &[&[]]),
    (7, &[&[Rated(0), Asked, Rated(25)], &[Rated(75)], &[]]),
];

#[derive(Clone, Copy)]
enum Said {
    Rated(u32),
    /// Asked again, and was answered.
    Asked,
}
use Said::{Asked, Rated};

fn department(n: u128) -> DepartmentId {
    DepartmentId(Uuid::from_u128(0xe0 + n))
}

fn chart() -> OrgChart {
    let agency =
        Agency { id: SONGPA, code: "3230000".into(), name: "송파구".into(), kind: AgencyKind::District };
    let departments = OFFICES.map(|(n, code, bureau, name)| Department {
        id: department(n),
        agency: SONGPA,
        code: code.into(),
        bureau: bureau.into(),
        name: name.into(),
        duties: Vec::new(),
    });
    OrgChart::new(vec![agency], departments.into(), Vec::new())
}

/// Came from 국민신문고 and was answered.
fn answered(channel: Channel, visibility: Visibility) -> Case {
    let filed = Case::filed_as(channel, visibility, false);
    filed.received_as(Kind::Grievance).accepted_by_kim().answered_with(AnswerResult::Granted)
}

/// What was filed at 국민신문고 is rated there.
fn petitioner(case: &Case) -> Actor {
    if case.file.channel == Channel::Epeople { people::connector() } else { people::citizen() }
}

fn spoken(mut case: Case, said: &[Said]) -> Case {
    for word in said {
        case = match word {
            Rated(points) => {
                let who = petitioner(&case);
                case.later(1).then(&who, say::rate(Score::from_points(*points).unwrap()))
            }
            Asked => case
                .clone()
                .later(1)
                .then(&petitioner(&case), say::ask_again())
                .later(5)
                .then(&people::handler(), say::answer_follow_up()),
        };
    }
    case
}

/// The same file, lying with a department of 송파구.
fn lying_with(n: u128, case: Case) -> Complaint {
    let mut file = case.file;
    if let Stage::Answered { holder, .. } = &mut file.stage {
        *holder = Holder { agency: Some(SONGPA), department: Some(department(n)), handler: holder.handler };
    }
    file
}

fn counted(files: &[Complaint]) -> Vec<Counted> {
    let one = |c: &Complaint| Counted {
        agency: c.holder().agency,
        department: c.holder().department,
        tally: Tally::of(c),
    };
    files.iter().map(one).collect()
}

/// A grid as the page shows it: 평균, 응답건수, 비율, 처리건수, 대상건수, 이송건수.
fn shown(grid: &Grid) -> Vec<String> {
    let chart = chart();
    let line = |name: &str, t: Tally| {
        let (average, percent) = (t.average(), t.answered_percent());
        format!("{name} {average} {} {percent}% {} {} {}", t.responses, t.answered, t.asked, t.came)
    };
    let named = |unit: &Unit| match unit {
        Unit::Agency(id) => chart.agency(*id).unwrap().name.clone(),
        Unit::Bureau(_, bureau) => bureau.clone(),
        Unit::Department(id) => {
            let d = chart.department(*id).unwrap();
            format!("{} {}", d.bureau, d.name)
        }
        Unit::NotDistributed => "부서 분배 전".to_owned(),
    };
    let whole = line("전체", grid.whole);
    std::iter::once(whole).chain(grid.rows.iter().map(|row| line(&named(&row.unit), row.tally))).collect()
}

#[test]
fn the_tables_of_the_guide_come_out_to_the_digit() {
    let start = answered(Channel::Epeople, Visibility::Private);
    let files: Vec<Complaint> = SAID
        .iter()
        .flat_map(|(n, people)| people.iter().map(|said| lying_with(*n, spoken(start.clone(), said))))
        .collect();
    let (parts, chart) = (counted(&files), chart());
    assert_eq!(
        shown(&grid(&parts, &chart, By::Bureau, &Under::Agency(SONGPA))),
        [
            "전체 68.18 11 100% 4 4 28",
            "송파구 산하기관 0 0 0% 0 0 1",
            "송파구 교통환경국 79.17 6 100% 2 2 16",
            "송파구 도시관리국 58.33 3 100% 1 1 7",
            "송파구 감사담당관 0 0 0% 0 0 1",
            "송파구 보건소 50 2 100% 1 1 3",
        ]
    );
    let health = Under::Bureau(SONGPA, "송파구 보건소".to_owned());
    assert_eq!(
        shown(&grid(&parts, &chart, By::Department, &health)),
        ["전체 50 2 100% 1 1 3", "송파구 보건소 의약과 50 2 100% 1 1 3"]
    );
    let city = grid(&parts, &chart, By::Agency, &Under::City);
    assert_eq!(shown(&city), ["전체 68.18 11 100% 4 4 28", "송파구 68.18 11 100% 4 4 28"]);
}

#[test]
fn the_average_weighs_responses_and_not_offices() {
    let tally = |responses, points| Tally { came: responses, responses, points, ..Tally::default() };
    let (many, one) = (tally(9, 900), tally(1, 0));
    assert_eq!((many + one).average().to_string(), "90", "not 50, the mean of 100 and 0");
}

#[test]
fn nothing_of_nothing_is_zero_in_every_figure() {
    let nobody = grid(&[], &chart(), By::Agency, &Under::City);
    assert_eq!(shown(&nobody), ["전체 0 0 0% 0 0 0"]);
}

#[test]
fn only_the_last_rating_counts_and_every_question_asked_again_does() {
    let start = answered(Channel::Epeople, Visibility::Private);
    let twice = spoken(start, &[Rated(0), Asked, Rated(25), Asked, Rated(75)]);
    let expected = Tally { came: 1, responses: 1, points: 75, asked: 2, answered: 2 };
    assert_eq!(Tally::of(&twice.file), expected);
    let waiting =
        twice.then(&people::connector(), say::rate(Score::Poor)).then(&people::connector(), say::ask_again());
    assert_eq!(Tally::of(&waiting.file), Tally { points: 25, asked: 3, ..expected });
    assert_eq!(Tally::of(&waiting.file).answered_percent().to_string(), "66.67");
}

#[test]
fn what_came_another_way_is_sealed_or_was_not_received_counts_nowhere() {
    for (channel, visibility) in [(Channel::Web, Visibility::Private), (Channel::Epeople, Visibility::Sealed)]
    {
        let rated = spoken(answered(channel, visibility), &[Rated(100)]);
        assert_eq!(Tally::of(&rated.file), Tally::default());
    }
    assert_eq!(Tally::of(&Case::filed(Channel::Epeople).file), Tally::default());
}

#[test]
fn what_lies_with_no_department_yet_stands_last_and_is_in_the_whole() {
    let one = Tally { came: 1, ..Tally::default() };
    let at = |department| Counted { agency: Some(SONGPA), department, tally: one };
    let parts =
        [at(None), at(Some(department(7))), at(Some(department(2))), Counted { agency: None, ..at(None) }];
    let names = |by, under: &Under| -> Vec<Unit> {
        grid(&parts, &chart(), by, under).rows.into_iter().map(|row| row.unit).collect()
    };
    let (roads, health) = ("송파구 교통환경국".to_owned(), "송파구 보건소".to_owned());
    let bureaus = names(By::Bureau, &Under::Agency(SONGPA));
    assert_eq!(bureaus, [Unit::Bureau(SONGPA, roads), Unit::Bureau(SONGPA, health), Unit::NotDistributed]);
    assert_eq!(names(By::Agency, &Under::City), [Unit::Agency(SONGPA), Unit::NotDistributed]);
    assert_eq!(grid(&parts, &chart(), By::Bureau, &Under::Agency(SONGPA)).whole.came, 3);
}
