//! What stands there after a restore, held against itself and against the manifest.

use connect::vault::{Key, Vault};
use domain::audit::Break;
use sha2::{Digest, Sha256};
use store::search::Checked;
use store::stats::SumsChecked;
use store::{Census, Chain, Histories, Store};

use crate::Step;
use crate::fault::BackupFault;
use crate::manifest::Manifest;
use crate::take::NAMED_MOST;

/// Rows of attachments looked at together.
const TOGETHER: u32 = 500;

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    pub counts: Census,
    /// As many as the manifest says.
    pub counts_meet: bool,
    /// Every file is what its history makes it, or which are not.
    pub histories: Histories,
    pub audit: Audit,
    pub search: Checked,
    /// The figures that are kept beside the files.
    pub sums: SumsChecked,
    pub attachments: Lacking,
}

/// The access log against its own chain and the manifest's anchor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audit {
    /// Whole, and it ends where the manifest says.
    Meets {
        lines: u64,
        anchor: Option<String>,
    },
    /// Whole in itself, and another log than the manifest's.
    Another,
    Broken {
        seq: u64,
        how: Break,
    },
}

/// Attachments whose bytes are not there, or are others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacking {
    pub count: u64,
    /// The first of them, by their keys.
    pub named: Vec<String>,
}

impl Found {
    /// Nothing is missing and nothing differs.
    pub fn is_sound(&self) -> bool {
        self.counts_meet
            && self.histories.differing == 0
            && matches!(self.audit, Audit::Meets { .. })
            && self.search.is_sound()
            && self.sums.is_sound()
            && self.attachments.count == 0
    }
}

pub(crate) async fn check(
    store: &Store,
    vault: &Vault,
    manifest: &Manifest,
    told: &mut (dyn FnMut(Step) + Send),
) -> Result<Found, BackupFault> {
    told(Step::Checking);
    let counts = store.read().await?.census().await?;
    Ok(Found {
        counts,
        counts_meet: counts == manifest.counts,
        histories: store.check_histories(|_| {}).await?,
        audit: audit(store, manifest).await?,
        search: store.check_search().await?,
        sums: store.check_sums().await?,
        attachments: attachments(store, vault).await?,
    })
}

async fn audit(store: &Store, manifest: &Manifest) -> Result<Audit, BackupFault> {
    let mut tx = store.read().await?;
    let lines = match tx.verify_accesses().await? {
        Chain::Whole { lines } => lines,
        Chain::BrokenAt { seq, how } => return Ok(Audit::Broken { seq, how }),
    };
    let anchor = tx.access_anchor().await?;
    let meets = anchor == manifest.anchor()
        && match &anchor {
            Some(anchor) => tx.holds_anchor(anchor).await?,
            None => true,
        };
    let anchor = anchor.map(|anchor| anchor.to_string());
    Ok(if meets { Audit::Meets { lines, anchor } } else { Audit::Another })
}

/// Reads the bytes of every row.
async fn attachments(store: &Store, vault: &Vault) -> Result<Lacking, BackupFault> {
    let (mut lacking, mut after) = (Lacking::default(), None);
    loop {
        let page = store.read().await?.kept_bytes(after, TOGETHER).await?;
        let Some(last) = page.last() else { return Ok(lacking) };
        after = Some(last.id);
        for kept in page {
            let key = Key::of(kept.id.as_u128());
            if digest(vault, &key).await?.as_ref() != Some(&kept.digest) {
                lacking.note(&key);
            }
            let key = Key::preview(kept.id.as_u128());
            if kept.preview && vault.open(&key).await?.is_none() {
                lacking.note(&key);
            }
        }
    }
}

impl Lacking {
    fn note(&mut self, key: &Key) {
        self.count += 1;
        if self.named.len() < NAMED_MOST {
            self.named.push(key.as_str().to_owned());
        }
    }
}

/// SHA-256 of what lies under a key; nothing when nothing does.
pub(crate) async fn digest(vault: &Vault, key: &Key) -> Result<Option<String>, BackupFault> {
    let Some(mut reading) = vault.open(key).await? else { return Ok(None) };
    let mut digest = Sha256::new();
    while let Some(chunk) = reading.next().await? {
        digest.update(&chunk);
    }
    Ok(Some(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}
