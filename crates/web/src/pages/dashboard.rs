//! 상황판: what came in and what lies open now, how it went these thirty days, where, and of what people write.

mod charts;

use axum::extract::State;
use axum::response::Response;
use axum_extra::extract::cookie::CookieJar;
use casework::sessions::Who;
use casework::statistics::{self, daily};
use domain::desk::Desk as Facts;
use domain::measure::{HotWord, Tally};
use jiff::ToSpan;
use maud::{Markup, html};
use store::read::StageCount;
use store::stats::{Figures, Group, Question};
use words::figure::{grouped, percent};

use super::Frame;
use super::watch::{Span, sees_the_city, watches};
use super::work::only;
use crate::components::{Tile, Tone, page_title, panel, stat_tiles};
use crate::error::Fail;
use crate::request::Desk;
use crate::state::AppState;

const PATH: &str = "/dashboard";
const TITLE: &str = "상황판";
/// Days of the lines and rates: the default period of every list.
const DAYS: i32 = casework::reader::PERIOD_DEFAULT_DAYS;

/// Everything that is drawn.
struct View {
    span: Span,
    city: bool,
    standing: Vec<StageCount>,
    days: Vec<(jiff::civil::Date, Tally)>,
    offices: Figures,
    kinds: Figures,
    channels: Figures,
    hot: Vec<HotWord>,
}

impl View {
    async fn of(state: &AppState, who: &Who, desk: &Facts) -> Result<View, Fail> {
        let today = desk.today();
        let span = Span::between(today.saturating_sub((DAYS - 1).days()), today);
        let (agency, departments, kind, channel) = (None, Vec::new(), None, None);
        let (now, from, to) = (desk.now, span.first, span.last);
        let question = Question { now, from, to, agency, departments, kind, channel };
        let (office, actor, city) = (&state.office, who.actor(), sees_the_city(who));
        let by_day = statistics::figures(office, &actor, &question, Group::Day).await?;
        let place = if city { Group::Agency } else { Group::Department };
        Ok(View {
            span,
            city,
            standing: statistics::standing(office, &actor).await?,
            days: daily(&by_day, span.from, span.to),
            offices: statistics::figures(office, &actor, &question, place).await?,
            kinds: statistics::figures(office, &actor, &question, Group::Kind).await?,
            channels: statistics::figures(office, &actor, &question, Group::Channel).await?,
            hot: statistics::hot_words(office, &actor).await?,
        })
    }

    fn total(&self) -> Tally {
        self.days.iter().map(|(_, tally)| *tally).sum()
    }

    fn tiles(&self) -> Markup {
        let today = self.days.last().map(|(_, tally)| *tally).unwrap_or_default();
        let sum = |of: fn(&StageCount) -> u64| self.standing.iter().map(of).sum::<u64>();
        let (open, late, due) = (sum(|c| c.total), sum(|c| c.overdue), sum(|c| c.due_today));
        // What is late may have come long ago: as far back as a list reaches.
        let first = self.span.to.saturating_sub((casework::reader::PERIOD_MAX_DAYS - 1).days());
        let still = format!("/delays?state=still&from={first}");
        let counts = [today.taken_in, today.ended(), open, due, late].map(grouped);
        let day = self.span.to;
        let came = format!("/statistics?by=kind&from={day}&to={day}");
        let tiles = [
            Tile::new("오늘 접수", &counts[0], Some(&came)),
            Tile::new("오늘 끝난 민원", &counts[1], Some(&came)),
            Tile::new("처리 중", &counts[2], Some("/statistics")),
            Tile::new("오늘 마감", &counts[3], None),
            Tile {
                tone: if late > 0 { Tone::Danger } else { Tone::Neutral },
                ..Tile::new("지연 중", &counts[4], Some(&still))
            },
        ];
        let total = self.total();
        html! {
            (stat_tiles("지금", &tiles))
            p.hint {
                "최근 " (DAYS) "일: 접수 " (grouped(total.taken_in)) "건, 답변 " (grouped(total.answered)) "건, "
                a href="/statistics?tab=kept" { "처리기간 준수율 " (percent(total.kept())) } ", "
                a href="/statistics?tab=shortened" { "단축률 " (percent(total.shortened())) } ", "
                a href="/statistics?tab=hops" { "재지정률 " (percent(total.sent_on())) }
            }
        }
    }

    fn markup(&self, desk: &Facts) -> Markup {
        html! {
            (page_title(TITLE, html! {}))
            p.hint { (words::date::moment(desk.now)) " 현재 " @if self.city { "서울시 전체" } @else { "담당 기관·부서" } "의 민원입니다. 공익신고는 넣지 않았습니다." }
            (panel("now", "지금", self.tiles()))
            (panel("flow", "흐름", html! { div.charts { (charts::stages(self)) (charts::days(self)) (charts::kept(self)) } }))
            (panel("places", "어디에서 무엇을", charts::places(self, desk)))
            (panel("hot", "급증 낱말", charts::hot(self)))
        }
    }
}

/// GET `/dashboard`
pub(crate) async fn page(
    State(state): State<AppState>,
    Desk { who, .. }: Desk,
    jar: CookieJar,
) -> Result<Response, Fail> {
    only(watches(&who))?;
    let desk = state.office.desk();
    let view = View::of(&state, &who, &desk).await?;
    Ok(Frame::new(&state, &who, TITLE, PATH).render(jar, view.markup(&desk)))
}
