//! What came back with a form that was not done: nothing that was typed is lost.

use domain::complaint::Act;
use store::Line;

/// Names and values in the order they were sent.
pub(super) type Pairs = Vec<(String, String)>;

/// A message, and the field it is about if it is about one.
#[derive(Clone, Debug)]
pub(super) struct Trouble {
    pub(super) field: Option<String>,
    pub(super) message: String,
}

/// A form as it was sent, and why it was not done.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) act: Act,
    /// Which panel it was typed into; an act may have two.
    pub(super) panel: String,
    pub(super) pairs: Pairs,
    /// The version the typist had read; a newer one has been shown to them.
    pub(super) version: Option<u64>,
    pub(super) troubles: Vec<Trouble>,
    /// What others did meanwhile.
    pub(super) meanwhile: Vec<Line>,
}

impl Typed {
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(n, v)| n == name && v == value)
    }

    pub(super) fn error(&self, name: &str) -> Option<&str> {
        let own = self.troubles.iter().find(|t| t.field.as_deref() == Some(name));
        own.map(|trouble| trouble.message.as_str())
    }
}

impl Typed {
    /// What came back from a form that is no act of the complaint.
    pub(super) fn of_panel(panel: &str, pairs: Pairs, trouble: Trouble) -> Typed {
        Typed {
            act: Act::Draft,
            panel: panel.to_owned(),
            pairs,
            version: None,
            troubles: vec![trouble],
            meanwhile: Vec::new(),
        }
    }
}
