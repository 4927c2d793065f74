//! A family of figures as Prometheus reads it.

/// One family of figures: name, what it means, and its lines with their labels.
#[derive(Clone)]
pub(super) struct Family {
    pub(super) name: &'static str,
    pub(super) help: &'static str,
    pub(super) lines: Vec<(Vec<(&'static str, String)>, f64)>,
}

impl Family {
    pub(super) fn new(name: &'static str, help: &'static str) -> Family {
        Family { name, help, lines: Vec::new() }
    }

    pub(super) fn one(name: &'static str, help: &'static str, value: f64) -> Family {
        Family { lines: vec![(Vec::new(), value)], ..Family::new(name, help) }
    }

    pub(super) fn of(
        name: &'static str,
        help: &'static str,
        label: &'static str,
        lines: impl Iterator<Item = (String, f64)>,
    ) -> Family {
        let lines = lines.map(|(value, figure)| (vec![(label, value)], figure)).collect();
        Family { lines, ..Family::new(name, help) }
    }

    pub(super) fn write(&self, out: &mut String) {
        use std::fmt::Write;
        let Family { name, help, lines } = self;
        // Writing to a `String` never fails.
        let _ = writeln!(out, "# HELP {name} {help}\n# TYPE {name} gauge");
        for (labels, value) in lines {
            let labels: Vec<String> =
                labels.iter().map(|(label, value)| format!("{label}=\"{}\"", escaped(value))).collect();
            let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
            let value = if value.is_infinite() { "+Inf".to_owned() } else { value.to_string() };
            let _ = writeln!(out, "{name}{labels} {value}");
        }
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_written_with_its_meaning_and_its_labels_escaped() {
        let lines =
            [("끝".to_owned(), f64::INFINITY), ("a\"b\\c\nd".to_owned(), 2.0), ("나".to_owned(), 0.5)];
        let mut out = String::new();
        Family::of("x", "What it is.", "job", lines.into_iter()).write(&mut out);
        assert_eq!(
            out,
            "# HELP x What it is.\n# TYPE x gauge\nx{job=\"끝\"} +Inf\nx{job=\"a\\\"b\\\\c\\nd\"} 2\nx{job=\"나\"} 0.5\n"
        );
    }
}
