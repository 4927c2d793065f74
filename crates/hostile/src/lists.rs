//! Lists of complaints in a file, CSV or JSON Lines: every line is told once, in order, and names no column but the list's.

use connect::lists::{Manner, Record, read as list};

pub(crate) fn read(bytes: &[u8]) {
    for manner in [Manner::Csv, Manner::JsonLines] {
        let Ok((names, records)) = list(manner, bytes) else { continue };
        assert!(records.is_sorted_by_key(|record| record.line), "{manner:?}: lines out of order");
        assert!(records.iter().all(|record| record.line > 0), "{manner:?}: a line before the first");
        let known = |record: &Record| record.fields.iter().flatten().all(|(name, _)| names.contains(name));
        assert!(records.iter().all(known), "{manner:?}: a column that the list does not have");
        let again = list(manner, bytes).map(|(_, records)| records).unwrap();
        assert_eq!(again, records, "{manner:?}: read otherwise the second time");
    }
}
