//! 신청: how a file begins.

use jiff::Timestamp;

use super::{Channel, Complaint, Event, Happened, Number, Stage, Visibility};
use crate::actor::Actor;
use crate::id::{ComplaintId, PetitionerId};

/// What is known of a complaint when it is filed; its words and its person lie elsewhere.
#[derive(Clone, Debug)]
pub struct Filing {
    pub id: ComplaintId,
    pub number: Number,
    pub petitioner: PetitionerId,
    pub channel: Channel,
    pub joint: bool,
    pub visibility: Visibility,
}

pub(super) fn file(filing: Filing, at: Timestamp, by: &Actor) -> (Complaint, Happened) {
    let Filing { id, number, petitioner, channel, joint, visibility } = filing;
    let event = Event::Filed { id, number: number.clone(), petitioner, channel, joint, visibility };
    let blank = Complaint {
        id,
        application_number: number,
        number: None,
        version: 1,
        petitioner,
        channel,
        joint,
        filed_at: at,
        kind: None,
        category: None,
        visibility,
        stage: Stage::Filed,
        stage_since: at,
        clock: None,
        cooperations: Vec::new(),
        supplements: Vec::new(),
        extensions: Vec::new(),
        consent_to_extend: false,
        consent_asked: false,
        reassignments: Vec::new(),
        hops: 0,
        bound: false,
        reassignment_proposed: false,
        rounds: Vec::new(),
        interim_answers: 0,
        ratings: Vec::new(),
        follow_ups: Vec::new(),
        objections: Vec::new(),
        reminders: 0,
        progress_told: 0,
        visits: 0,
        ended_at: None,
        last_event_at: at,
    };
    (blank, Happened { at, by: by.signature(None), event })
}

/// The file that a history's first line opens.
pub(super) fn open(first: &Happened) -> Option<Complaint> {
    let Event::Filed { id, number, petitioner, channel, joint, visibility } = first.event.clone() else {
        return None;
    };
    let filing = Filing { id, number, petitioner, channel, joint, visibility };
    let (complaint, _) = file(filing, first.at, &Actor::Petitioner(petitioner));
    Some(complaint)
}
