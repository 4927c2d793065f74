//! What was refused, what waits, and what came in and could not be done: three lists, a page at a time.

use std::collections::HashMap;

use casework::sessions::Who;
use domain::dispatch::Neighbour;
use domain::id::ComplaintId;
use domain::role::Role;
use jiff::Timestamp;
use maud::{Markup, html};
use store::read::Numbers;
use store::{Dispatch, DispatchState, InboundLine, InboundState, Read};

use super::{PATH, may_run, state_badge};
use crate::components::{ButtonKind, Column, Pager, Row, Tab, Table, data_table, pager, post_button, tabs};
use crate::error::Fail;
use crate::pages::work::Asked;

/// Lines of a page.
const LINES: usize = 20;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Failed,
    Waiting,
    Inbound,
    InboundWaiting,
}

/// The list asked for, and where its page begins.
pub(super) struct Shown {
    neighbour: Neighbour,
    which: Which,
    after: Option<(Timestamp, String)>,
}

/// A page of it.
pub(super) struct List {
    rows: Rows,
    numbers: HashMap<ComplaintId, Numbers>,
    next: Option<String>,
}

enum Rows {
    Out(Vec<Dispatch>),
    In(Vec<InboundLine>),
}

impl Which {
    const ALL: [Which; 4] = [Which::Failed, Which::Waiting, Which::Inbound, Which::InboundWaiting];

    fn as_str(self) -> &'static str {
        match self {
            Which::Failed => "failed",
            Which::Waiting => "waiting",
            Which::Inbound => "inbound",
            Which::InboundWaiting => "inbound-waiting",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Which::Failed => "거부된 발송",
            Which::Waiting => "기다리는 발송",
            Which::Inbound => "처리하지 못한 수신",
            Which::InboundWaiting => "기다리는 수신",
        }
    }

    fn nothing(self) -> &'static str {
        match self {
            Which::Failed => "거부된 메시지가 없습니다.",
            Which::Waiting => "기다리는 메시지가 없습니다. 모두 보냈습니다.",
            Which::Inbound => "처리하지 못한 수신이 없습니다.",
            Which::InboundWaiting => "기다리는 수신이 없습니다.",
        }
    }
}

impl Shown {
    pub(super) fn of(asked: &Asked) -> Result<Shown, Fail> {
        let unreadable = || Fail::Page(words::error::PageError::Unreadable);
        let named = |name: &str| Which::ALL.into_iter().find(|which| which.as_str() == name);
        let which = match asked.get("list") {
            Some(name) => named(name).ok_or_else(unreadable)?,
            None => Which::Failed,
        };
        let after = match asked.get("after") {
            Some(text) => Some(cursor(text).ok_or_else(unreadable)?),
            None => None,
        };
        let neighbour = asked.one("system", Neighbour::parse)?.unwrap_or(Neighbour::Epeople);
        Ok(Shown { neighbour, which, after })
    }

    fn address(&self, which: Which, after: Option<&str>) -> String {
        let mut pairs = vec![("system", self.neighbour.as_str()), ("list", which.as_str())];
        pairs.extend(after.map(|after| ("after", after)));
        format!("{PATH}?{}#messages", serde_html_form::to_string(pairs).unwrap_or_default())
    }

    pub(super) async fn read(&self, tx: &mut Read) -> Result<List, Fail> {
        let limit = u32::try_from(LINES + 1).unwrap_or(u32::MAX);
        let (rows, next, about) = match self.which {
            Which::Failed | Which::Waiting => {
                let state =
                    if self.which == Which::Failed { DispatchState::Failed } else { DispatchState::Waiting };
                let after = match &self.after {
                    Some((at, id)) => Some((*at, id.parse().map_err(|_| Fail::not_found())?)),
                    None => None,
                };
                let mut rows = tx.dispatches(self.neighbour, state, after, limit).await?;
                let more = rows.len() > LINES;
                rows.truncate(LINES);
                let next = rows.last().filter(|_| more).map(|d| written(d.next_at, &d.id.to_string()));
                let about: Vec<ComplaintId> = rows.iter().map(|d| d.complaint).collect();
                (Rows::Out(rows), next, about)
            }
            Which::Inbound | Which::InboundWaiting => {
                let state =
                    if self.which == Which::Inbound { InboundState::Refused } else { InboundState::Waiting };
                let mut rows = tx.inbound_list(self.neighbour, state, self.after.clone(), limit).await?;
                let more = rows.len() > LINES;
                rows.truncate(LINES);
                let next = rows.last().filter(|_| more).map(|line| written(line.next_at, &line.id));
                let about = rows.iter().filter_map(|line| line.complaint).collect();
                (Rows::In(rows), next, about)
            }
        };
        let numbers = tx.numbers_of(&about).await?;
        Ok(List { rows, numbers, next })
    }
}

