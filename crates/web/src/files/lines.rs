//! Attachments in a list, and the control that takes more.

use domain::attachment::{FILE_BYTES_MAX, FileRefusal, Scan, TOTAL_BYTES_MAX};
use maud::{Markup, html};
use store::Attachment;
use words::lang::Lang;

use super::Told;
use crate::components::{
    self, ButtonKind, Field, FileLine, Taken, Tone, file_input, file_list, submit_value,
};

/// Where a list stands: what is said, and where its files are opened.
pub(crate) struct Shelf<'a> {
    pub(crate) lang: Lang,
    /// Everything before `/{id}`.
    pub(crate) base: &'a str,
    /// With a button that takes a file back, inside the form around the list.
    pub(crate) removable: bool,
    /// With links to the files; else only their small pictures.
    pub(crate) opens: bool,
}

impl Shelf<'_> {
    pub(crate) fn list(&self, label: &str, files: &[Attachment]) -> Markup {
        let lines: Vec<Line> = files.iter().map(|file| self.line(file)).collect();
        let lines: Vec<FileLine> = lines.iter().map(Line::shown).collect();
        file_list(label, &lines, self.furniture())
    }

    fn line(&self, file: &Attachment) -> Line {
        let open = file.scan.lets_open(file.kind);
        let address = format!("{}/{}", self.base, file.id);
        let remove = match self.lang {
            Lang::Ko => format!("{} 지우기", file.name),
            Lang::En => format!("Remove {}", file.name),
        };
        Line {
            name: file.name.clone(),
            size: words::attachment::size(file.size),
            href: (open && self.opens).then(|| address.clone()),
            view: (open && self.opens && file.kind.shows_itself()).then(|| format!("{address}/view")),
            preview: (open && file.preview).then(|| format!("{address}/preview")),
            note: (words::attachment::scan(file.scan, self.lang), tone(file.scan)),
            remove: self.removable.then(|| (file.id.to_string(), remove)),
        }
    }

    fn furniture(&self) -> components::Lang {
        match self.lang {
            Lang::Ko => components::Lang::Ko,
            Lang::En => components::Lang::En,
        }
    }
}

/// A line that owns its words.
struct Line {
    name: String,
    size: String,
    href: Option<String>,
    view: Option<String>,
    preview: Option<String>,
    note: (&'static str, Tone),
    remove: Option<(String, String)>,
}

impl Line {
    fn shown(&self) -> FileLine<'_> {
        FileLine {
            name: &self.name,
            size: &self.size,
            href: self.href.as_deref(),
            view: self.view.as_deref(),
            preview: self.preview.as_deref(),
            note: Some(self.note),
            remove: self.remove.as_ref().map(|(value, label)| (value.as_str(), label.as_str())),
        }
    }
}

fn tone(scan: Scan) -> Tone {
    match scan {
        Scan::Waiting => Tone::Neutral,
        Scan::Clean => Tone::Success,
        Scan::Infected => Tone::Danger,
        Scan::Unscanned => Tone::Warning,
    }
}

/// The control for more files, what may be attached, and what was not taken. `name` and `value` are the
/// button's, which sends the form without doing what the form is for.
pub(crate) fn picker(id: &str, told: &[Told], lang: Lang, button: Markup) -> Markup {
    let (label, hint) = match lang {
        Lang::Ko => ("첨부할 파일", words::attachment::limits(lang)),
        Lang::En => ("Files to attach", words::attachment::limits(lang)),
    };
    let error = told.iter().map(|told| told.0.as_str()).collect::<Vec<_>>().join("\n");
    let field = Field::new("files", label).id(id).hint(&hint).error((!error.is_empty()).then_some(&error));
    let said = |why| words::attachment::refused("", &why, lang);
    let (too_large, too_much) = (said(FileRefusal::TooLarge), said(FileRefusal::TooMuch));
    let taken = Taken {
        accept: &words::attachment::accept(),
        each: (FILE_BYTES_MAX, &too_large),
        all: (TOTAL_BYTES_MAX, &too_much),
    };
    html! {
        (file_input(&field, &taken))
        div.button-row { (button) }
    }
}

/// The button of [`picker`] in a form with one address for everything.
pub(crate) fn attach_button(lang: Lang) -> Markup {
    let label = match lang {
        Lang::Ko => "파일 올리기",
        Lang::En => "Upload files",
    };
    submit_value(label, ButtonKind::Secondary, "go", "attach")
}
