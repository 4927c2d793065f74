//! What must hold of every file after every act, whoever did whatever.

use domain::actor::Actor;
use domain::complaint::{
    ApprovalRoute, Complaint, DeskItemKind, Event, Happened, RoundOutcome, Stage, StageName, SupplementState,
    fold,
};
use domain::desk::Desk;

use crate::common::case::Case;

/// After one event: what it may have changed, and what it must have left alone.
pub(crate) fn after(before: &Complaint, happened: &Happened, now: &Complaint, desk: &Desk, seed: u64) {
    let event = &happened.event;
    let said = format!("seed {seed}: {event:?}");
    assert_eq!(now.version, before.version + 1, "{said} is not counted");
    assert!(now.hops >= before.hops, "{said} reset the hops");
    assert!(
        now.stage.is_live() || before.stage.is_live() || now.stage == before.stage || hands_over(event),
        "{said} moved an ended file"
    );
    // Only what was merged may go its own way again.
    let separated = matches!((&before.stage, event), (Stage::Merged { .. }, Event::Separated));
    assert!(before.stage.is_live() || !now.stage.is_live() || separated, "{said} revived an ended file");
    if !before.stage.is_live() && !separated {
        assert_eq!(before.stage.name(), StageName::Answered, "{said} on a file that had ended");
        assert!(is_after_the_answer(event), "{said} on an answered file");
    }
    clock_obeys(before, event, now, &said);
    sits_somewhere(now, desk, &said);
    assert_eq!(serde_round_trip(happened), *happened, "{said} is not read back as it was written");
}

fn is_after_the_answer(event: &Event) -> bool {
    matches!(
        event,
        Event::Rated { .. }
            | Event::AskedAgain { .. }
            | Event::FollowUpAnswered
            | Event::Objected { .. }
            | Event::ObjectionDecided { .. }
            | Event::Vacated { .. }
            | Event::Relocated { .. }
    )
}

/// An answered file may go to other hands for what is asked again.
fn hands_over(event: &Event) -> bool {
    matches!(event, Event::Vacated { .. } | Event::Relocated { .. })
}

/// The receipt never moves, and only six events touch the clock at all.
fn clock_obeys(before: &Complaint, event: &Event, now: &Complaint, said: &str) {
    let (Some(old), Some(new)) = (&before.clock, &now.clock) else {
        assert_eq!(before.clock, None, "{said} took the clock away");
        assert_eq!(now.clock.is_some(), matches!(event, Event::Received { .. }), "{said} and the clock");
        return;
    };
    assert_eq!(old.received_at, new.received_at, "{said} moved the receipt");
    let touches = matches!(
        event,
        Event::SupplementRequested { .. }
            | Event::Supplemented
            | Event::SupplementLapsed
            | Event::Extended { .. }
            | Event::Reclassified { .. }
            | Event::Visited { .. }
    );
    assert!(touches || old == new, "{said} moved the due date");
    assert!(
        old.period == new.period || matches!(event, Event::Reclassified { .. }),
        "{said} changed the period"
    );
}

/// A live file lies with an agency, a department, a handler: as its stage says, and really there.
pub(crate) fn sits_somewhere(c: &Complaint, desk: &Desk, said: &str) {
    let holder = c.holder();
    if !c.stage.is_live() {
        assert!(c.ended_at.is_some(), "{said}: ended, but not said when");
        return;
    }
    assert_eq!(c.ended_at, None, "{said}: live, but ended");
    let wanted = match c.stage.name() {
        StageName::Filed | StageName::Received => (false, false, false),
        StageName::AtAgency => (true, false, false),
        StageName::AtDepartment => (true, true, false),
        _ => (true, true, true),
    };
    let found = (holder.agency.is_some(), holder.department.is_some(), holder.handler.is_some());
    assert_eq!(found, wanted, "{said}: nobody's, or somebody's too soon");
    if let Some(department) = holder.department {
        let department = desk.chart.department(department).unwrap();
        assert_eq!(Some(department.agency), holder.agency, "{said}: the department is of another agency");
    }
    if let Some(handler) = holder.handler {
        let handler = desk.chart.officer(handler).unwrap();
        assert!(
            handler.active && Some(handler.department) == holder.department,
            "{said}: not a handler there"
        );
    }
    assert_eq!(c.clock.is_some(), c.stage.name() != StageName::Filed, "{said}: the clock starts at receipt");
    assert_eq!(c.number.is_some(), c.stage.name() != StageName::Filed, "{said}: the number comes at receipt");
}

