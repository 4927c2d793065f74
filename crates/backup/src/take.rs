//! Taking a backup while everybody works on.
//!
//! The database first, the attachments after it: an attachment's row says that its bytes are there only once they are
//! (decision 0012), so every row in the copy has bytes to be found later on. What arrives meanwhile is in neither; what
//! was taken back meanwhile, before it was ever sent, is counted as gone.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use connect::vault::{Key, Vault};
use flate2::Compression;
use flate2::read::GzEncoder;
use jiff::Timestamp;
use store::{Access, Engine, Snapshot, Store};
use uuid::Uuid;

use crate::Step;
use crate::archive::{Writing, attachment};
use crate::draft::Draft;
use crate::fault::BackupFault;
use crate::lock::Lock;
use crate::manifest::{Contents, FORMAT, Manifest, SIGNED};

/// Rows of the list of attachments read together.
const TOGETHER: u32 = 1_000;
/// Faulty attachments that are named; more are counted.
pub(crate) const NAMED_MOST: usize = 100;

/// The office that is backed up.
pub struct Source<'a> {
    pub url: &'a str,
    pub store: &'a Store,
    pub vault: &'a Vault,
    /// Version of the program.
    pub program: &'a str,
}

/// A backup that is whole.
#[derive(Clone, Debug)]
pub struct Taken {
    pub path: PathBuf,
    pub manifest: Manifest,
    pub contents: Contents,
    /// Bytes of the file.
    pub size: u64,
}

/// Takes one into a file or a folder. `now` becomes the recovery point.
pub async fn take(
    source: Source<'_>,
    into: &Path,
    lock: &Lock,
    now: Timestamp,
    told: &mut (dyn FnMut(Step) + Send),
) -> Result<Taken, BackupFault> {
    let (draft, file) = Draft::begin(into, now)?;
    note(source.store, now).await?;
    told(Step::Snapshot);
    let mut snapshot = source.store.snapshot(source.url).await?;
    let manifest = manifest(&source, &mut snapshot, now).await?;
    let (path, lock, head) = (draft.path.clone(), lock.clone(), manifest.clone());
    let writing =
        blocking(move || Writing::begin(file, &lock, &head).map_err(BackupFault::at(&path))).await?;
    told(Step::Database);
    let writing = database(&snapshot, &draft, writing).await?;
    let list = list(&mut snapshot, draft.aside()?).await.map_err(|error| error.at(&draft.path))?;
    // Nothing more is asked of that moment: the database may tidy up again.
    drop(snapshot);
    let files = Files { source: &source, of: manifest.counts.attachments, told };
    let (writing, counted) = files.add(list, &draft, writing).await?;
    let mut contents = writing.contents();
    (contents.files, contents.gone, contents.faulty) = (counted.files, counted.gone, counted.faulty);
    contents.named = counted.named;
    let signature = source.store.read().await?.keyed_digest(SIGNED, &contents.digest);
    contents.signature = signature.unwrap_or_default();
    let last = contents.clone();
    let (path, size) = blocking(move || {
        let at = draft.path.clone();
        let file = writing.finish(&last).map_err(BackupFault::at(&at))?;
        let size = file.metadata().map_err(BackupFault::at(&at))?.len();
        Ok((draft.finish(&file)?, size))
    })
    .await?;
    Ok(Taken { path, manifest, contents, size })
}

/// Everything leaves the office: the access log says so first, and the backup has the line.
async fn note(store: &Store, now: Timestamp) -> Result<(), BackupFault> {
    let found = store.read().await?.schema().await?.unwrap_or(0);
    if found != store::newest() {
        return Err(BackupFault::OtherSchema { found, known: store::newest() });
    }
    let mut tx = store.write().await?;
    tx.log_access(&access("backup", now, None)).await?;
    Ok(tx.commit().await?)
}

/// A line of the access log by whoever has the machine.
pub(crate) fn access(action: &str, at: Timestamp, subject: Option<String>) -> Access {
    Access { at, account: None, ip: None, action: action.to_owned(), subject, outcome: "ok".to_owned() }
}

async fn manifest(
    source: &Source<'_>,
    snapshot: &mut Snapshot,
    moment: Timestamp,
) -> Result<Manifest, BackupFault> {
    let view = snapshot.view();
    Ok(Manifest {
        format: FORMAT,
        program: source.program.to_owned(),
        engine: view.engine().as_str().to_owned(),
        schema: view.schema().await?.unwrap_or(0),
        moment,
        keys: view.keys_needed().await?,
        counts: view.census().await?,
        audit: view.access_anchor().await?.map(|anchor| anchor.to_string()),
    })
}

