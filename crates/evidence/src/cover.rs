//! The packet's cover: one page for people, with its style in itself, for it is read where nothing of ours is.

use std::fmt::Write;

/// A table of the cover.
pub struct CoverTable {
    pub title: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// What it says.
pub struct Cover {
    pub title: String,
    pub facts: Vec<(String, String)>,
    pub tables: Vec<CoverTable>,
    /// How to see whether it was altered, and the like; a paragraph each.
    pub notes: Vec<String>,
}

const STYLE: &str = "body{font-family:'Pretendard GOV','Noto Sans KR','Malgun Gothic',sans-serif;color:#1e2124;\
line-height:1.6;max-width:60rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.125rem;\
margin-top:2rem}table{border-collapse:collapse;width:100%}th,td{border:1px solid #8a949e;padding:.375rem .5rem;\
text-align:left;vertical-align:top;overflow-wrap:anywhere;white-space:pre-wrap}th{background:#f4f5f6}\
@media print{body{margin:0}}";

impl Cover {
    /// As HTML, with every word as it is and no markup of anybody's.
    pub fn html(&self) -> String {
        let mut page = format!(
            "<!doctype html>\n<html lang=\"ko\"><head><meta charset=\"utf-8\"><title>{title}</title>\
             <style>{STYLE}</style></head><body><h1>{title}</h1>\n<table>",
            title = escaped(&self.title)
        );
        for (label, value) in &self.facts {
            row(&mut page, "th", std::slice::from_ref(label), "td", std::slice::from_ref(value));
        }
        page.push_str("</table>\n");
        for table in &self.tables {
            page.push_str(&format!("<h2>{} {}건</h2>\n<table>", escaped(&table.title), table.rows.len()));
            row(&mut page, "th", &table.columns, "td", &[]);
            for cells in &table.rows {
                row(&mut page, "th", &[], "td", cells);
            }
            page.push_str("</table>\n");
        }
        for note in &self.notes {
            page.push_str(&format!("<p>{}</p>\n", escaped(note)));
        }
        page.push_str("</body></html>\n");
        page
    }
}

fn row(page: &mut String, head: &str, heads: &[String], cell: &str, cells: &[String]) {
    page.push_str("<tr>");
    let all = heads.iter().map(|text| (head, text)).chain(cells.iter().map(|text| (cell, text)));
    for (tag, text) in all {
        // Writing to a text does not fail.
        write!(page, "<{tag}>{}</{tag}>", escaped(text)).ok();
    }
    page.push_str("</tr>\n");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