/// What lies on a desk lies with a department that is at work, and with officers who are in service.
pub(crate) fn nobody_gone_is_waited_for(c: &Complaint, desk: &Desk, said: &str) {
    for item in c.desk_items() {
        assert!(item.department.is_none_or(|d| !desk.chart.is_ended(d)), "{said}: waits where nobody works");
        let in_service = |id| desk.chart.officer(id).is_some_and(|officer| officer.active);
        assert!(item.officer.is_none_or(in_service), "{said}: waits for somebody gone");
    }
    if c.stage.is_live() {
        assert!(
            c.holder().department.is_none_or(|d| !desk.chart.is_ended(d)),
            "{said}: lies where nobody works"
        );
    }
}

/// After a whole act: the records on the file agree with each other and with its history.
pub(crate) fn standing(c: &Complaint, history: &[Happened], seed: u64) {
    let said = format!("seed {seed}: after {:?}", history.last().map(|h| &h.event));
    assert_eq!(c.version, u64::try_from(history.len()).unwrap(), "{said}: version");
    let answers = history.iter().filter(|h| matches!(h.event, Event::Answered { .. })).count();
    assert_eq!(
        answers,
        usize::from(matches!(c.stage, Stage::Answered { .. })),
        "{said}: answered once or not"
    );
    assert!(
        c.supplements.iter().filter(|s| s.state == SupplementState::Waiting).count() <= 1,
        "{said}: supplements"
    );
    assert!(c.follow_ups.iter().filter(|f| f.answered_at.is_none()).count() <= 1, "{said}: follow-ups");
    assert!(c.objections.iter().filter(|o| o.ruling.is_none()).count() <= 1, "{said}: objections");
    assert!(c.extensions.len() <= 2, "{said}: extensions");
    let in_approval = matches!(c.stage, Stage::ApprovalSent(_) | Stage::ApprovalPending(_));
    let under_way = c.rounds.iter().filter(|r| r.outcome == RoundOutcome::UnderWay).count();
    if c.stage.is_live() {
        assert_eq!(under_way, usize::from(in_approval), "{said}: rounds under way");
    }
    if c.open_reassignment().is_some() && c.stage.is_live() {
        assert!(
            matches!(c.stage, Stage::AtAgency { .. } | Stage::AtDepartment { .. }),
            "{said}: a request left behind"
        );
    }
    let open_clock = c.clock.as_ref().is_some_and(|k| k.suspensions.iter().any(|s| s.until.is_none()));
    assert_eq!(open_clock, c.open_supplement().is_some(), "{said}: the clock stands exactly while one waits");
    let ours = c.current_round().is_some_and(|r| r.route == ApprovalRoute::BuiltIn);
    desk_items(c, in_approval && ours, &said);
}

fn desk_items(c: &Complaint, in_approval: bool, said: &str) {
    let items = c.desk_items();
    let count = |kind| items.iter().filter(|item| item.kind == kind).count();
    let live = c.stage.is_live();
    let open = if live { c.open_cooperations().count() } else { 0 };
    assert_eq!(count(DeskItemKind::Cooperation), open, "{said}: co-operations on desks");
    assert_eq!(count(DeskItemKind::Approval), usize::from(in_approval), "{said}: approvals on desks");
    let asked = usize::from(live && c.open_reassignment().is_some());
    assert_eq!(count(DeskItemKind::Reassignment), asked, "{said}: requests on desks");
    assert_eq!(
        count(DeskItemKind::FollowUp),
        usize::from(c.open_follow_up().is_some()),
        "{said}: follow-ups on desks"
    );
    for item in &items {
        assert!(
            item.kind != DeskItemKind::Approval || item.officer.is_some(),
            "{said}: an approval of nobody"
        );
        assert!(item.since <= c.last_event_at, "{said}: on the desk before it came");
    }
}

/// What only the petitioner says, no officer has said.
pub(crate) fn signed_by_the_right_kind(who: &Actor, events: &[Event]) {
    let only_theirs = events.iter().any(|event| {
        matches!(
            event,
            Event::Supplemented
                | Event::ConsentedToExtend
                | Event::Rated { .. }
                | Event::AskedAgain { .. }
                | Event::Withdrawn
                | Event::Objected { .. }
        )
    });
    let stranger = matches!(who, Actor::Petitioner(id) if *id == crate::common::city::NEIGHBOUR);
    assert!(!only_theirs || who.officer().is_none(), "{events:?} by {who:?}");
    assert!(!stranger, "a stranger did {events:?}");
}

/// The history, written and read, folds into the very file; and so does the file itself.
pub(crate) fn whole_history(case: &Case) {
    let read: Vec<Happened> = case.history.iter().map(serde_round_trip).collect();
    assert_eq!(fold(&read).as_ref(), Some(&case.file), "the history does not fold into the file");
    assert_eq!(serde_round_trip(&case.file), case.file, "the file is not read back as it was written");
}

fn serde_round_trip<T: serde::Serialize + serde::de::DeserializeOwned>(value: &T) -> T {
    serde_json::from_str(&serde_json::to_string(value).unwrap()).unwrap()
}
