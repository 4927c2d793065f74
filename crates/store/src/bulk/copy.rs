//! PostgreSQL's `copy … from stdin` in its text format.

use crate::error::Result;
use crate::postgres::{LONG, within};
use crate::rows::{Cell, Group};
use crate::tx::{Tx, Write};

/// The command, and the rows as it reads them: cells by tab, rows by line, `\N` for nothing.
pub(super) fn copied(Group { table, cells }: Group) -> (String, Vec<u8>) {
    let width = table.columns.len();
    let mut bytes = Vec::with_capacity(cells.len() * 24);
    for (place, cell) in cells.iter().enumerate() {
        match cell {
            Cell::Text(Some(text)) => escape(text, &mut bytes),
            Cell::Whole(Some(whole)) => bytes.extend_from_slice(whole.to_string().as_bytes()),
            Cell::Truth(true) => bytes.push(b't'),
            Cell::Truth(false) => bytes.push(b'f'),
            Cell::Text(None) | Cell::Whole(None) => bytes.extend_from_slice(b"\\N"),
        }
        bytes.push(if (place + 1).is_multiple_of(width) { b'\n' } else { b'\t' });
    }
    (format!("copy {} ({}) from stdin", table.name, table.columns.join(", ")), bytes)
}

fn escape(text: &str, bytes: &mut Vec<u8>) {
    for byte in text.bytes() {
        match byte {
            b'\\' => bytes.extend_from_slice(b"\\\\"),
            b'\t' => bytes.extend_from_slice(b"\\t"),
            b'\n' => bytes.extend_from_slice(b"\\n"),
            b'\r' => bytes.extend_from_slice(b"\\r"),
            plain => bytes.push(plain),
        }
    }
}

impl Write {
    /// Nothing on SQLite, whose rows are never packed so.
    pub(super) async fn copy_in(&mut self, sql: &str, bytes: Vec<u8>) -> Result<()> {
        if let Tx::Postgres(tx) = self.0.db().await? {
            let copied = async {
                let mut copy = tx.copy_in_raw(sql).await?;
                copy.send(bytes).await?;
                copy.finish().await
            };
            within(LONG, copied).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::Table;

    #[test]
    fn what_copy_reads_specially_is_escaped() {
        static TABLE: Table = Table { name: "t", columns: &["a", "b"], conflict: "" };
        let cells = vec!["a\tb\\N\r\n다".into(), Cell::Whole(None), Cell::Text(None), true.into()];
        let (sql, bytes) = copied(Group { table: &TABLE, cells });
        assert_eq!(sql, "copy t (a, b) from stdin");
        assert_eq!(String::from_utf8(bytes).unwrap(), "a\\tb\\\\N\\r\\n다\t\\N\n\\N\tt\n");
    }
}