async fn database(snapshot: &Snapshot, draft: &Draft, mut writing: Writing) -> Result<Writing, BackupFault> {
    let (mut copied, path) = (snapshot.copy()?, draft.path.clone());
    let engine = match copied {
        store::Copied::File(_) => Engine::Sqlite,
        store::Copied::Dump(_) => Engine::Postgres,
    };
    blocking(move || {
        let name = Manifest::database(engine);
        let added = match engine {
            Engine::Sqlite => writing.add(name, GzEncoder::new(&mut copied, Compression::fast())),
            // It packs by itself.
            Engine::Postgres => writing.add(name, &mut copied),
        };
        added.map_err(BackupFault::at(&path))?;
        copied.finish()?;
        Ok(writing)
    })
    .await
}

/// Why the list was not made.
enum NoList {
    Disk(io::Error),
    Store(store::StoreError),
}

impl NoList {
    fn at(self, path: &Path) -> BackupFault {
        match self {
            NoList::Disk(error) => BackupFault::Disk(path.to_owned(), error),
            NoList::Store(error) => BackupFault::Store(error),
        }
    }
}

/// The attachments of that moment, a line each: `id digest preview`. On the disk, for there may be millions.
async fn list(snapshot: &mut Snapshot, file: File) -> Result<File, NoList> {
    let (mut lines, mut after) = (BufWriter::new(file), None);
    loop {
        let page = snapshot.view().kept_bytes(after, TOGETHER).await.map_err(NoList::Store)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        for kept in &page {
            writeln!(lines, "{} {} {}", kept.id, kept.digest, kept.preview).map_err(NoList::Disk)?;
        }
    }
    let mut file = lines.into_inner().map_err(|error| NoList::Disk(error.into_error()))?;
    file.rewind().map_err(NoList::Disk)?;
    Ok(file)
}

/// Attachments on their way into the backup.
struct Files<'a> {
    source: &'a Source<'a>,
    of: u64,
    told: &'a mut (dyn FnMut(Step) + Send),
}

#[derive(Default)]
struct Counted {
    files: u64,
    gone: u64,
    faulty: u64,
    named: Vec<String>,
}

impl Counted {
    fn fault(&mut self, key: &Key) {
        self.faulty += 1;
        if self.named.len() < NAMED_MOST {
            self.named.push(key.as_str().to_owned());
        }
    }
}

impl Files<'_> {
    async fn add(
        self,
        list: File,
        draft: &Draft,
        mut writing: Writing,
    ) -> Result<(Writing, Counted), BackupFault> {
        let mut counted = Counted::default();
        for (done, line) in (0..).zip(BufReader::new(list).lines()) {
            (self.told)(Step::Attachments { done, of: self.of });
            let line = line.map_err(BackupFault::at(&draft.path))?;
            let Some((id, digest, preview)) = listed(&line) else { continue };
            let mut wanted = vec![(Key::of(id.as_u128()), Some(digest.to_owned()))];
            if preview {
                // Nobody wrote down a digest of the small picture.
                wanted.push((Key::preview(id.as_u128()), None));
            }
            for (key, digest) in wanted {
                let (back, was) = self.one(&key, &draft.path, writing).await?;
                writing = back;
                match was {
                    Some(is) if digest.as_ref().is_none_or(|digest| *digest == is) => counted.files += 1,
                    Some(_) => {
                        counted.files += 1;
                        counted.fault(&key);
                    }
                    None if self.source.store.read().await?.attachment(id).await?.is_some() => {
                        counted.fault(&key);
                    }
                    None => counted.gone += 1,
                }
            }
        }
        Ok((writing, counted))
    }

    /// Adds what lies under a key, and says its digest; nothing when nothing does.
    async fn one(
        &self,
        key: &Key,
        path: &Path,
        mut writing: Writing,
    ) -> Result<(Writing, Option<String>), BackupFault> {
        let Some(at_hand) = self.source.vault.at_hand(key).await? else { return Ok((writing, None)) };
        let (name, path) = (attachment(key), path.to_owned());
        blocking(move || {
            let file = match File::open(at_hand.path()) {
                Ok(file) => file,
                // Taken back between two glances.
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok((writing, None)),
                Err(error) => return Err(BackupFault::Disk(at_hand.path().to_owned(), error)),
            };
            let digest = writing.add(&name, file).map_err(BackupFault::at(&path))?;
            Ok((writing, Some(digest)))
        })
        .await
    }
}

fn listed(line: &str) -> Option<(Uuid, &str, bool)> {
    let mut words = line.split(' ');
    Some((words.next()?.parse().ok()?, words.next()?, words.next()? == "true"))
}

/// Work that waits for the disk, on a thread of its own.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupFault> + Send + 'static,
) -> Result<T, BackupFault> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(error) => Err(BackupFault::Disk(PathBuf::new(), io::Error::other(error))),
        },
    }
}
