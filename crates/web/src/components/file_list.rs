//! Attachments: name, size, and what the virus scan said.

use maud::{Markup, html};

use super::badge::{Tone, record_badge};

/// One attachment. Without `href` it may not be opened (not scanned yet, infected, not yours to see).
#[derive(Clone, Copy, Debug)]
pub struct FileLine<'a> {
    pub name: &'a str,
    /// `1.2 MB`
    pub size: &'a str,
    pub href: Option<&'a str>,
    /// `검사 중`, `악성코드 발견` …
    pub note: Option<(&'a str, Tone)>,
}

/// The attachments of a text; says so when there are none.
#[must_use]
pub fn file_list(label: &str, files: &[FileLine]) -> Markup {
    html! {
        @if files.is_empty() {
            p.file-none { (label) " 없음" }
        } @else {
            ul.file-list aria-label=(label) {
                @for file in files {
                    li {
                        @match file.href {
                            Some(href) => a href=(href) download { (file.name) },
                            None => span { (file.name) },
                        }
                        " " span.file-size { (file.size) }
                        @if let Some((text, tone)) = file.note { " " (record_badge(text, tone)) }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_opened_is_no_link() {
        let files = [FileLine {
            name: "사진.jpg",
            size: "1.2 MB",
            href: None,
            note: Some(("검사 중", Tone::Neutral)),
        }];
        let markup = file_list("첨부파일", &files).into_string();
        assert!(!markup.contains("<a") && markup.contains("검사 중"));
    }

    #[test]
    fn none_is_said() {
        assert!(file_list("첨부파일", &[]).into_string().contains("첨부파일 없음"));
    }
}
