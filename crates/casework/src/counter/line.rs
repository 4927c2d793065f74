//! Who stands at the counter, who is served, and who with whom.

use std::collections::{HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use domain::complaint::Number;
use store::StoreError;
use tokio::sync::oneshot;

use super::{Handed, Told};
use crate::not_done::Result;

/// What one change does: the first of them waits for the last.
const TOGETHER: usize = 16;
/// Changes under way at once: one has the numbers, one is being looked up, one waits for the disk.
const SIDE_BY_SIDE: usize = 3;
/// Whoever finds more people in line than can be served while they stand in it need not stand in it.
const LINE_MOST: usize = 4_000;

pub(crate) struct Counter<T: Handed>(Mutex<Line<T>>);

struct Line<T: Handed> {
    /// In the order in which they came.
    waiting: VecDeque<Waiting<T>>,
    at_work: usize,
    /// Of those who are being served.
    taken: HashSet<Mark>,
}

/// What no two have who are served at the same time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    /// Whose key, and which.
    Key(String, String),
    /// The number of a file.
    File(Number),
    /// Where letters go, as a blind index.
    ReachedAt(String),
}

pub(super) struct Waiting<T: Handed> {
    pub(super) handed: T,
    pub(super) marks: Vec<Mark>,
    pub(super) told: oneshot::Sender<Told<T>>,
    since: Instant,
}

impl<T: Handed> Default for Counter<T> {
    fn default() -> Counter<T> {
        Counter(Mutex::new(Line { waiting: VecDeque::new(), at_work: 0, taken: HashSet::new() }))
    }
}

impl<T: Handed> Counter<T> {
    /// Whether somebody has to come to serve.
    pub(super) fn line_up(
        &self,
        handed: T,
        marks: Vec<Mark>,
        told: oneshot::Sender<Told<T>>,
    ) -> Result<bool> {
        let mut line = self.line();
        if line.waiting.len() >= LINE_MOST {
            return Err(StoreError::no_turn().into());
        }
        line.waiting.push_back(Waiting { handed, marks, told, since: Instant::now() });
        let comes = line.at_work < SIDE_BY_SIDE;
        line.at_work += usize::from(comes);
        Ok(comes)
    }

    /// The next who can be served together, in the order in which they came; nobody, and then whoever asked goes. Those
    /// served before have these marks no more, and whoever waited for one is found by whoever gives it back.
    pub(super) fn next(&self, done: &[Mark]) -> Vec<Waiting<T>> {
        let mut line = self.line();
        let Line { waiting, at_work, taken } = &mut *line;
        for mark in done {
            taken.remove(mark);
        }
        let (mut next, mut stay) = (Vec::new(), Vec::new());
        while next.len() < TOGETHER
            && let Some(one) = waiting.pop_front()
        {
            if one.told.is_closed() {
                continue;
            }
            if one.marks.iter().any(|mark| taken.contains(mark)) {
                stay.push(one);
            } else {
                taken.extend(one.marks.iter().cloned());
                next.push(one);
            }
        }
        stay.into_iter().rev().for_each(|one| waiting.push_front(one));
        *at_work -= usize::from(next.is_empty());
        next
    }

    /// Out of the line, those who have stood in it for so long: nothing of theirs is on file.
    pub(super) fn send_home(&self, stood: Duration) -> Vec<Waiting<T>> {
        let mut line = self.line();
        let long = line.waiting.iter().take_while(|one| one.since.elapsed() >= stood).count();
        line.waiting.drain(..long).collect()
    }

    fn line(&self) -> MutexGuard<'_, Line<T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use domain::desk::Desk;
    use store::{Store, Write};

    use super::*;
    use crate::counter::LookedUp;
    use crate::office::Office;

    /// Who comes, by their telephone number.
    #[derive(Clone)]
    struct Caller(String);

    impl Handed for Caller {
        type Done = ();
        type Ready<'a> = ();

        const WHAT: &'static str = "callers";

        fn counter<'a>(&self, _: &'a Office) -> &'a Arc<Counter<Caller>> {
            unreachable!("nobody is served here")
        }

        fn marks(&self, _: &Store) -> Vec<Mark> {
            vec![Mark::ReachedAt(self.0.clone())]
        }

        async fn looked_up(_: &Office, _: &[Caller]) -> Result<LookedUp<()>> {
            unreachable!("nobody is served here")
        }

        async fn written(_: &mut Write, _: Vec<()>, _: (&Office, &Desk)) -> Result<Vec<()>> {
            unreachable!("nobody is served here")
        }

        fn log(&self, (): &()) {}
    }

    type Hears = oneshot::Receiver<Told<Caller>>;

    fn comes(counter: &Counter<Caller>, phone: &str) -> (bool, Hears) {
        let (told, hears) = oneshot::channel();
        let marks = vec![Mark::ReachedAt(phone.into())];
        (counter.line_up(Caller(phone.into()), marks, told).unwrap(), hears)
    }

    fn phones(served: &[Waiting<Caller>]) -> Vec<&str> {
        served.iter().map(|one| one.handed.0.as_str()).collect()
    }

    #[test]
    fn as_many_come_to_serve_as_work_side_by_side() {
        let counter = Counter::default();
        let come: Vec<bool> = ["1", "2", "3", "4"].map(|phone| comes(&counter, phone).0).into();
        assert_eq!(come, [true, true, true, false]);
    }

    #[test]
    fn nobody_is_served_beside_another_of_the_same_mark_and_everybody_in_the_order_in_which_they_came() {
        let counter = Counter::default();
        let stand: Vec<Hears> = ["1", "1", "2", "1", "3"].map(|phone| comes(&counter, phone).1).into();
        let first = counter.next(&[]);
        assert_eq!(phones(&first), ["1", "2", "3"]);
        assert!(counter.next(&[]).is_empty(), "whoever else serves finds nobody, and goes");
        let second = counter.next(&first[0].marks);
        assert_eq!(phones(&second), ["1"]);
        assert_eq!(phones(&counter.next(&second[0].marks)), ["1"]);
        drop(stand);
    }

    #[test]
    fn a_change_has_no_more_than_sixteen_and_whoever_went_away_is_not_among_them() {
        let counter = Counter::default();
        let stand: Vec<Hears> = (0..20).map(|phone| comes(&counter, &phone.to_string()).1).collect();
        drop(comes(&counter, "went away"));
        assert_eq!(counter.next(&[]).len(), TOGETHER);
        assert_eq!(counter.next(&[]).len(), 4);
        drop(stand);
    }

    #[test]
    fn who_has_stood_in_line_for_long_is_sent_home_and_who_came_after_them_is_served() {
        let counter = Counter::default();
        let stand = [comes(&counter, "long ago").1, comes(&counter, "just now").1];
        let hour = Duration::from_secs(3600);
        counter.line().waiting[0].since = Instant::now().checked_sub(hour).unwrap();
        assert_eq!(phones(&counter.send_home(hour)), ["long ago"]);
        assert_eq!(phones(&counter.next(&[])), ["just now"]);
        drop(stand);
    }

    #[test]
    fn nobody_stands_behind_a_line_that_is_too_long_to_be_served() {
        let counter = Counter::default();
        let stand: Vec<Hears> = (0..LINE_MOST).map(|phone| comes(&counter, &phone.to_string()).1).collect();
        let handed = counter.line().waiting[0].handed.clone();
        assert!(counter.line_up(handed, Vec::new(), oneshot::channel().0).is_err());
        drop(stand);
    }
}
