//! A digest in the making that leaves nothing behind of what it was made of.
//!
//! SHA-256 keeps the last bytes until a block of 64 is full: a short text whole. Wherever it moves on a stack, a copy of
//! them stays; on the heap it never moves, and what is given back there is overwritten.

use sha2::{Digest, Sha256};

#[derive(Debug)]
pub(super) struct Running(Box<Sha256>);

impl Running {
    pub(super) fn begin() -> Running {
        Running(Box::new(Sha256::new()))
    }

    pub(super) fn update(&mut self, chunk: &[u8]) {
        self.0.update(chunk);
    }

    /// In hexadecimal. Reset and not moved out of its box.
    pub(super) fn end(mut self) -> String {
        self.0.finalize_reset().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_digest_of_all_that_came() {
        let mut running = Running::begin();
        running.update(b"a");
        running.update(b"bc");
        assert_eq!(running.end(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
