//! The ID token: whether it must be believed (OpenID Connect Core 1.0, 3.1.3.7).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;

use super::attempt::same;
use super::keys::{Algorithm, Keys};

/// Our clock and the provider's may differ by so much.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);
/// A token for a log-in of now is as young as this.
const YOUNG: SignedDuration = SignedDuration::from_mins(10);
/// Longest token, in bytes: one with many claims, not a film.
pub(super) const TOKEN_BYTES: usize = 32 * 1024;
/// Longest name a claim may hold, in characters.
const NAME_MAX: usize = 100;

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unbelievable {
    #[error("it is no signed token")]
    Malformed,
    #[error("it is signed in a way that is not agreed")]
    Algorithm,
    #[error("its key is not the provider's")]
    UnknownKey,
    #[error("its signature is wrong")]
    Signature,
    #[error("another provider issued it")]
    Issuer,
    #[error("it is for somebody else")]
    Audience,
    #[error("it is too old")]
    Expired,
    #[error("it is of a time to come")]
    NotYet,
    #[error("it belongs to another log-in")]
    Nonce,
    #[error("it is about somebody else than the rest of the answer")]
    Subject,
    #[error("it does not hold the claim that names an officer")]
    NoName,
}

/// What a token must agree with.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Timestamp,
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    /// Extensions that must be understood: we understand none.
    crit: Option<Value>,
}

#[derive(Deserialize)]
struct Registered {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

/// A token in its parts; nothing of it is believed yet.
pub(super) struct Parts<'a> {
    algorithm: Algorithm,
    pub(super) key: Option<String>,
    signed: &'a str,
    signature: Vec<u8>,
    payload: Vec<u8>,
}

/// What a believed token says.
pub(super) struct Claims {
    pub(super) subject: String,
    pub(super) all: Value,
}

impl Parts<'_> {
    pub(super) fn of(token: &str) -> Result<Parts<'_>, Unbelievable> {
        let (signed, signature) = token.rsplit_once('.').ok_or(Unbelievable::Malformed)?;
        let (header, payload) = signed.split_once('.').ok_or(Unbelievable::Malformed)?;
        let bytes = |part: &str| BASE64.decode(part).map_err(|_| Unbelievable::Malformed);
        let header: Header = serde_json::from_slice(&bytes(header)?).map_err(|_| Unbelievable::Malformed)?;
        if header.crit.is_some() {
            return Err(Unbelievable::Algorithm);
        }
        let algorithm = Algorithm::parse(&header.alg).ok_or(Unbelievable::Algorithm)?;
        let (signature, payload) = (bytes(signature)?, bytes(payload)?);
        Ok(Parts { algorithm, key: header.kid, signed, signature, payload })
    }

    /// The claims, if everything agrees: first the signature, then what it signs.
    pub(super) fn believed(&self, keys: &Keys, expected: &Expected<'_>) -> Result<Claims, Unbelievable> {
        keys.verify((self.algorithm, self.key.as_deref()), self.signed, &self.signature)?;
        let all: Value = serde_json::from_slice(&self.payload).map_err(|_| Unbelievable::Malformed)?;
        let told = Registered::deserialize(&all).map_err(|_| Unbelievable::Malformed)?;
        if told.iss != expected.issuer {
            return Err(Unbelievable::Issuer);
        }
        for_us(&told, expected.client_id)?;
        in_time(&told, expected.now)?;
        if !told.nonce.as_deref().is_some_and(|nonce| same(nonce, expected.nonce)) {
            return Err(Unbelievable::Nonce);
        }
        Ok(Claims { subject: told.sub, all })
    }
}

fn for_us(told: &Registered, client_id: &str) -> Result<(), Unbelievable> {
    let (named, alone) = match &told.aud {
        Audience::One(name) => (name == client_id, true),
        Audience::Many(names) => (names.iter().any(|name| name == client_id), names.len() == 1),
    };
    // Made out to several, it must say that it was us who asked.
    let asked = match &told.azp {
        Some(party) => party == client_id,
        None => alone,
    };
    if named && asked { Ok(()) } else { Err(Unbelievable::Audience) }
}

fn in_time(told: &Registered, now: Timestamp) -> Result<(), Unbelievable> {
    let at = |seconds: f64| {
        let offset = SignedDuration::try_from_secs_f64(seconds).map_err(|_| Unbelievable::Malformed)?;
        Timestamp::UNIX_EPOCH.checked_add(offset).map_err(|_| Unbelievable::Malformed)
    };
    let (expires, issued) = (at(told.exp)?, at(told.iat)?);
    // The other way round than sums at the edge of time would want it.
    if expires.duration_since(now) <= -LEEWAY || now.duration_since(issued) > YOUNG {
        return Err(Unbelievable::Expired);
    }
    if issued.duration_since(now) > LEEWAY {
        return Err(Unbelievable::NotYet);
    }
    Ok(())
}

