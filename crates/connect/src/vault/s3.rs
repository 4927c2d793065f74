//! The vault in an S3-compatible store: signed addresses, bytes streamed in and out.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Bytes, HttpBody};
use http_body::Frame;
use reqwest::{StatusCode, Url, header};
use rusty_s3::actions::{ListObjectsV2, S3Action};
use rusty_s3::{Bucket, Credentials, UrlStyle};
use tokio::sync::mpsc;

use super::reading::{Lying, Source};
use super::{CHUNK_BYTES, Key, Spool, VaultFault};
use crate::line::{self, in_secret};
use crate::{BadSetting, Secret};

/// How long an address is good for: one request begins within it.
const SIGNED_FOR: Duration = Duration::from_secs(300);
/// Names asked for at once: as many as such a store gives.
const LISTED: usize = 1_000;
/// Pieces between the disk and the net.
const PIECES: usize = 4;

/// How the store is reached.
#[derive(Clone, Debug)]
pub struct S3Settings {
    /// `https://objects.example.kr`; plain only on this machine.
    pub endpoint: String,
    pub bucket: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: Secret,
    /// For connecting, and for each silence in between.
    pub timeout: Duration,
}

/// One bucket of a store.
pub struct S3Store {
    bucket: Bucket,
    credentials: Credentials,
    http: reqwest::Client,
}

impl std::fmt::Debug for S3Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("S3Store").field("bucket", &self.bucket.name()).finish_non_exhaustive()
    }
}

impl S3Store {
    pub(super) fn new(settings: &S3Settings) -> Result<S3Store, BadSetting> {
        let url: Url = settings.endpoint.parse().map_err(|e| BadSetting::new("files.s3_endpoint", e))?;
        if !in_secret(&url) {
            return Err(BadSetting::in_the_clear("files.s3_endpoint"));
        }
        let (name, region) = (settings.bucket.clone(), settings.region.clone());
        let bucket = Bucket::new(url, UrlStyle::Path, name, region);
        let bucket = bucket.map_err(|e| BadSetting::new("files.s3_bucket", e))?;
        // A file takes as long as it takes; that nothing comes for a while is what ends it.
        let http = line::client().connect_timeout(settings.timeout).read_timeout(settings.timeout).build();
        let http = http.map_err(|e| BadSetting::new("files.s3_endpoint", e))?;
        let credentials =
            Credentials::new(settings.access_key.clone(), settings.secret_key.expose().to_owned());
        Ok(S3Store { bucket, credentials, http })
    }

    pub(super) fn name(&self) -> &str {
        self.bucket.name()
    }

    pub(super) async fn put(&self, key: &Key, spool: &Spool) -> Result<(), VaultFault> {
        let url = self.bucket.put_object(Some(&self.credentials), key.as_str()).sign(SIGNED_FOR);
        let body = reqwest::Body::wrap(FileBody::of(spool).await?);
        let request = self.http.put(url).header(header::CONTENT_LENGTH, spool.bytes()).body(body);
        answered(request.send().await)?;
        Ok(())
    }

    pub(super) async fn open(&self, key: &Key) -> Result<Option<Lying>, VaultFault> {
        let url = self.bucket.get_object(Some(&self.credentials), key.as_str()).sign(SIGNED_FOR);
        match answered(self.http.get(url).send().await) {
            Ok(answer) => {
                let bytes = answer.content_length().unwrap_or_default();
                Ok(Some(Lying { bytes, source: Source::Answer(Box::new(answer)) }))
            }
            Err(VaultFault::Refused(404)) => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    pub(super) async fn remove(&self, key: &Key) -> Result<(), VaultFault> {
        let url = self.bucket.delete_object(Some(&self.credentials), key.as_str()).sign(SIGNED_FOR);
        match answered(self.http.delete(url).send().await) {
            Ok(_) | Err(VaultFault::Refused(404)) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    pub(super) async fn is_empty(&self) -> Result<bool, VaultFault> {
        Ok(self.listed("", 1).await?.is_empty())
    }

    pub(super) async fn names_after(&self, after: &str) -> Result<Option<(Vec<Key>, String)>, VaultFault> {
        let names = self.listed(after, LISTED).await?;
        Ok(names
            .last()
            .cloned()
            .map(|last| (names.iter().filter_map(|name| Key::parse(name)).collect(), last)))
    }

    async fn listed(&self, after: &str, most: usize) -> Result<Vec<String>, VaultFault> {
        let mut list = self.bucket.list_objects_v2(Some(&self.credentials));
        list.with_max_keys(most);
        if !after.is_empty() {
            list.with_start_after(after);
        }
        let answer = answered(self.http.get(list.sign(SIGNED_FOR)).send().await)?;
        let text = answer.text().await.map_err(|error| VaultFault::Away(unanswered(&error)))?;
        let listed = ListObjectsV2::parse_response(&text).map_err(|_| VaultFault::Unreadable)?;
        Ok(listed.contents.into_iter().map(|object| object.key).collect())
    }

    /// The bucket is there and ours.
    pub(super) async fn check(&self) -> Result<(), String> {
        let url = self.bucket.head_bucket(Some(&self.credentials)).sign(SIGNED_FOR);
        match answered(self.http.head(url).send().await) {
            Ok(_) => Ok(()),
            Err(VaultFault::Refused(code)) => {
                Err(format!("객체 저장소가 {code}(으)로 답했습니다. 버킷 이름과 접근 열쇠를 확인하십시오."))
            }
            Err(fault) => Err(format!("객체 저장소에 연결하지 못했습니다: {fault}")),
        }
    }
}

fn answered(sent: reqwest::Result<reqwest::Response>) -> Result<reqwest::Response, VaultFault> {
    let answer = sent.map_err(|error| VaultFault::Away(unanswered(&error)))?;
    match answer.status() {
        StatusCode::OK | StatusCode::NO_CONTENT => Ok(answer),
        other => Err(VaultFault::Refused(other.as_u16())),
    }
}

/// The error's own text carries the signed address.
pub(super) fn unanswered(error: &reqwest::Error) -> String {
    let why = match () {
        () if error.is_timeout() => "in time",
        () if error.is_connect() => "the connection",
        () => "to the end",
    };
    why.to_owned()
}

/// A file on its way to the store; reqwest wants a body that may be shared, which a file is not.
struct FileBody {
    left: u64,
    pieces: mpsc::Receiver<io::Result<Vec<u8>>>,
}

impl FileBody {
    async fn of(spool: &Spool) -> io::Result<FileBody> {
        use tokio::io::AsyncReadExt;
        let mut file = tokio::fs::File::open(spool.path()).await?;
        let (send, pieces) = mpsc::channel(PIECES);
        tokio::spawn(async move {
            loop {
                let mut piece = vec![0; CHUNK_BYTES];
                let read = file.read(&mut piece).await;
                let last = !matches!(read, Ok(1..));
                let said = read.map(|read| {
                    piece.truncate(read);
                    piece
                });
                let wanted = matches!(&said, Ok(piece) if piece.is_empty()) || send.send(said).await.is_err();
                if wanted || last {
                    return;
                }
            }
        });
        Ok(FileBody { left: spool.bytes(), pieces })
    }
}

impl HttpBody for FileBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        self.pieces.poll_recv(context).map(|piece| {
            piece.map(|piece| {
                let piece = piece?;
                self.left = self.left.saturating_sub(u64::try_from(piece.len()).unwrap_or(u64::MAX));
                Ok(Frame::data(Bytes::from(piece)))
            })
        })
    }

    /// Known to the byte: stores refuse a body without its length.
    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(self.left)
    }
}
