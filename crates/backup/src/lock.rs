//! Whom a backup is sealed to and who opens it, in the format of age: a passphrase, or key pairs whose secret half the
//! machine that makes the backup does not have.

use std::io::{self, BufRead, Read, Write};
use std::iter;

use age::secrecy::{ExposeSecret, SecretString};
use age::{DecryptError, Decryptor, Encryptor, scrypt, stream, x25519};

use crate::fault::BackupFault;

/// Letters of a passphrase at least: four or five words.
const PASSPHRASE_LEAST: usize = 16;
/// Work for each try at a passphrase, as a power of two: 128 MiB and about half a second.
const WORK: u8 = 17;
/// More work than this in a file is an attack on the reader: 4 GiB.
const WORK_MOST: u8 = 22;

/// Whom it is sealed to.
#[derive(Clone)]
pub enum Lock {
    Passphrase(SecretString),
    /// Any of them opens it.
    Recipients(Vec<x25519::Recipient>),
}

/// Who opens it.
pub enum Key {
    Passphrase(SecretString),
    Identities(Vec<x25519::Identity>),
}

impl Lock {
    pub fn passphrase(typed: &str) -> Result<Lock, BackupFault> {
        let passphrase = typed.trim();
        if passphrase.chars().count() < PASSPHRASE_LEAST {
            return Err(BackupFault::ShortPassphrase(PASSPHRASE_LEAST));
        }
        Ok(Lock::Passphrase(passphrase.to_owned().into()))
    }

    /// Recipients as `age1…`; at least one.
    pub fn recipients(typed: &[String]) -> Result<Lock, BackupFault> {
        let parse = |one: &String| one.trim().parse().map_err(|_| BackupFault::NoRecipient(one.clone()));
        let recipients: Vec<x25519::Recipient> = typed.iter().map(parse).collect::<Result<_, _>>()?;
        if recipients.is_empty() {
            return Err(BackupFault::NoRecipient(String::new()));
        }
        Ok(Lock::Recipients(recipients))
    }

    pub(crate) fn seal<W: Write>(&self, into: W) -> io::Result<stream::StreamWriter<W>> {
        let sealed = match self {
            Lock::Passphrase(passphrase) => {
                let mut recipient = scrypt::Recipient::new(passphrase.clone());
                recipient.set_work_factor(WORK);
                Encryptor::with_recipients(iter::once(&recipient as &dyn age::Recipient))
            }
            Lock::Recipients(all) => {
                Encryptor::with_recipients(all.iter().map(|one| one as &dyn age::Recipient))
            }
        };
        sealed.map_err(io::Error::other)?.wrap_output(into)
    }
}

impl Key {
    pub fn passphrase(typed: &str) -> Key {
        Key::Passphrase(typed.trim().to_owned().into())
    }

    /// The text of a key file: a line for each secret key, and remarks.
    pub fn identities(text: &str) -> Result<Key, BackupFault> {
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
        let parsed: Result<Vec<x25519::Identity>, _> = lines.map(str::parse).collect();
        let identities = parsed.map_err(|_| BackupFault::NoIdentity)?;
        if identities.is_empty() { Err(BackupFault::NoIdentity) } else { Ok(Key::Identities(identities)) }
    }

    /// A new pair: the text of the key file, and the recipient that backups are sealed to.
    pub fn generate() -> (String, String) {
        let identity = x25519::Identity::generate();
        let recipient = identity.to_public().to_string();
        let text = format!("# {recipient}\n{}\n", identity.to_string().expose_secret());
        (text, recipient)
    }

    pub(crate) fn open<R: BufRead>(&self, sealed: R) -> Result<stream::StreamReader<R>, BackupFault> {
        let decryptor = Decryptor::new_buffered(sealed).map_err(unopened)?;
        match (self, decryptor.is_scrypt()) {
            (Key::Passphrase(_), false) => Err(BackupFault::NeedsIdentity),
            (Key::Identities(_), true) => Err(BackupFault::NeedsPassphrase),
            (Key::Passphrase(passphrase), true) => {
                let mut identity = scrypt::Identity::new(passphrase.clone());
                identity.set_max_work_factor(WORK_MOST);
                decryptor.decrypt(iter::once(&identity as &dyn age::Identity)).map_err(unopened)
            }
            (Key::Identities(all), false) => {
                decryptor.decrypt(all.iter().map(|one| one as &dyn age::Identity)).map_err(unopened)
            }
        }
    }
}

fn unopened(error: DecryptError) -> BackupFault {
    match error {
        DecryptError::NoMatchingKeys | DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => {
            BackupFault::WrongKey
        }
        DecryptError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            BackupFault::damaged(error.to_string())
        }
        DecryptError::Io(_) => BackupFault::damaged("중간에 끊겼습니다"),
        DecryptError::InvalidHeader | DecryptError::UnknownFormat => {
            BackupFault::damaged("응답소 백업이 아닙니다")
        }
        DecryptError::InvalidMac | DecryptError::ExcessiveWork { .. } => {
            BackupFault::damaged("머리 부분이 바뀌었습니다")
        }
    }
}

/// Reads whatever is left: the seal's last piece says that nothing was cut off.
pub(crate) fn to_the_end(mut reader: impl Read) -> io::Result<u64> {
    io::copy(&mut reader, &mut io::sink())
}
