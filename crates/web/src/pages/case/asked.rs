//! How a case page is asked for: from which desk, and with which lists in full.

use crate::pages::work;

/// `?from=assign&all=1`
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    /// The desk one comes from: decides the menu entry and what stands open.
    pub(super) from: From,
    /// 전체보기: every officer of the department, not only those with a 담당업무.
    pub(super) all: bool,
}

/// The desk one comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum From {
    Receive,
    Distribute,
    Assign,
    Handle,
    Cooperate,
    Approve,
    FollowUps,
    Unreached,
    Delays,
    Satisfaction,
    #[default]
    Search,
}

const DESKS: &[(From, &str, &str)] = &[
    (From::Receive, "receive", "/receive"),
    (From::Distribute, "distribute", "/distribute"),
    (From::Assign, "assign", "/assign"),
    (From::Handle, "handle", "/handle"),
    (From::Cooperate, "cooperate", "/cooperate"),
    (From::Approve, "approve", "/approve"),
    (From::FollowUps, "follow-ups", "/follow-ups"),
    (From::Unreached, "unreached", "/unreached"),
    (From::Delays, "delays", "/delays"),
    (From::Satisfaction, "satisfaction", "/satisfaction"),
    (From::Search, "complaints", "/complaints"),
];

impl From {
    pub(super) fn parse(text: &str) -> From {
        DESKS.iter().find(|row| row.1 == text).map_or(From::Search, |row| row.0)
    }

    pub(super) fn as_str(self) -> &'static str {
        DESKS.iter().find(|row| row.0 == self).map_or("complaints", |row| row.1)
    }

    /// The list it comes from.
    pub(super) fn href(self) -> &'static str {
        DESKS.iter().find(|row| row.0 == self).map_or("/complaints", |row| row.2)
    }
}

impl Asked {
    /// By the page's address.
    pub(super) fn of(query: &work::Asked) -> Asked {
        Asked { from: From::parse(query.text("from")), all: query.get("all").is_some() }
    }

    /// By a form of the page, where `from` may be a day.
    pub(super) fn sent(form: &[(String, String)]) -> Asked {
        let desk = form.iter().find(|(name, _)| name == "desk").map(|(_, value)| value.as_str());
        Asked { from: From::parse(desk.unwrap_or_default()), all: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_desk_is_the_search() {
        let asked = |desk: &str| Asked::sent(&[("desk".to_owned(), desk.to_owned())]);
        assert_eq!(asked("assign").from.href(), "/assign");
        assert_eq!(asked("//evil.example").from.href(), "/complaints");
        assert!(!asked("assign").all);
    }
}
