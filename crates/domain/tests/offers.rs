//! Who may do what, when: the whole table of offers, printed for an official to read and compared to the letter.

#[expect(
    dead_code,
    clippy::unwrap_used,
    reason = "shared by tests, which use their own part and stop where they fail"
)]
mod common;
#[path = "offers/legend.rs"]
mod legend;

use std::fmt::Write;

use common::case::{Case, accepted, at_stage};
use common::city::{PARKS, ROADS, SEOUL};
use common::golden::pad;
use common::{golden, people, say};
use domain::access::Scope;
use domain::actor::Actor;
use domain::complaint::{
    Act, AnswerResult, Channel, Command, Destination, GroundAsked, Kind, Refusal, Ruling, Score, StageName,
    Visibility, may,
};
use domain::period::Period;
use legend::{LETTERS, RARE, STAGES, label};

/// Short name for the head of a column, and who it is.
type Column = (&'static str, &'static str, fn() -> Actor);

/// `상담` is asked about a file that came in by 120, everybody else about the file of the table.
const COUNSEL_OWN: &str = "상담";
/// The column of the connector: it brings in what was done at 국민신문고, so its file came from there.
const CONNECTOR: &str = "연계";

const COLUMNS: [Column; 20] = [
    ("신청", "신청인 본인", people::citizen),
    ("타인", "다른 신청인", people::neighbour),
    ("접수", "통합접수자", people::receiver),
    (COUNSEL_OWN, "120상담원 (같은 상황의 120 민원)", people::counsellor),
    ("상타", "120상담원 (이 민원)", people::counsellor),
    ("기관", "기관 관리자 (소관 기관)", people::agency_manager),
    ("기타", "기관 관리자 (다른 기관)", people::other_agency_manager),
    ("부서", "부서 관리자 (소관 부서)", people::manager),
    ("부타", "부서 관리자 (같은 기관 다른 부서)", people::parks_manager),
    ("처리", "처리자 (담당)", people::handler),
    ("처타", "처리자 (같은 부서 동료)", people::other_handler),
    ("협조", "협조자 (공원과)", people::cooperator),
    ("검토", "결재자 (첫째: 검토)", people::reviewer),
    ("결재", "결재자 (마지막)", people::approver),
    ("심사", "민원심사관 (소관 기관)", people::inspector),
    ("시관", "시스템 관리자", people::administrator),
    ("대직", "처리자를 대직하는 직원", people::stand_in),
    ("순회", "정기 작업", people::sweep),
    (CONNECTOR, "연계 시스템 (국민신문고에서 온 민원)", people::connector),
    ("전결", "전자결재 시스템", people::approval_system),
];

#[test]
fn everybody_is_offered_what_the_golden_table_says() {
    let mut out = how_to_read();
    for (stage, label) in STAGES {
        table(&mut out, &format!("{label} ({})", stage.as_str()), |filed| at_stage(stage, filed));
    }
    for (title, make) in SITUATIONS {
        table(&mut out, title, make);
    }
    golden::check("offers.txt", &out);
}

fn how_to_read() -> String {
    let mut out = String::from("# 누가 언제 무엇을 할 수 있는가\n\n");
    out.push_str("고충민원 한 건을 기준으로 한다. 담당: 서울특별시 도로과 김도로.\n\n");
    out.push_str("## 누가\n\n");
    for (short, long, _) in COLUMNS {
        let _ = writeln!(out, "{short}  {long}");
    }
    out.push_str("\n## 칸\n\n○   할 수 있음\n◇   규칙은 허용하나 그 사람에게는 민원이 보이지 않음 (없는 민원으로 응답)\n");
    for (code, letter, words) in LETTERS.into_iter().chain(RARE) {
        let _ = writeln!(out, "{}{words} ({code})", pad(letter, 4));
    }
    out
}

