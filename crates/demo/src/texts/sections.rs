//! Plain text files of `[section]` heads and one entry a line, read once.

use std::{collections::BTreeMap, sync::LazyLock};

use rand::{Rng, RngExt};

/// Entries by section.
pub(super) struct Sections(BTreeMap<&'static str, Vec<&'static str>>);

pub(super) static FRAME: LazyLock<Sections> = LazyLock::new(|| Sections::read(include_str!("frame.txt")));
pub(super) static SLOTS: LazyLock<Sections> = LazyLock::new(|| Sections::read(include_str!("slots.txt")));
pub(super) static OFFICE: LazyLock<Sections> = LazyLock::new(|| Sections::read(include_str!("office.txt")));

/// Right and wrong spellings, in that order.
pub(super) static TYPOS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    include_str!("typos.txt")
        .lines()
        .filter(|l| !l.starts_with('#'))
        .filter_map(|l| l.split_once('|'))
        .collect()
});

impl Sections {
    fn read(text: &'static str) -> Self {
        let mut sections = BTreeMap::<_, Vec<_>>::new();
        let mut head = "";
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
                && !name.chars().any(char::is_whitespace)
            {
                head = name;
                sections.entry(head).or_default();
            } else {
                sections.entry(head).or_default().push(line);
            }
        }
        Self(sections)
    }

    pub(super) fn of(&self, name: &str) -> &[&'static str] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// One entry of the section by chance, `None` when it has none.
    pub(super) fn one(&self, rng: &mut dyn Rng, name: &str) -> Option<&'static str> {
        pick(rng, self.of(name)).copied()
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &'static str> {
        self.0.values().flatten().copied()
    }
}

/// One of `items` by chance, `None` when there are none.
pub(super) fn pick<'a, T>(rng: &mut dyn Rng, items: &'a [T]) -> Option<&'a T> {
    if items.is_empty() { None } else { items.get(rng.random_range(0..items.len())) }
}

/// True `percent` times of a hundred.
pub(super) fn chance(rng: &mut dyn Rng, percent: u32) -> bool {
    rng.random_range(0..100) < percent
}

/// One of `items` by its weight; `None` when the weights come to nothing.
pub(super) fn weighted<T: Copy>(rng: &mut dyn Rng, items: &[(T, u32)]) -> Option<T> {
    let total: u32 = items.iter().map(|(_, weight)| weight).sum();
    let mut left = if total == 0 { return None } else { rng.random_range(0..total) };
    items.iter().find_map(|(item, weight)| {
        if left < *weight {
            Some(*item)
        } else {
            left -= weight;
            None
        }
    })
}