/// The name in a claim: text, and nothing that no name of ours could be.
pub(super) fn name(claims: &Value, claim: &str) -> Option<String> {
    let name = claims.get(claim)?.as_str()?;
    let fits = !name.is_empty() && name.chars().count() <= NAME_MAX && !name.chars().any(char::is_control);
    fits.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with OpenSSL, whose private key was thrown away.
    const MODULUS: &str = "t2VUc9Fi5PLIGsMdliZC05iaMqY2N-fkKz6Zfh7caJzkyE_kygMR9DIq1ydeJix1JBc9PICyiEJBRmIu5PWkD9ll3-\
                          zkIchmb3PBV_kdfroW2HtU-oGgszuDpSjLVK-IjoICKe1OQHL8E4YId8jbnD66MpnMQq1DqOXI_fo51s0_8_Cznf07\
                          QprV5I72MHRUCPuUg8-hEwydEQxg4_xPFZ2jZMZxk2lZwqApME3_MyGlZmS-pRC98bKTwFr10FiALHWYVuG6Cmi8xx\
                          jndTbP9Z3wpDic0BrhRZgcnE5L0_0zQM5CqomyO60lCiBPSEijbMmnVyMQDyjKgerr0i5vyw";
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6InIxIn0.eyJpc3MiOiAiaHR0cHM6Ly9pZC5leGFtcGxlIiwgInN1YiI6ICJzLT\
                        EiLCAiYXVkIjogWyJldW5nZGFwc28iXSwgImlhdCI6IDE3NzMxMDAwMDAsICJleHAiOiAxNzczMTAwMzAwLCAibm9u\
                        Y2UiOiAibi0xIiwgImVtcGxveWVlX251bWJlciI6ICJraW0ifQ.rdV39qx--snmAV9yDtip8LeRMtgKYGy4hfFQodg\
                        97bwF9AXvkDp6WZhQrerVT3J7yHEvTi9F4lPlAUAda6cTR-FcXcLLjpaoWGdrWX1Z2Uhj4zPidgqxtmkj28DoS0yKI\
                        T8DA-krwbQQZxxGsMKp3uNr-fySoee3qxJicZ00VyDPXigTPU_u9fMoJmgqnivbfH0lqDY3PV4e9OFGK9tWYPPSnEr\
                        aLvkjvR4OZulQQ55oKvES0MpV2AzKGshz6s1tkew-X0Zeu4S7BmGX5KJmWA6ge56VgvyxolJpawVFkExFTWNLJe6NH\
                        RJqHH-VdupSDDCtktax4wK4pvRaFGQa_A";

    fn keys(more: &str) -> Keys {
        let set = format!("{{\"keys\":[{{\"kty\":\"RSA\",\"e\":\"AQAB\",\"n\":\"{MODULUS}\"{more}}}]}}");
        Keys::read(set.as_bytes()).unwrap()
    }

    fn believed(token: &str, keys: &Keys, after: i64) -> Result<String, Unbelievable> {
        let now = Timestamp::from_second(1_773_100_000 + after).unwrap();
        let expected = Expected { issuer: "https://id.example", client_id: "eungdapso", nonce: "n-1", now };
        let claims = Parts::of(token)?.believed(keys, &expected)?;
        Ok(name(&claims.all, "employee_number").unwrap())
    }

    #[test]
    fn a_token_of_an_rsa_key_is_believed_while_it_is_young() {
        let keys = keys(",\"kid\":\"r1\",\"use\":\"sig\",\"alg\":\"RS256\"");
        assert_eq!(believed(TOKEN, &keys, 0), Ok("kim".to_owned()));
        assert_eq!(believed(TOKEN, &keys, 359), Ok("kim".to_owned()), "clocks differ");
        assert_eq!(believed(TOKEN, &keys, 360), Err(Unbelievable::Expired));
        assert_eq!(believed(TOKEN, &keys, -61), Err(Unbelievable::NotYet));
    }

    #[test]
    fn a_key_serves_for_nothing_but_what_it_was_published_for() {
        for (more, why) in [
            (",\"kid\":\"r2\"", Unbelievable::UnknownKey),
            (",\"kid\":\"r1\",\"use\":\"enc\"", Unbelievable::UnknownKey),
            (",\"kid\":\"r1\",\"alg\":\"PS256\"", Unbelievable::UnknownKey),
        ] {
            assert_eq!(believed(TOKEN, &keys(more), 0), Err(why), "{more}");
        }
    }

    /// Each letter of the token, changed alone.
    #[test]
    fn nothing_of_a_token_can_be_changed() {
        let keys = keys(",\"kid\":\"r1\"");
        // The last letter of base64 holds bits that nobody reads; strict reading refuses them as well.
        for at in (0..TOKEN.len()).step_by(7).chain([TOKEN.len() - 1]) {
            let mut changed = TOKEN.as_bytes().to_vec();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            assert!(believed(&changed, &keys, 0).is_err(), "{at}: {changed}");
        }
    }

    #[test]
    fn what_is_no_token_is_refused_and_breaks_nothing() {
        let keys = keys("");
        let of = |header: &str| format!("{}.{}.AAAA", BASE64.encode(header), BASE64.encode("{}"));
        for (token, why) in [
            (String::new(), Unbelievable::Malformed),
            ("..".to_owned(), Unbelievable::Malformed),
            ("a.b".to_owned(), Unbelievable::Malformed),
            (format!("{TOKEN}.AAAA"), Unbelievable::Malformed),
            (of("[]"), Unbelievable::Malformed),
            (of("{\"alg\":\"none\"}"), Unbelievable::Algorithm),
            (of("{\"alg\":\"nOnE\"}"), Unbelievable::Algorithm),
            (of("{\"alg\":\"HS256\"}"), Unbelievable::Algorithm),
            (of("{\"alg\":\"RS256\",\"crit\":[\"exp\"]}"), Unbelievable::Algorithm),
            (of("{\"alg\":\"ES256\"}"), Unbelievable::Algorithm),
            (of("{\"alg\":\"RS256\"}"), Unbelievable::Signature),
        ] {
            assert_eq!(believed(&token, &keys, 0), Err(why), "{token}");
        }
    }
}
