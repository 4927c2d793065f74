//! What lies in the database around one file, for comparing before with after.

use casework::NotDone;
use domain::complaint::Number;
use store::read::{Page, Sort, WaitingAt};
use store::{Line, NoticeWithAttempts};
use testkit::office::TestOffice;
use testkit::world;
use tokio::task::JoinHandle;

/// Everything an act may change.
pub(crate) struct Around {
    pub(crate) version: u64,
    pub(crate) history: Vec<Line>,
    pub(crate) notices: Vec<NoticeWithAttempts>,
    pub(crate) draft: Option<store::Draft>,
}

impl Around {
    pub(crate) async fn of(office: &TestOffice, number: &Number) -> Around {
        let file = office.stored(number).await;
        let mut tx = office.store().read().await.unwrap();
        Around {
            version: file.version,
            history: tx.history(file.id).await.unwrap(),
            notices: tx.notices_of(file.id, None, 200).await.unwrap(),
            draft: tx.draft(file.id).await.unwrap(),
        }
    }

    /// In words, for `assert_eq!`; the letters are sealed and their ids are chance.
    pub(crate) fn said(&self) -> String {
        let history: Vec<String> = self.history.iter().map(|line| format!("{line:?}")).collect();
        let keys: Vec<&str> = self.notices.iter().map(|with| with.notice.delivery_key.as_str()).collect();
        format!("{}\n{}\n{}\n{:?}", self.version, history.join("\n"), keys.join("\n"), self.draft)
    }
}

/// The file is what its history makes it.
pub(crate) async fn folds(office: &TestOffice, number: &Number) {
    let file = office.stored(number).await;
    let around = Around::of(office, number).await;
    let happened: Vec<_> = around.history.iter().map(|line| line.happened.clone()).collect();
    assert_eq!(domain::complaint::fold(&happened).as_ref(), Some(&file));
    let seqs: Vec<u64> = around.history.iter().map(|line| line.seq).collect();
    assert_eq!(seqs, (1..=file.version).collect::<Vec<_>>(), "a history without a gap");
}

/// How many approvals wait on this officer's desk.
pub(crate) async fn approvals(office: &TestOffice, at: domain::id::OfficerId) -> usize {
    let page = Page { sort: Sort::Due, limit: 50, after: None };
    let kind = domain::complaint::DeskItemKind::Approval;
    let mut tx = office.store().read().await.unwrap();
    tx.waiting(kind, &[WaitingAt::Officer(at)], &page).await.unwrap().rows.len()
}

/// Who is told, by the template's name in the delivery key.
pub(crate) fn told(around: &Around, template: &str) -> Vec<store::Owner> {
    let of = |with: &&NoticeWithAttempts| with.notice.delivery_key.contains(&format!(":{template}:"));
    around.notices.iter().filter(of).map(|with| with.notice.to).collect()
}

pub(crate) fn officer(id: domain::id::OfficerId) -> domain::actor::Actor {
    world::officer(id)
}

/// Of people who came at the same moment every second one leaves; for those who stayed it is done.
pub(crate) async fn every_second_goes_away<T>(crowd: Vec<JoinHandle<Result<T, NotDone>>>) {
    tokio::task::yield_now().await;
    for leaving in crowd.iter().step_by(2) {
        leaving.abort();
    }
    for (who, one) in crowd.into_iter().enumerate() {
        let stayed = one.await;
        assert!(who % 2 == 0 || stayed.unwrap().is_ok(), "{who} stayed");
    }
}
