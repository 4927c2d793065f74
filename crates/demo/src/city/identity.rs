//! Identifiers made from codes, so that the same city has the same ones every time.

use uuid::Uuid;

/// FNV-1a, 128 bits.
const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The id of the thing of this kind with this code.
pub(crate) fn made(kind: &str, code: &str) -> Uuid {
    let bytes = kind.bytes().chain([b':']).chain(code.bytes());
    let hash = bytes.fold(OFFSET, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    uuid::Builder::from_random_bytes(hash.to_be_bytes()).into_uuid()
}
