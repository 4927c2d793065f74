//! The staff feed, JSON or CSV: what is read can be told again and says the same.

use connect::staff::mapping;

pub(crate) fn read(bytes: &[u8]) {
    if let Ok(feed) = mapping::read(bytes) {
        let again = mapping::read(mapping::to_json(&feed).as_bytes());
        assert_eq!(again, Ok(feed));
    }
}
