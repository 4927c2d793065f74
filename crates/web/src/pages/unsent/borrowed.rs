//! A request's body that may be had back, as long as nobody has begun to read it.

use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body;
use futures_util::{StreamExt, TryStreamExt, stream};

/// Where it lies until somebody reads.
pub(super) struct Place(Arc<Mutex<Option<Body>>>);

/// The same body, to be handed on.
pub(super) fn lend(body: Body) -> (Body, Place) {
    let place = Arc::new(Mutex::new(Some(body)));
    let there = Arc::clone(&place);
    let read = stream::once(async move { take(&there).unwrap_or_default().into_data_stream() }).flatten();
    // As it was: what reads it asks a fault for its kind, one layer deep.
    (Body::from_stream(read.map_err(axum::Error::into_inner)), Place(place))
}

impl Place {
    pub(super) fn back(self) -> Option<Body> {
        take(&self.0)
    }
}

fn take(place: &Mutex<Option<Body>>) -> Option<Body> {
    place.lock().unwrap_or_else(PoisonError::into_inner).take()
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    async fn read(body: Body) -> Vec<u8> {
        body.collect().await.unwrap().to_bytes().to_vec()
    }

    #[tokio::test]
    async fn what_nobody_has_read_comes_back_whole_and_what_somebody_has_does_not() {
        let (handed_on, place) = lend(Body::from("memo=1"));
        drop(handed_on);
        assert_eq!(read(place.back().unwrap()).await, b"memo=1");
        let (handed_on, place) = lend(Body::from("memo=1"));
        assert_eq!(read(handed_on).await, b"memo=1");
        assert!(place.back().is_none());
    }
}
