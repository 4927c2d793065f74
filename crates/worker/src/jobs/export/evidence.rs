//! 증거 묶음: gathered by the office, written with the bytes of the vault, signed.

use std::fs::File;
use std::path::{Path, PathBuf};

use casework::Office;
use casework::evidence::{self as packets, Gathered};
use casework::exports::Made;
use connect::vault::{AtHand, Key, Vault};
use evidence::{EvidenceFault, Packet, Unsigned};
use store::{Attachment, ClaimedExport};

use crate::fault::Fault;

pub(super) async fn make(
    office: &Office,
    vault: &Vault,
    claimed: &ClaimedExport,
    file: &Path,
) -> Result<Made, Fault> {
    let Some(gathered) = packets::gather(office, claimed).await? else {
        return Ok(packets::not_theirs(office, claimed).await?);
    };
    let mut at_hand = Vec::new();
    for attachment in &gathered.files {
        match vault.at_hand(&Key::of(attachment.id.as_u128())).await? {
            Some(bytes) => at_hand.push((attachment.clone(), bytes)),
            // Named on the cover and in the list; what is not there is not made up.
            None => tracing::error!(attachment = %attachment.id, "its bytes are not in the vault"),
        }
    }
    let file = file.to_owned();
    let written = tokio::task::spawn_blocking(move || write(file, gathered, at_hand)).await;
    let unsigned = match written.map_err(|broke| Fault::BrokeOff(broke.to_string()))? {
        Ok(unsigned) => unsigned,
        Err(fault) => return not_written(office, claimed, &fault).await,
    };
    let rows = u64::try_from(unsigned.parts()).unwrap_or_default();
    let Some(signature) = packets::sign(office, unsigned.digest()).await? else {
        return Ok(packets::not_written(office, claimed).await?);
    };
    let signed = tokio::task::spawn_blocking(move || unsigned.sign(&signature)).await;
    match signed.map_err(|broke| Fault::BrokeOff(broke.to_string()))? {
        Ok(()) => Ok(Made::File { rows, cut: false }),
        Err(fault) => not_written(office, claimed, &fault).await,
    }
}

async fn not_written(office: &Office, claimed: &ClaimedExport, why: &EvidenceFault) -> Result<Made, Fault> {
    tracing::error!(error = %why, export = %claimed.export.id, "a packet was not written");
    Ok(packets::not_written(office, claimed).await?)
}

fn write(
    file: PathBuf,
    gathered: Gathered,
    at_hand: Vec<(Attachment, AtHand)>,
) -> Result<Unsigned, EvidenceFault> {
    let mut packet = Packet::begin(File::create(file)?);
    for text in &gathered.texts {
        packet.add(text.name, text.what, text.bytes.as_slice())?;
    }
    for (attachment, bytes) in &at_hand {
        // Our own name for it: what somebody typed is no path on anybody's disk.
        let name = format!("attachments/{}.{}", attachment.id, attachment.kind.extension());
        packet.add(&name, &attachment.name, File::open(bytes.path())?)?;
    }
    packet.list(gathered.head)
}