/// `1773104400000000.id`
fn cursor(text: &str) -> Option<(Timestamp, String)> {
    let (at, id) = text.split_once('.')?;
    Some((Timestamp::from_microsecond(at.parse().ok()?).ok()?, id.to_owned()))
}

fn written(at: Timestamp, id: &str) -> String {
    format!("{}.{id}", at.as_microsecond())
}

pub(super) fn markup(shown: &Shown, list: &List, who: &Who) -> Markup {
    let hrefs = Which::ALL.map(|which| shown.address(which, None));
    let ways: Vec<Tab> = Which::ALL
        .into_iter()
        .zip(&hrefs)
        .map(|(which, href)| Tab { label: which.label(), href, current: which == shown.which, count: None })
        .collect();
    let next = list.next.as_ref().map(|next| shown.address(shown.which, Some(next)));
    let count = match &list.rows {
        Rows::Out(rows) => rows.len(),
        Rows::In(rows) => rows.len(),
    };
    let empty = html! { p.quiet { (shown.which.nothing()) } };
    html! {
        p.hint { (words::neighbour::neighbour(shown.neighbour)) "에 보내지 못했거나 처리하지 못한 것입니다." }
        (tabs("남아 있는 메시지", &ways))
        @match &list.rows {
            Rows::Out(rows) => (data_table(&Table::new(shown.which.label(), &OUT.map(Column::new), out(rows, list, who)).empty(empty))),
            Rows::In(rows) => (data_table(&Table::new(shown.which.label(), &IN.map(Column::new), inward(rows, list, who)).empty(empty))),
        }
        @if next.is_some() || shown.after.is_some() {
            (pager(&Pager { next: next.as_deref(), summary: &format!("{count}건 표시"), ..Pager::default() }))
        }
    }
}

const OUT: [&str; 7] = ["접수번호", "국민신문고 번호", "내용", "작성일시", "상태", "상대 기관의 답", "관리"];
const IN: [&str; 7] = ["메시지 번호", "종류", "접수번호", "보낸 일시", "받은 일시", "까닭", "관리"];

fn out(rows: &[Dispatch], list: &List, who: &Who) -> Vec<Row> {
    let row = |d: &Dispatch| {
        let numbers = list.numbers.get(&d.complaint);
        let external = numbers.and_then(|numbers| numbers.external.clone());
        Row::new(vec![
            number(numbers, who),
            html! { (external.as_deref().unwrap_or("–")) },
            html! { (words::neighbour::message(d.message)) },
            html! { (words::date::moment(d.created_at)) },
            state_badge(d),
            html! { @if d.answer.is_empty() { "–" } @else { (d.answer) } },
            again(&format!("{PATH}/dispatches/{}/retry", d.id), "다시 보내기", who),
        ])
    };
    rows.iter().map(row).collect()
}

fn inward(rows: &[InboundLine], list: &List, who: &Who) -> Vec<Row> {
    let row = |line: &InboundLine| {
        let numbers = line.complaint.and_then(|id| list.numbers.get(&id));
        let query = serde_html_form::to_string([("id", &line.id)]).unwrap_or_default();
        Row::new(vec![
            html! { (line.message_id) },
            html! { (words::neighbour::inbound(&line.kind)) },
            number(numbers, who),
            html! { (words::date::moment(line.said_at)) },
            html! { (words::date::moment(line.received_at)) },
            html! { (line.outcome) },
            again(&format!("{PATH}/inbound/retry?{query}"), "다시 처리", who),
        ])
    };
    rows.iter().map(row).collect()
}

/// Whoever may open the case is led there; the administrator sees its number alone.
fn number(numbers: Option<&Numbers>, who: &Who) -> Markup {
    let Some(Numbers { number, .. }) = numbers else { return html! { "–" } };
    let opens = who.on_duty.has(Role::Receiver);
    html! { @if opens { a href={ "/complaints/" (number) } { (number) } } @else { (number) } }
}

fn again(action: &str, label: &str, who: &Who) -> Markup {
    html! { @if may_run(who) { (post_button(action, "", label, ButtonKind::Tertiary)) } @else { "–" } }
}
