//! One file and everything that was done to it: made by filing and acting, never by hand.

use domain::actor::Actor;
use domain::complaint::ClosingGround::Abuse;
use domain::complaint::{
    AnswerResult, ApprovalRoute, Channel, Command, Complaint, Event, Evidence, Filing, Happened, Kind,
    Number, Refusal, StageName, Visibility, decide, evolve, file,
};
use domain::desk::Desk;
use domain::id::{ComplaintId, DepartmentId, OfficerId};
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::city::{CITIZEN, Gone, KIM, ROADS, SEOUL, SONG, WORKS, desk};
use super::{people, say};

/// A moment in Seoul, written `2026-03-10 09:30`.
pub(crate) fn seoul_time(text: &str) -> Timestamp {
    format!("{}:00+09:00", text.replace(' ', "T")).parse().unwrap()
}

#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) file: Complaint,
    pub(crate) history: Vec<Happened>,
    pub(crate) now: Timestamp,
    /// Who has left, and which departments are no more.
    pub(crate) gone: Gone,
}

impl Case {
    /// 박시민 files on Tuesday, 10 March 2026, 09:30.
    pub(crate) fn filed(channel: Channel) -> Case {
        Case::filed_as(channel, Visibility::Private, false)
    }

    pub(crate) fn filed_as(channel: Channel, visibility: Visibility, joint: bool) -> Case {
        let now = seoul_time("2026-03-10 09:30");
        let filing = Filing {
            id: ComplaintId(Uuid::from_u128(0xf1)),
            number: Number::application(date(2026, 3, 10), 1),
            petitioner: CITIZEN,
            channel,
            joint,
            visibility,
        };
        let (file, happened) = file(filing, now, &people::citizen());
        Case { file, history: vec![happened], now, gone: Gone::default() }
    }

    pub(crate) fn desk(&self) -> Desk {
        Desk { chart: self.gone.chart(), ..desk(self.now) }
    }

    /// The same file after the organisation has changed.
    pub(crate) fn without(
        mut self,
        officers: &[OfficerId],
        ended: &[(DepartmentId, Option<DepartmentId>)],
    ) -> Case {
        self.gone = Gone::of(officers, ended);
        self
    }

    /// Does it, or says why not; the office adds the number, as it does in its own transaction.
    pub(crate) fn act(&mut self, by: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        let events = decide(&self.file, by, command, &self.desk())?;
        let desk = self.file.current_round().and_then(|r| r.turn()).or(self.file.holder().handler);
        for event in &events {
            let event = numbered(event.clone());
            let happened = Happened { at: self.now, by: by.signature(desk), event };
            self.file = evolve(self.file.clone(), &happened);
            self.history.push(happened);
        }
        Ok(events)
    }

    /// The same file after an act that must be allowed.
    #[track_caller]
    pub(crate) fn then(mut self, by: &Actor, command: Command) -> Case {
        if let Err(refusal) = self.act(by, &command) {
            panic!("{command:?} at {:?} was refused: {refusal}", self.file.stage);
        }
        self
    }

    /// Why this act is refused now.
    #[track_caller]
    pub(crate) fn refuses(&self, by: &Actor, command: Command) -> Refusal {
        match self.clone().act(by, &command) {
            Ok(events) => panic!("{command:?} was allowed: {events:?}"),
            Err(refusal) => refusal,
        }
    }

    /// The same file at this moment in Seoul.
    pub(crate) fn at(mut self, moment: &str) -> Case {
        self.now = seoul_time(moment);
        self
    }

    pub(crate) fn later(mut self, hours: i64) -> Case {
        self.now += SignedDuration::from_hours(hours);
        self
    }

    pub(crate) fn due(&self) -> Timestamp {
        self.file.due(&self.desk()).and_then(|due| due.at).unwrap()
    }

    /// Is its answer with the outside approval system?
    pub(crate) fn lies_outside(&self) -> bool {
        self.file.current_round().is_some_and(|round| round.route == ApprovalRoute::Outside)
    }

    pub(crate) fn stage(&self) -> StageName {
        self.file.stage.name()
    }

    /// Received as this kind by 한접수.
    pub(crate) fn received_as(self, kind: Kind) -> Case {
        self.then(&people::receiver(), say::receive(kind))
    }

    /// From receipt to the desk of 김도로 in 도로과, accepted.
    pub(crate) fn accepted_by_kim(self) -> Case {
        self.then(&people::receiver(), say::to_department(ROADS))
            .then(&people::manager(), say::assign(KIM))
            .then(&people::handler(), Command::Accept)
    }

    /// At the desk of 송건설 in 송파구, accepted: its answers pass the outside approval system.
    pub(crate) fn accepted_by_song(self) -> Case {
        self.then(&people::receiver(), say::to_department(WORKS))
            .then(&people::works_manager(), say::assign(SONG))
            .then(&people::works_handler(), Command::Accept)
    }

    /// From acceptance through 서팀장 and 남과장 to the petitioner.
    pub(crate) fn answered_with(self, result: AnswerResult) -> Case {
        self.then(&people::handler(), say::send_up(result))
            .then(&people::reviewer(), Command::ApprovalStarted)
            .then(&people::reviewer(), say::approve())
            .then(&people::approver(), say::approve())
    }
}

/// Received as a grievance and accepted by 김도로: where most of the law applies.
pub(crate) fn accepted(kind: Kind) -> Case {
    Case::filed(Channel::Web).received_as(kind).accepted_by_kim()
}

/// Handed to the outside approval system by 송건설.
pub(crate) fn handed_over() -> Case {
    Case::filed(Channel::Web)
        .received_as(Kind::Grievance)
        .accepted_by_song()
        .then(&people::works_handler(), say::hand_over(AnswerResult::Granted))
}

/// The office sets the number in the transaction of the act.
pub(crate) fn numbered(event: Event) -> Event {
    match event {
        Event::Received { kind, category, period, visibility, .. } => {
            let number = Some(Number::receipt(date(2026, 3, 10), 1));
            Event::Received { number, kind, category, period, visibility }
        }
        other => other,
    }
}

/// A grievance that came in this way, led by plain acts to the stage.
pub(crate) fn at_stage(stage: StageName, filed: Case) -> Case {
    let start = filed.clone();
    let received = || start.clone().received_as(Kind::Grievance);
    let at_department = || received().then(&people::receiver(), say::to_department(ROADS));
    let assigned = || at_department().then(&people::manager(), say::assign(KIM));
    let accepted = || assigned().then(&people::handler(), Command::Accept);
    let sent = || accepted().then(&people::handler(), say::send_up(AnswerResult::Granted));
    match stage {
        StageName::Filed => filed,
        StageName::Received => received(),
        StageName::AtAgency => received().then(&people::receiver(), say::to_agency(SEOUL)),
        StageName::AtDepartment => at_department(),
        StageName::Assigned => assigned(),
        StageName::Accepted => accepted(),
        StageName::ApprovalSent => sent(),
        StageName::ApprovalPending => sent().then(&people::reviewer(), Command::ApprovalStarted),
        StageName::Answered => accepted().answered_with(AnswerResult::Granted),
        StageName::Transferred => at_department().then(&people::manager(), say::transfer("국토교통부")),
        StageName::Closed => at_department().then(&people::manager(), say::close(Abuse, Evidence::default())),
        StageName::Withdrawn => accepted().then(&people::citizen(), say::withdraw()),
        StageName::Merged => at_department().then(&people::manager(), say::merge_duplicate()),
    }
}
