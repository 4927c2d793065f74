//! The state of each neighbour: connected, answering, since when, and what is queued.

use casework::{Office, neighbours};
use domain::dispatch::Neighbour;
use jiff::Timestamp;
use maud::{Markup, html};
use store::{Queue, Read};

use super::PATH;
use crate::components::{Column, Row, Table, Tone, data_table, record_badge};
use crate::error::Fail;

pub(super) struct Standing {
    neighbour: Neighbour,
    answered: Option<Timestamp>,
    /// Since when, and why, it last did not answer.
    silent: Option<(Timestamp, String)>,
    queue: Queue,
    /// Waiting, and refused.
    inbound: (u64, u64),
}

pub(super) async fn read(tx: &mut Read, office: &Office) -> Result<Vec<Standing>, Fail> {
    let mut states = Vec::new();
    // One that was disconnected still shows what it left behind.
    for neighbour in Neighbour::ALL {
        let marks = tx.connector_marks(neighbour).await?;
        let queue = tx.dispatch_queue(neighbour).await?;
        if neighbour != Neighbour::Epeople
            && !office.neighbours().contains(&neighbour)
            && marks.is_empty()
            && queue == Queue::default()
        {
            continue;
        }
        let mark = |name: &str| marks.iter().find(|mark| mark.name == name);
        states.push(Standing {
            neighbour,
            answered: mark(neighbours::ANSWERED).map(|mark| mark.at),
            silent: mark(neighbours::SILENT).map(|mark| (mark.at, mark.value.clone())),
            queue,
            inbound: tx.inbound_queue(neighbour).await?,
        });
    }
    Ok(states)
}

pub(super) fn table(states: &[Standing], office: &Office) -> Markup {
    let columns = [
        Column::new("연계기관").main(),
        Column::new("상태"),
        Column::new("마지막 응답"),
        Column::new("가장 오래 기다린 발송"),
        Column::new("발송 대기").numeric(),
        Column::new("거부됨").numeric(),
        Column::new("수신 대기").numeric(),
        Column::new("처리 불가 수신").numeric(),
    ];
    let rows = states.iter().map(|standing| {
        let Standing { neighbour, answered, queue, inbound, .. } = standing;
        Row::new(vec![
            html! { (words::neighbour::neighbour(*neighbour)) },
            standing.badge(office),
            html! { @match answered { Some(at) => (words::date::moment(*at)), None => "–" } },
            html! { @match queue.oldest { Some(since) => (lag(since, office.now())), None => "–" } },
            html! { (queue.waiting) "건" },
            html! { (queue.failed) "건" },
            html! { (inbound.0) "건" },
            html! { (inbound.1) "건" },
        ])
        .href(format!("{PATH}?system={}#messages", neighbour.as_str()))
    });
    data_table(&Table::new("연계기관 상태", &columns, rows.collect()))
}

impl Standing {
    fn badge(&self, office: &Office) -> Markup {
        if !office.neighbours().contains(&self.neighbour) {
            return record_badge("연계하지 않음", Tone::Neutral);
        }
        match (&self.silent, self.answered) {
            (Some((since, why)), answered) if answered.is_none_or(|at| at < *since) => html! {
                (record_badge("연결 안 됨", Tone::Danger)) " " span { (why) }
            },
            (_, Some(_)) => record_badge("정상", Tone::Success),
            (_, None) => record_badge("아직 연결하지 않음", Tone::Neutral),
        }
    }
}

/// How long something has waited, as an official would say it.
fn lag(since: Timestamp, now: Timestamp) -> String {
    let minutes = now.duration_since(since).as_mins().max(0);
    match (minutes / (24 * 60), minutes / 60, minutes) {
        (0, 0, 0) => "1분 미만".to_owned(),
        (0, 0, minutes) => format!("{minutes}분"),
        (0, hours, minutes) => format!("{hours}시간 {}분", minutes % 60),
        (days, hours, _) => format!("{days}일 {}시간", hours % 24),
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_lag_is_told_in_two_units_at_most() {
        let since = Timestamp::UNIX_EPOCH;
        let told = |minutes: i64| lag(since, since + SignedDuration::from_mins(minutes));
        assert_eq!(told(0), "1분 미만");
        assert_eq!(told(59), "59분");
        assert_eq!(told(61), "1시간 1분");
        assert_eq!(told(26 * 60), "1일 2시간");
        assert_eq!(lag(since + SignedDuration::from_mins(5), since), "1분 미만", "a clock put back");
    }
}
