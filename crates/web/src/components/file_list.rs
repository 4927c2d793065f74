//! Attachments: picture, name, size, what the virus scan said, and the control that takes more.

use maud::{Markup, html};

use super::badge::{Tone, record_badge};
use super::field::Field;
use super::lang::Lang;

/// One attachment. Without `href` it may not be opened (not scanned yet, infected, not yours to see).
#[derive(Clone, Copy, Debug, Default)]
pub struct FileLine<'a> {
    pub name: &'a str,
    /// `1.2 MB`
    pub size: &'a str,
    pub href: Option<&'a str>,
    /// Where the browser shows it by itself.
    pub view: Option<&'a str>,
    /// The address of a small picture of it.
    pub preview: Option<&'a str>,
    /// `검사 전`, `안전`, `감염(격리)` …
    pub note: Option<(&'a str, Tone)>,
    /// The value of the button that takes it back, and what the button is called.
    pub remove: Option<(&'a str, &'a str)>,
}

/// The attachments of a text; says so when there are none.
#[must_use]
pub fn file_list(label: &str, files: &[FileLine], lang: Lang) -> Markup {
    html! {
        @if files.is_empty() {
            p.file-none { (label) (lang.pick(" 없음", ": none")) }
        } @else {
            ul.file-list aria-label=(label) {
                @for file in files { li { (line(file, lang)) } }
            }
        }
    }
}

fn line(file: &FileLine, lang: Lang) -> Markup {
    html! {
        @if let Some(preview) = file.preview {
            // The name beside it says what it is.
            img.file-preview src=(preview) alt="" loading="lazy";
        }
        span.file-about {
            @match file.href {
                Some(href) => a href=(href) download { (file.name) },
                None => span { (file.name) },
            }
            " " span.file-size { (file.size) }
            @if let Some((text, tone)) = file.note { " " (record_badge(text, tone)) }
            @if let Some(view) = file.view {
                " " a.file-view href=(view) target="_blank" rel="noopener" {
                    (lang.pick("새 창에서 보기", "View in a new window"))
                    span.unseen { ": " (file.name) }
                }
            }
            @if let Some((value, label)) = file.remove {
                " " button.btn.btn-tertiary type="submit" name="remove" value=(value) aria-label=(label) {
                    (lang.pick("지우기", "Remove"))
                }
            }
        }
    }
}

/// What a control for files takes, and what is said at once about a choice that is larger: sent first, a
/// telephone would work for minutes to be refused.
#[derive(Clone, Copy, Debug)]
pub struct Taken<'a> {
    pub accept: &'a str,
    /// Bytes of one file, and what is said of a larger one.
    pub each: (u64, &'a str),
    /// Bytes of all together, and what is said of more.
    pub all: (u64, &'a str),
}

/// A control for several files at once; stands in an [`super::upload_form`].
#[must_use]
pub fn file_input(field: &Field, taken: &Taken) -> Markup {
    let Taken { accept, each: (each, too_large), all: (all, too_much) } = taken;
    field.around(&html! {
        input id=(field.control_id()) name=(field.name) type="file" multiple accept=(accept)
            data-each=(each) data-too-large=(too_large) data-all=(all) data-too-much=(too_much)
            aria-invalid=[field.invalid()] aria-describedby=[field.described_by()];
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_not_be_opened_is_no_link() {
        let note = Some(("검사 전", Tone::Neutral));
        let files = [FileLine { name: "사진.jpg", size: "1.2 MB", note, ..FileLine::default() }];
        let markup = file_list("첨부파일", &files, Lang::Ko).into_string();
        assert!(!markup.contains("<a") && !markup.contains("<img") && markup.contains("검사 전"));
    }

    #[test]
    fn none_is_said() {
        assert!(file_list("첨부파일", &[], Lang::Ko).into_string().contains("첨부파일 없음"));
        assert!(file_list("Files", &[], Lang::En).into_string().contains("Files: none"));
    }
}
