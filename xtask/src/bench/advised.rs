//! PostgreSQL as `docs/operate/capacity.md` advises it, on the machine at hand.

/// What does not hang on the machine's memory.
const FIXED: [&str; 6] = [
    "work_mem=16MB",
    "maintenance_work_mem=1GB",
    "random_page_cost=1.1",
    "wal_compression=on",
    "max_wal_size=8GB",
    "jit=off",
];

/// A quarter of the memory for its own pages; the planner is told of three quarters.
pub(super) fn settings(memory_gib: f64) -> Vec<String> {
    let share = |part: f64| format!("{:.0}MB", memory_gib * 1024.0 * part);
    let of_memory =
        [format!("shared_buffers={}", share(0.25)), format!("effective_cache_size={}", share(0.75))];
    of_memory.into_iter().chain(FIXED.map(str::to_owned)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_the_guide_says() {
        let guide = include_str!("../../../docs/operate/capacity.md");
        let advised: Vec<String> = guide.lines().map(|line| line.replace(' ', "")).collect();
        for setting in FIXED {
            let told = advised.iter().any(|line| line.split('#').next() == Some(setting));
            assert!(told, "the guide does not advise {setting}");
        }
        assert_eq!(settings(32.0)[..2], ["shared_buffers=8192MB", "effective_cache_size=24576MB"]);
        assert!(guide.contains("shared_buffers = 8GB") && guide.contains("effective_cache_size = 24GB"));
    }
}