fn table(out: &mut String, title: &str, make: impl Fn(Case) -> Case) {
    let (case, by_phone) = (make(Case::filed(Channel::Web)), make(Case::filed(Channel::Phone120)));
    let from_epeople = make(Case::filed(Channel::Epeople));
    let _ = writeln!(out, "\n# {title}\n");
    let head: String = COLUMNS.iter().map(|(short, ..)| pad(short, 5)).collect();
    let _ = writeln!(out, "{}{}", pad("", 42), head.trim_end());
    let mut nobody = Vec::new();
    for act in Act::ALL {
        let cells = COLUMNS.map(|(short, _, who)| {
            let case = match short {
                COUNSEL_OWN => &by_phone,
                CONNECTOR => &from_epeople,
                _ => &case,
            };
            cell(case, &who(), *act)
        });
        if cells.iter().all(|cell| *cell == cells[0] && *cell != "○") {
            nobody.push(if cells[0] == "-" {
                label(*act).to_owned()
            } else {
                format!("{}({})", label(*act), cells[0])
            });
            continue;
        }
        let row: String = cells.iter().map(|cell| pad(&format!(" {cell}"), 5)).collect();
        let _ = writeln!(out, "{}{}{}", pad(label(*act), 20), pad(act.as_str(), 22), row.trim_end());
    }
    if nobody.len() == Act::ALL.len() {
        out.push_str("모두 끝났다: 아무도 아무것도 하지 않는다.\n");
    } else {
        let _ = writeln!(out, "\n아무도 할 수 없음: {}", nobody.join(", "));
    }
}

fn cell(case: &Case, who: &Actor, act: Act) -> &'static str {
    match may(&case.file, who, act, &case.desk()) {
        Ok(()) if Scope::of(who).opens(&case.file) => "○",
        Ok(()) => "◇",
        Err(refusal) => letter(&refusal),
    }
}

fn letter(refusal: &Refusal) -> &'static str {
    let known = LETTERS.iter().chain(&RARE).find(|(code, ..)| *code == refusal.code());
    known.map(|(_, letter, _)| *letter).unwrap_or_else(|| panic!("no letter for `{}`", refusal.code()))
}

