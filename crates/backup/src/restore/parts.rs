//! The parts of a backup on their way back: attachments into the vault, the database into its place.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use connect::vault::{Spool, Vault};
use flate2::write::GzDecoder;
use store::{BringingBack, Engine};
use tokio::runtime::Handle;

use super::Place;
use crate::archive::{Next, Taker, attachment_key};
use crate::checks::digest;
use crate::fault::BackupFault;
use crate::manifest::Manifest;

/// Where the database is written, for the operator.
const PLACE: &str = "데이터베이스 폴더";

/// Puts every attachment under its key. Runs on a thread that may wait.
pub(super) struct Files {
    vault: Arc<Vault>,
    keep: bool,
    runtime: Handle,
    spool: Option<Spool>,
}

impl Files {
    pub(super) fn into(place: &Place) -> Files {
        let (vault, runtime) = (Arc::clone(&place.vault), Handle::current());
        Files { vault, keep: place.keep_files, runtime, spool: None }
    }
}

impl Taker for Files {
    fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupFault> {
        if attachment_key(name).is_none() {
            return Ok(());
        }
        let Files { vault, runtime, spool, .. } = self;
        runtime.block_on(async {
            let spool = match spool {
                Some(spool) => spool,
                None => spool.insert(vault.spool().await?),
            };
            Ok(spool.write(bytes).await.map_err(connect::vault::VaultFault::Disk)?)
        })
    }

    fn whole(&mut self, name: &str) -> Result<Next, BackupFault> {
        let Some(key) = attachment_key(name) else { return Ok(Next::GoOn) };
        let Files { vault, runtime, spool, keep } = self;
        let spool = spool.take();
        runtime.block_on(async {
            let spool = match spool {
                Some(spool) => spool,
                None => vault.spool().await?,
            };
            let whole = spool.digested();
            if *keep && digest(vault, &key).await?.as_deref() == Some(whole.digest()) {
                return Ok(Next::GoOn);
            }
            vault.put(&key, whole).await?;
            Ok(Next::GoOn)
        })
    }
}

/// Writes the database; it stands in its place when its part has ended.
pub(super) struct Database {
    url: String,
    engine: Engine,
    under_way: Option<UnderWay>,
}

enum UnderWay {
    Packed(Box<GzDecoder<BringingBack>>),
    AsItIs(BringingBack),
}

impl Database {
    pub(super) fn into(place: &Place) -> Database {
        Database { url: place.url.clone(), engine: place.engine, under_way: None }
    }

    fn begun(&mut self) -> Result<&mut UnderWay, BackupFault> {
        match &mut self.under_way {
            Some(under_way) => Ok(under_way),
            none => {
                let back = BringingBack::begin(&self.url)?;
                Ok(none.insert(match self.engine {
                    Engine::Sqlite => UnderWay::Packed(Box::new(GzDecoder::new(back))),
                    Engine::Postgres => UnderWay::AsItIs(back),
                }))
            }
        }
    }
}

impl Taker for Database {
    fn bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), BackupFault> {
        if name != Manifest::database(self.engine) {
            return Ok(());
        }
        let written = match self.begun()? {
            UnderWay::Packed(back) => back.write_all(bytes),
            UnderWay::AsItIs(back) => back.write_all(bytes),
        };
        match written {
            // The program has ended before we had: what it said is heard when it is finished.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.finish()?;
                Err(BackupFault::Disk(PathBuf::from(PLACE), error))
            }
            written => written.map_err(BackupFault::at(Path::new(PLACE))),
        }
    }

    fn whole(&mut self, name: &str) -> Result<Next, BackupFault> {
        if name != Manifest::database(self.engine) {
            return Ok(Next::GoOn);
        }
        self.finish()
    }
}

impl Database {
    fn finish(&mut self) -> Result<Next, BackupFault> {
        match self.under_way.take() {
            None => return Err(BackupFault::damaged("데이터베이스가 없습니다")),
            Some(UnderWay::AsItIs(back)) => back.finish()?,
            Some(UnderWay::Packed(back)) => {
                back.finish().map_err(BackupFault::at(Path::new(PLACE)))?.finish()?;
            }
        }
        Ok(Next::Enough)
    }
}
