//! The staff directory that this installation is linked to, as the office asks for it.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use anyhow::{Context, Result};
use casework::people::directory::{Directory, Told};
use connect::staff::{StaffClient, StaffSettings, mapping};

/// Reads files always; asks over the wire where an address is set.
pub(crate) struct Linked {
    client: Option<StaffClient>,
}

pub(crate) fn linked(settings: Option<&StaffSettings>) -> Result<Arc<dyn Directory>> {
    let client = settings.map(StaffClient::new).transpose().context("인사 연계 설정")?;
    Ok(Arc::new(Linked { client }))
}

impl Directory for Linked {
    fn is_linked(&self) -> bool {
        self.client.is_some()
    }

    fn fetch(&self) -> Pin<Box<dyn Future<Output = Told> + Send + '_>> {
        Box::pin(async move {
            match &self.client {
                Some(client) => client.fetch().await,
                None => Err("인사 연계 주소가 설정되지 않았습니다.".to_owned()),
            }
        })
    }

    fn read(&self, file: &[u8]) -> Told {
        mapping::read(file)
    }
}
