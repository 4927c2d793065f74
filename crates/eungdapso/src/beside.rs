//! The systems beside this one: clients for the worker, doors for the web, names for the office.

use std::sync::Arc;

use anyhow::{Context, Result};
use casework::approval::Heard;
use connect::approval::{ApprovalClient, ApprovalSettings, Door, Knock, Signed, Told, TurnedAway};
use connect::epeople::{EpeopleClient, EpeopleSettings};
use domain::dispatch::Neighbour;
use web::integration::{ApprovalDoor, Call, Deaf};
use worker::Neighbours;

/// Everything that is connected.
#[derive(Clone, Default)]
pub(crate) struct Beside {
    pub(crate) neighbours: Neighbours,
    pub(crate) approval: Option<ApprovalDoor>,
}

impl Beside {
    /// As the settings say; connects to nobody yet.
    pub(crate) fn of(
        epeople: Option<&EpeopleSettings>,
        approval: Option<&ApprovalSettings>,
    ) -> Result<Beside> {
        let epeople = epeople.map(EpeopleClient::new).transpose().context("국민신문고 연계 설정")?;
        let client = approval.map(ApprovalClient::new).transpose().context("업무관리시스템 연계 설정")?;
        let neighbours = Neighbours { epeople: epeople.map(Arc::new), approval: client };
        Ok(Beside { neighbours, approval: approval.map(door) })
    }

    /// Whom the office writes messages to.
    pub(crate) fn names(&self) -> Vec<Neighbour> {
        let epeople = self.neighbours.epeople.as_ref().map(|_| Neighbour::Epeople);
        let approval = self.neighbours.approval.as_ref().map(|_| Neighbour::Approval);
        epeople.into_iter().chain(approval).collect()
    }
}

/// The connector checks who calls and reads what is said; the web only carries it.
fn door(settings: &ApprovalSettings) -> ApprovalDoor {
    let door = Door::new(settings);
    Arc::new(move |call: &Call<'_>, now| {
        let Call { timestamp, nonce, method, path, body, .. } = *call;
        let signed = Signed { timestamp, nonce, method, path, body };
        let knock = Knock { key_id: call.key_id, signature: call.signature, signed };
        match door.admit(&knock, now) {
            Ok(Told { id, at, document, call_back, payload }) => {
                Ok(Heard { id, at, document, call_back, payload })
            }
            Err(TurnedAway { http, code, reason }) => Err(Deaf { http, code, reason }),
        }
    })
}
