//! 독촉장 on paper, in the shape of 민원 처리에 관한 법률 시행규칙 별지 제7호서식: to the head of the department.

use axum::extract::{Path, State};
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::delays;
use casework::reader::Case;
use domain::complaint::Number;
use domain::deadline::working_minutes_between;
use domain::desk::{Desk as Facts, seoul_date};
use domain::org::OrgChart;
use maud::{Markup, html};
use store::Reminder;
use words::Names;
use words::figure::working_time;

use crate::components::{ButtonKind, button_row, link_button};
use crate::error::Fail;
use crate::pages::Frame;
use crate::request::Desk;
use crate::state::AppState;

/// GET `/complaints/{number}/reminders/{seq}`
pub(crate) async fn paper(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    Path((number, seq)): Path<(String, String)>,
    jar: CookieJar,
) -> Result<Response, Fail> {
    let number = Number::parse(&number).map_err(|_| Fail::not_found())?;
    let seq: u64 = seq.parse().map_err(|_| Fail::not_found())?;
    let (case, sent) = delays::reminder(&state.office, &who.actor(), &number, seq).await?;
    let desk = state.office.desk();
    let path = format!("/complaints/{number}/reminders/{seq}");
    let frame = Frame { active: "/delays", ..Frame::new(&state, &who, "독촉장", &path) };
    Ok(frame.render(jar, sheet(&case, &sent, &desk)))
}

fn sheet(case: &Case, sent: &Reminder, desk: &Facts) -> Markup {
    let c = &case.complaint;
    let chart = desk.chart.as_ref();
    let number = c.spoken_number();
    let received = c.clock.as_ref().map(|clock| words::date::moment(clock.received_at)).unwrap_or_default();
    let late = working_minutes_between(&desk.calendar, sent.due_at, sent.at);
    let late = working_time(u64::try_from(late).unwrap_or_default());
    let reason = note(case, sent.seq);
    html! {
        article.paper {
            p.paper-form { "■ 민원 처리에 관한 법률 시행규칙 [별지 제7호서식]" }
            h1 { "독촉장" }
            table {
                tbody {
                    (line("수신", &to(sent, chart)))
                    (line("접수번호", number.as_str()))
                    (line("민원 제목", &case.words.title))
                    (line("민원종류", c.kind.map_or("–", words::kind::label)))
                    (line("접수일시", &received))
                    (line("처리기간", &c.clock.as_ref().map(|clock| words::period::label(clock.period)).unwrap_or_default()))
                    (line("처리기한", &words::date::moment(sent.due_at)))
                    (line("지연", &format!("근무시간으로 {late}")))
                    (line("담당자", &c.holder().handler.map_or_else(|| "–".to_owned(), |id| Names::officer(chart, id))))
                    @if let Some(reason) = reason { (line("독촉 내용", reason)) }
                }
            }
            p {
                "위 민원은 처리기한이 지났으므로 「민원 처리에 관한 법률」 제25조 및 같은 법 시행령 제28조에 따라 독촉하오니, "
                "지체 없이 처리하고 그 결과를 민원심사관에게 알려 주시기 바랍니다."
            }
            p.paper-date { (words::date::day(seoul_date(sent.at))) }
            p.paper-from { "민원심사관 " (by(sent, chart)) }
            p.paper-to { (to(sent, chart)) " 귀하" }
        }
        (button_row(html! {
            (link_button("민원 상세", &format!("/complaints/{number}?from=delays"), ButtonKind::Secondary))
            (link_button("독촉장 발부 현황", "/reminders", ButtonKind::Tertiary))
        }))
        p.hint.excel { "브라우저의 인쇄 기능으로 이 화면을 그대로 인쇄할 수 있습니다." }
    }
}

fn line(label: &str, value: &str) -> Markup {
    html! { tr { th scope="row" { (label) } td { (value) } } }
}

/// Addressed to the head of the department, whoever that is.
fn to(sent: &Reminder, chart: &OrgChart) -> String {
    match (sent.department, sent.agency) {
        (Some(department), _) => format!("{}장", Names::department(chart, department)),
        (None, Some(agency)) => format!("{} 민원 담당 부서의 장", Names::agency(chart, agency)),
        (None, None) => "처리부서의 장".to_owned(),
    }
}

fn by(sent: &Reminder, chart: &OrgChart) -> String {
    sent.by.map_or_else(|| "(기한 점검에 따른 자동 발부)".to_owned(), |id| Names::officer(chart, id))
}

/// What was typed when it was sent.
fn note(case: &Case, seq: u64) -> Option<&str> {
    let line = case.history.iter().find(|line| line.seq == seq)?;
    line.notes.first().map(|note| note.text.as_str())
}
