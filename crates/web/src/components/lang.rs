//! The two languages citizens' pages speak. Officers' pages are Korean only.

/// The language of a page's furniture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    Ko,
    En,
}

impl Lang {
    /// The value of the `lang` attribute.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.pick("ko", "en")
    }

    /// Whichever of the two this language is: furniture is short enough to stand side by side.
    #[must_use]
    pub fn pick<T>(self, ko: T, en: T) -> T {
        match self {
            Self::Ko => ko,
            Self::En => en,
        }
    }
}
