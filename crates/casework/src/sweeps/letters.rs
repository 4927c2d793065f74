//! Letters of a sweep to whoever must act on a file: no event stands behind them, a day does.

use domain::complaint::Complaint;
use domain::deadline::working_days_between;
use domain::desk::{Desk, seoul_date};
use domain::id::{NoticeId, OfficerId};
use domain::notice::Template;
use domain::role::Role;
use jiff::Timestamp;
use jiff::civil::Date;
use store::{NewNotice, Owner, Read, Swept};
use words::notice::custom::Worded;
use words::notice::{NoticeFacts, Reader};

use crate::intake::fresh_id;
use crate::not_done::Result;
use crate::notify::of_file;
use crate::texts;

/// What a letter is about. With the file and the reader, name and day make its key: it leaves once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occasion {
    pub(super) template: Template,
    pub(super) name: &'static str,
    pub(super) day: Date,
    pub(super) due_at: Timestamp,
}

pub(super) struct Letters<'a> {
    pub(super) desk: &'a Desk,
    pub(super) not_before: Timestamp,
}

impl Letters<'_> {
    /// To the handler and whoever minds that desk; without a handler to those who should name one.
    pub(super) async fn to_whoever_must_act(
        &self,
        tx: &mut Read,
        file: &Swept,
        occasion: &Occasion,
    ) -> Result<Vec<NewNotice>> {
        let readers = readers(tx, &file.complaint, self.desk.today()).await?;
        let facts = facts(file, self.desk, occasion.due_at);
        let letter = texts::worded(tx, occasion.template, &facts).await?;
        let key = format!("{}:{}", occasion.name, occasion.day);
        Ok(readers.into_iter().map(|officer| self.notice(file, officer, &key, letter.clone())).collect())
    }

    /// One letter to one officer.
    pub(super) fn notice(&self, file: &Swept, officer: OfficerId, key: &str, letter: Worded) -> NewNotice {
        let c = &file.complaint;
        NewNotice {
            id: NoticeId(fresh_id(self.desk)),
            complaint: c.id,
            event_seq: c.version,
            to: Owner::Officer(officer),
            channels: vec!["mail".to_owned()],
            owed: false,
            subject: letter.subject,
            body: letter.body,
            channel_texts: letter.channels.into_iter().collect(),
            delivery_key: format!("{}:{key}:{officer}", c.id),
            created_at: self.desk.now,
            next_at: self.not_before,
        }
    }
}

/// The handler; else the managers of the department, of the agency, or the city's receivers, whoever are there.
pub(crate) async fn readers(tx: &mut Read, c: &Complaint, today: Date) -> Result<Vec<OfficerId>> {
    let holder = c.holder();
    if let Some(handler) = holder.handler {
        let minders = tx.minders_of(handler, today).await?;
        return Ok(std::iter::once(handler).chain(minders).collect());
    }
    let managers = holder.department.map(|id| (Role::DepartmentManager, None, Some(id)));
    let agency = holder.agency.map(|id| (Role::AgencyManager, Some(id), None));
    let desks = managers.into_iter().chain(agency).chain([(Role::Receiver, None, None)]);
    for (role, agency, department) in desks {
        let found = tx.holders(role, agency, department, today).await?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

/// What a staff letter may speak of. The petitioner is left out: a reminder needs no name.
pub(super) fn facts(file: &Swept, desk: &Desk, due_at: Timestamp) -> NoticeFacts {
    let late = working_days_between(&desk.calendar, seoul_date(due_at), desk.today());
    NoticeFacts {
        reader: Reader::Staff,
        due_at: Some(due_at),
        days_late: u32::try_from(late).ok().filter(|days| *days > 0),
        ..of_file(&file.complaint, &file.title, desk)
    }
}