type Situation = (&'static str, fn(Case) -> Case);

const SITUATIONS: [Situation; 24] = [
    ("상황: 재지정 요청 중 (기관 관리자에게)", |filed| {
        at_stage(StageName::AtDepartment, filed).then(&people::manager(), say::request_reassignment())
    }),
    ("상황: 기관 관리자가 재지정을 요청함 (접수자에게)", |filed| {
        at_stage(StageName::AtAgency, filed).then(&people::agency_manager(), say::request_reassignment())
    }),
    ("상황: 두 번 돌아온 뒤 다시 재지정 요청 (접수자에게)", bounced_twice),
    ("상황: 접수자의 결정이 확정됨", |filed| {
        bounced_twice(filed).then(&people::receiver(), say::rule(Ruling::Refused))
    }),
    ("상황: 처리자가 재지정을 건의함", |filed| {
        at_stage(StageName::Assigned, filed).then(&people::handler(), say::propose())
    }),
    ("상황: 보완 대기", asked_to_supplement),
    ("상황: 보완 기한이 지남", |filed| asked_to_supplement(filed).later(11 * 24)),
    ("상황: 보완 대기 중 회수됨", |filed| {
        asked_to_supplement(filed).then(&people::manager(), say::recall())
    }),
    ("상황: 협조 중 (공원과)", |filed| {
        let case = at_stage(StageName::Accepted, filed);
        let reply_by = case.due();
        case.then(&people::handler(), say::cooperate(PARKS, reply_by))
    }),
    ("상황: 처리기한 경과", |filed| at_stage(StageName::Accepted, filed).later(14 * 24)),
    ("상황: 접수 후 31일, 아직 접수 단계", |filed| {
        at_stage(StageName::Received, filed).later(31 * 24)
    }),
    ("상황: 한 번 연장", extended),
    ("상황: 한 번 연장하고 동의를 요청함", |filed| {
        extended(filed).then(&people::handler(), say::ask_consent())
    }),
    ("상황: 한 번 연장하고 동의받음", |filed| {
        extended(filed)
            .then(&people::handler(), say::ask_consent())
            .then(&people::citizen(), Command::ConsentToExtend)
    }),
    ("상황: 두 번 연장", |filed| {
        extended(filed)
            .then(&people::handler(), say::ask_consent())
            .then(&people::citizen(), Command::ConsentToExtend)
            .then(&people::handler(), say::extend(GroundAsked::FactFinding, Period::Days(7)))
    }),
    ("상황: 검토자 승인, 결재권자 차례", |filed| {
        at_stage(StageName::ApprovalPending, filed).then(&people::reviewer(), say::approve())
    }),
    ("상황: 업무관리시스템으로 전송 (송파구)", handed_over),
    ("상황: 업무관리시스템에서 결재 중 (송파구)", |filed| {
        handed_over(filed).then(&people::approval_system(), Command::ApprovalStarted)
    }),
    ("상황: 불만족 평가", poorly_rated),
    ("상황: 추가답변 대기", |filed| poorly_rated(filed).then(&people::citizen(), say::ask_again())),
    ("상황: 공익신고, 처리자 접수", |filed| at_stage(StageName::Accepted, sealed(filed))),
    ("상황: 공익신고, 재지정 요청 중", |filed| {
        at_stage(StageName::AtDepartment, sealed(filed)).then(&people::manager(), say::request_reassignment())
    }),
    ("상황: 법정민원 불수용, 이의신청 전", statutory_refused),
    ("상황: 법정민원 불수용, 이의신청 중", |filed| {
        statutory_refused(filed).then(&people::citizen(), say::object())
    }),
];

/// 도로과 → 공원과 → 도로과, and 도로과 asks once more.
fn bounced_twice(filed: Case) -> Case {
    let decider =
        if filed.file.channel.is_call_centre() { people::counsellor() } else { people::agency_manager() };
    at_stage(StageName::AtDepartment, filed)
        .then(&people::manager(), say::request_reassignment())
        .then(&decider, say::rule(Ruling::Granted { to: say::office(PARKS) }))
        .then(&people::parks_manager(), say::request_reassignment())
        .then(&decider, say::rule(Ruling::Granted { to: Destination::Agency { agency: SEOUL } }))
        .then(&people::agency_manager(), say::to_department(ROADS))
        .then(&people::manager(), say::request_reassignment())
}

fn asked_to_supplement(filed: Case) -> Case {
    at_stage(StageName::Accepted, filed).then(&people::handler(), say::request_supplement(7))
}

fn extended(filed: Case) -> Case {
    let ask = say::extend(GroundAsked::FactFinding, Period::Days(7));
    at_stage(StageName::Accepted, filed).then(&people::handler(), ask)
}

fn poorly_rated(filed: Case) -> Case {
    at_stage(StageName::Answered, filed).then(&people::citizen(), say::rate(Score::VeryPoor))
}

/// At 송파구, whose answers are approved elsewhere; the columns keep their names.
fn handed_over(filed: Case) -> Case {
    let sent = say::hand_over(AnswerResult::Granted);
    filed.received_as(Kind::Grievance).accepted_by_song().then(&people::works_handler(), sent)
}

/// The same way in, but a whistle-blower's file.
fn sealed(filed: Case) -> Case {
    Case::filed_as(filed.file.channel, Visibility::Sealed, false)
}

fn statutory_refused(filed: Case) -> Case {
    filed.received_as(Kind::Statutory).accepted_by_kim().answered_with(AnswerResult::Refused)
}

#[test]
fn an_inquiry_gets_no_field_survey_and_says_so() {
    let case = accepted(Kind::Inquiry);
    assert_eq!(cell(&case, &people::handler(), Act::Visit), "고");
}
