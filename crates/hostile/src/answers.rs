//! What neighbour systems answer to what we ask them over HTTP: the first byte chooses who is asked, the second the
//! status, the others are the body.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use connect::Secret;
use connect::approval::{ApprovalClient, ApprovalSettings};
use connect::message::text::{GatewaySettings, TextClient};
use connect::staff::{StaffClient, StaffSettings};
use domain::complaint::DocumentKey;
use jiff::Timestamp;

const STATUS: [u16; 8] = [200, 202, 400, 401, 404, 409, 429, 500];
const TIMEOUT: Duration = Duration::from_secs(5);

type Answer = Arc<Mutex<(u16, Vec<u8>)>>;

pub(crate) fn read(bytes: &[u8]) {
    let Some((who, rest)) = crate::chosen(bytes, 4) else { return };
    let Some((status, body)) = crate::chosen(rest, STATUS.len()) else { return };
    let (address, answer) = neighbour();
    *answer.lock().unwrap_or_else(PoisonError::into_inner) = (STATUS[status], body.to_vec());
    crate::wait(ask(who, &format!("http://{address}")));
}

/// Asks one of the four; what it makes of the answer is its own affair, as long as it returns.
async fn ask(who: usize, url: &str) {
    let now = Timestamp::from_second(1_773_104_400).unwrap();
    let (url, secret) = (url.to_owned(), || Secret::new("secret"));
    let key = DocumentKey { complaint: domain::id::ComplaintId(uuid::Uuid::from_u128(1)), round: 1 };
    match who {
        0 => {
            let settings = StaffSettings { url, token: secret(), timeout: TIMEOUT };
            drop(StaffClient::new(&settings).unwrap().fetch().await);
        }
        1 => {
            let settings = GatewaySettings {
                url,
                token: secret(),
                signing_key: secret(),
                alimtalk_template: None,
                timeout: TIMEOUT,
            };
            drop(TextClient::new(&settings).unwrap().state("key", now).await);
        }
        asked => {
            let settings = ApprovalSettings { url, key_id: "k1".into(), secret: secret(), timeout: TIMEOUT };
            let client = ApprovalClient::new(&settings).unwrap();
            match asked {
                2 => drop(client.ask(key, now).await),
                _ => drop(client.take_back(key, now).await),
            }
        }
    }
}

/// A neighbour that answers whatever it is told to.
fn neighbour() -> &'static (SocketAddr, Answer) {
    static NEIGHBOUR: OnceLock<(SocketAddr, Answer)> = OnceLock::new();
    NEIGHBOUR.get_or_init(|| {
        let answer = Answer::default();
        let said = Arc::clone(&answer);
        let routes = Router::new().fallback(move || {
            let (status, body) = said.lock().unwrap_or_else(PoisonError::into_inner).clone();
            async move { (StatusCode::from_u16(status).unwrap(), body) }
        });
        (crate::neighbour::listening(routes), answer)
    })
}
