//! An act on its way: decided, given a number, told of, and written.

use domain::actor::Actor;
use domain::complaint::{Act, Command, Complaint, Number};
use domain::desk::{Desk, seoul_date};
use store::{NewNotice, Petitioner, Read, Words, Write};

use crate::complete::complete;
use crate::consequences;
use crate::neighbours;
use crate::not_done::{NotDone, Result};
use crate::notify::Alerts;
use crate::office::{Office, Order};
use crate::reader;
use crate::repeated::{key_owner, remember};
use crate::step::{self, Step};
use crate::writing::write;

/// A file that somebody may act upon, held, and whose it is.
pub(super) struct Taken {
    pub(super) before: Complaint,
    pub(super) words: Words,
    pub(super) person: Petitioner,
}

/// What will be written, and nothing of it is yet.
pub(crate) struct Doing<'a> {
    by: &'a Actor,
    order: &'a Order,
    step: Step,
    /// With the office's facts in place of whatever the asker wrote there.
    command: Command,
    words: Words,
    person: Petitioner,
}

impl<'a> Doing<'a> {
    pub(super) async fn decided(
        tx: &mut Write,
        (by, order): (&'a Actor, &'a Order),
        Taken { before, words, person }: Taken,
        desk: &Desk,
    ) -> Result<Doing<'a>> {
        fresh(tx, &before, by, order).await?;
        // Refused here already, the asker learns nothing from the look-ups that follow.
        domain::complaint::may(&before, by, order.command.act(), desk)?;
        let command = complete(tx, by, &before, &order.command).await?;
        let step = step::take(&before, by, &command, desk)?;
        Ok(Doing { by, order, step, command, words, person })
    }

    /// Whoever hears of it, and what; asked of the books as they are without the act. Nothing that is done about a file
    /// changes who they are.
    pub(super) async fn letters(
        &self,
        tx: &mut Write,
        (office, desk): (&Office, &Desk),
    ) -> Result<Vec<NewNotice>> {
        let alerts = Alerts::of(&self.step, &self.command, &self.words, desk);
        alerts.written(tx, Some(&self.person), &office.facts().texts).await
    }

    /// The file as it is from now on.
    pub(super) async fn write(
        self,
        tx: &mut Write,
        letters: Vec<NewNotice>,
        (office, desk): (&Office, &Desk),
    ) -> Result<Complaint> {
        let Doing { by, order, step, command, words, .. } = self;
        write(tx, &step, by, &command, desk).await?;
        tx.put_notices(&letters).await?;
        neighbours::tell(tx, office.neighbours(), (&step, &words), desk).await?;
        consequences::follow(tx, office, &step, desk).await?;
        let kept = (step.after.spoken_number(), desk.now);
        remember(tx, &key_owner(by), order.once.as_ref(), kept).await?;
        Ok(step.after)
    }
}

pub(super) fn takes_a_number(act: Act) -> bool {
    act == Act::Receive
}

/// Each that takes one has its 접수번호, in their order. The series is held from here on.
pub(super) async fn give_numbers(tx: &mut Write, doing: &mut [Doing<'_>], desk: &Desk) -> Result<()> {
    let taking: Vec<_> = doing.iter_mut().filter(|one| takes_a_number(one.command.act())).collect();
    if taking.is_empty() {
        return Ok(());
    }
    let today = seoul_date(desk.now);
    let first = tx.next_receipts(today, u32::try_from(taking.len()).unwrap_or(u32::MAX)).await?;
    for (one, serial) in taking.into_iter().zip(first..) {
        one.step.number(&Number::receipt(today, serial));
    }
    Ok(())
}

/// Of two people who read the same version, one wins; the other hears what happened meanwhile.
async fn fresh(tx: &mut Read, before: &Complaint, by: &Actor, order: &Order) -> Result<()> {
    match order.version {
        Some(read) if read != before.version => {
            let history = tx.history(before.id).await?;
            let since = history.into_iter().filter(|line| line.seq > read).collect();
            let since = reader::lines_for(by, before, since);
            Err(NotDone::Stale { current: before.version, since })
        }
        _ => Ok(()),
    }
}
