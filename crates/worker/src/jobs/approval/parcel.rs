//! A parcel of ours, made into what the approval system is asked to do.

use connect::approval::Paper;
use domain::complaint::DocumentKey;
use domain::dispatch::{Parcel, Told};
use store::ClaimedDispatch;

pub(super) enum Errand {
    HandOver(Box<Paper>),
    TakeBack(DocumentKey),
}

/// `None` for what is no message to an approval system.
pub(super) fn read(claimed: &ClaimedDispatch) -> Option<Errand> {
    let Parcel { number, at, office, told, .. } = serde_json::from_str(&claimed.payload).ok()?;
    let complaint = claimed.dispatch.complaint;
    match told {
        Told::HandOver { title, body, due_at, round, result, text, remedy, digest } => {
            Some(Errand::HandOver(Box::new(Paper {
                key: DocumentKey { complaint, round },
                digest,
                number: number.to_string(),
                title,
                text: body,
                due_at,
                result,
                answer: text,
                remedy,
                agency: office.agency.unwrap_or_default(),
                department: office.department.unwrap_or_default(),
                drafter: office.handler.unwrap_or_default(),
                sent_at: at,
            })))
        }
        Told::TakeBack { round, .. } => Some(Errand::TakeBack(DocumentKey { complaint, round })),
        Told::Receipt { .. }
        | Told::Handling
        | Told::InterimAnswer { .. }
        | Told::Extension { .. }
        | Told::SupplementRequest { .. }
        | Told::Answer { .. }
        | Told::FollowUpAnswer { .. }
        | Told::Transfer { .. }
        | Told::Closing { .. }
        | Told::Withdrawal
        | Told::Merger => None,
    }
}
