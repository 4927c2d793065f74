//! What browsers and devices say of passkeys: the first byte chooses what it is, the others are read.

use casework::passkeys::Site;
use casework::passkeys::told::{CREDENTIAL_MAX, made, shown};

/// What a browser says truly, so that the device's part is reached.
const CREATED: &[u8] =
    br#"{"type":"webauthn.create","challenge":"AAAA","origin":"https://eungdapso.example","crossOrigin":false}"#;
const GOT: &[u8] =
    br#"{"type":"webauthn.get","challenge":"AAAA","origin":"https://eungdapso.example","crossOrigin":false}"#;
const VERIFIED_OF_THIS_SITE: usize = 37;

pub(crate) fn read(bytes: &[u8]) {
    let Some((what, rest)) = crate::chosen(bytes, 4) else { return };
    let site = Site::of("https://eungdapso.example").expect("an address of ours");
    match what {
        0 => {
            if let Ok(key) = made(&site, CREATED, rest) {
                assert!((1..=CREDENTIAL_MAX).contains(&key.credential.len()));
                assert!(key.public_key.len() < rest.len(), "a key is a part of what was said");
                let used = shown(&site, GOT, &rest_as_used(rest)).ok();
                assert!(
                    used.is_none_or(|used| used.by(&key.public_key, &[]).is_err()),
                    "nothing signs nothing"
                );
            }
        }
        1 => drop(made(&site, rest, &[])),
        2 => {
            if let Ok(used) = shown(&site, GOT, rest) {
                assert!(used.by(rest, rest).is_err(), "nobody signs by chance");
            }
        }
        _ => {
            if let Ok(used) = shown(&site, rest, &[]) {
                panic!("a device that says nothing was believed: {used:?}");
            }
        }
    }
}

/// The fixed part of what a new key came with, if there is as much.
fn rest_as_used(rest: &[u8]) -> Vec<u8> {
    rest.iter().copied().take(VERIFIED_OF_THIS_SITE).collect()
}
