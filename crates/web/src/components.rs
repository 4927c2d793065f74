//! What pages are built of: functions with typed arguments that return markup (KRDS look).
//!
//! Every one works without JavaScript, says its state in words as well as in colour, and carries no
//! `style` attribute and no inline script (the pages' CSP forbids both). All of them in all their
//! states: `/_components`.
//!
//! ```
//! use maud::html;
//! use web::components::*;
//!
//! let why = Field::new("reason", "재지정 요청 사유").required().hint("소관이 아닌 까닭을 적어 주세요.").max_chars(500);
//! let markup = html! {
//!     (page_title("민원 상세", html! { (stage_badge("처리자 접수", Tone::Information)) }))
//!     (confirm_panel("재지정 요청", ButtonKind::Secondary, post_form(
//!         &FormAttrs::new("/complaints/20260310000001/reassignments", "csrf-token").draft("reassign-20260310000001"),
//!         html! { (textarea(&why, 4)) (submit("요청 보내기", ButtonKind::Primary)) },
//!     )))
//!     (refused_button("민원 회수", "처리자가 이미 접수한 민원입니다. 기관관리자에게 요청해 주세요."))
//! };
//! assert!(markup.into_string().contains("aria-disabled"));
//! ```

mod alert;
mod badge;
mod breadcrumb;
mod button;
mod chart;
mod choice;
mod confirm;
mod deadline;
mod empty;
mod error_summary;
mod field;
mod figure_grid;
mod file_list;
mod filter;
mod form;
mod heading;
mod how_old;
mod key_values;
mod lang;
mod notice_log;
mod pager;
mod qr;
mod stat_tiles;
mod stepper;
mod table;
mod table_markup;
mod tabs;
mod tag;
mod timeline;

pub use self::{
    alert::{Flash, alert, flash},
    badge::{Tone, record_badge, stage_badge},
    breadcrumb::{Crumb, breadcrumb},
    button::{
        ButtonKind, button_row, link_button, post_button, refused_button, refused_button_at, submit,
        submit_value,
    },
    chart::{
        Bar, ChartFrame, District, Drawing, Fill, Line as ChartLine, Stack, bars, chart, lines, seoul,
        stacked,
    },
    choice::{Choice, checkbox, checkboxes, radios, select},
    confirm::{confirm_panel, expander, opened_panel},
    deadline::{Deadline, Urgency, deadline, deadline_cell},
    empty::empty_state,
    error_summary::{FieldError, error_summary},
    field::{Field, InputKind, date_range, input, password, text, textarea},
    figure_grid::{FigureGrid, FigureRow, figure_grid},
    file_list::{FileLine, Taken, file_input, file_list},
    filter::{FilterPanel, filter_panel},
    form::{FormAttrs, csrf_field, hidden, post_form, upload_form},
    heading::{page_title, panel},
    how_old::how_old,
    key_values::{KeyValue, key_values},
    lang::Lang,
    notice_log::{NoticeLine, notice_log},
    pager::{Pager, pager},
    qr::qr_code,
    stat_tiles::{Tile, stat_tiles},
    stepper::{Step, StepState, stepper},
    table::{Column, Row, Selection, SortDirection, Table},
    table_markup::data_table,
    tabs::{Tab, tabs},
    tag::tag,
    timeline::{TimelineEntry, timeline},
};
