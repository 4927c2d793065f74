//! What was measured as a table for people.

use std::fmt::Write as _;

use super::{
    bursty::Bursty,
    report::{City, Measured, Row},
    soak::{Memory, Soak},
};

impl Measured {
    pub(super) fn table(&self) -> String {
        let mut table = format!(
            "{}\n{} complaints, seed {}, {}\n\n",
            self.machine, self.settings.complaints, self.settings.seed, self.program
        );
        for city in &self.cities {
            table += &city_line(city);
        }
        table += "\n";
        table += &row_line([
            "database", "point", "conn", "per s", "p50 ms", "p95 ms", "p99 ms", "cpu ms", "of floor",
            "answers", "wrong", "429",
        ]);
        for row in &self.rows {
            table += &row_line(cells(row).each_ref().map(String::as_str));
        }
        table += &self.bursts.iter().map(burst_lines).collect::<String>();
        table += &self.soaks.iter().map(soak_lines).collect::<String>();
        table
    }
}

fn burst_lines(of: &Bursty) -> String {
    let mut lines = format!(
        "\n{}, bursty: {} requests a second, then {} times as many for {} s, then as before; {} connections\n",
        of.database, of.mean_per_second, of.times, of.seconds, of.connections
    );
    for phase in &of.phases {
        lines += &format!(
            "{:<7} {:>7} asked, {:>7.1} answered a second, p50 {:.1}, p95 {:.1}, p99 {:.1}, max {:.1} ms, {} wrong, {} 429, {} stuck\n",
            phase.name,
            phase.asked,
            phase.answered_per_second,
            phase.p50_ms,
            phase.p95_ms,
            phase.p99_ms,
            phase.max_ms,
            phase.wrong,
            phase.limited,
            phase.stuck
        );
    }
    let recovered =
        of.recovered_s.map_or("not recovered".to_owned(), |after| format!("recovered after {after} s"));
    lines + &format!("{recovered}, {} lost. {}\n", of.lost, of.first_refusal())
}

fn soak_lines(of: &Soak) -> String {
    let memory = |whose: &str, memory: &Memory| {
        format!(
            "{whose} {:.0} MiB at the start, {:.0} at the end, {:.0} at most\n",
            memory.start_mib, memory.end_mib, memory.peak_mib
        )
    };
    let head = format!("\n{}, soak of {} min at {} connections\n", of.database, of.minutes, of.connections);
    let server = of.server.as_ref().map(|of| memory("database server", of)).unwrap_or_default();
    head + &memory("program", &of.program) + &server
}

fn city_line(city: &City) -> String {
    let starts: Vec<String> = city.starts_ms.iter().map(|ms| format!("{ms:.0}")).collect();
    let mut line = format!(
        "{:<11} built in {:.1} s, starts in {} ms, {:.0} MiB idle, {:.0} MiB loaded",
        city.database,
        city.built_s,
        starts.join(", "),
        city.idle_mib,
        city.loaded_mib
    );
    if let Some(mib) = city.server_mib {
        line += &format!(", database server {mib:.0} MiB");
    }
    line += "\n";
    if let Some(heard) = &city.overheard {
        line += &format!(
            "            {} statements of 150 ms or more, {} autovacuums, {} checkpoints under the loads\n",
            heard.slow, heard.autovacuums, heard.checkpoints
        );
        let told = |(statement, ms): (&String, &f64)| format!("            {ms:.0} ms: {statement}\n");
        line += &heard.slowest_ms.iter().map(told).collect::<String>();
    }
    line
}

const COLUMNS: usize = 12;
/// In characters; the first two are words, to the left.
const WIDTHS: [usize; COLUMNS] = [11, 16, 5, 9, 9, 9, 9, 9, 9, 8, 6, 5];

fn cells(row: &Row) -> [String; COLUMNS] {
    let of = &row.figures;
    let two = |figure: f64| format!("{figure:.2}");
    [
        row.database.to_owned(),
        row.point.to_owned(),
        row.connections.to_string(),
        format!("{:.1}", of.per_second),
        two(of.p50_ms),
        two(of.p95_ms),
        two(of.p99_ms),
        two(row.processor_ms),
        row.of_floor_percent.map(|percent| format!("{percent:.1} %")).unwrap_or_default(),
        of.answered.to_string(),
        (of.refused + of.lost).to_string(),
        of.limited.to_string(),
    ]
}

fn row_line(cells: [&str; COLUMNS]) -> String {
    let mut line = String::new();
    for (column, (cell, width)) in cells.into_iter().zip(WIDTHS).enumerate() {
        // Writing to a string cannot fail.
        let _ = if column < 2 { write!(line, "{cell:<width$} ") } else { write!(line, "{cell:>width$} ") };
    }
    line.trim_end().to_owned() + "\n"
}

#[cfg(test)]
mod tests {
    use super::super::report::tests::measured;

    #[test]
    fn a_row_has_its_figures_under_their_headings() {
        let table = measured().table();
        assert!(table.contains("starts in 90, 120, 80 ms"), "{table}");
        let lines: Vec<&str> = table.lines().collect();
        let [.., head, row] = lines.as_slice() else { panic!("{table}") };
        assert_eq!(head.find("p95 ms").map(|at| at + 6), row.find("12.50").map(|at| at + 5));
        assert_eq!(head.len(), row.len());
    }
}
