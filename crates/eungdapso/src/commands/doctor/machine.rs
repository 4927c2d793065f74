//! The machine: clock and time zone, room on the disks, the age of the backups.

use domain::desk::seoul_date;
use jiff::civil::date;
use jiff::tz::TimeZone;
use web::Disk;

use super::Finding;
use crate::beneath::{Ground, age, newest};
use crate::clock;
use crate::config::Config;

/// Less room than this is no room: a backup or a long list alone may take it. Bytes.
const FREE_LEAST: u64 = 1_000_000_000;
/// Hours a backup may be old: a day, and two for a night that was busy.
const BACKUP_HOURS: f64 = 26.0;

pub(super) fn look(config: &Config) -> Vec<Finding> {
    let mut findings = vec![("시계", look_at_clock())];
    findings.push(("디스크", look_at_disks(&Ground::of(config).look().disks)));
    findings.push(("백업", look_at_backups(config)));
    findings
}

/// A clock that is years off makes every due date wrong. The machine's time zone moves nothing but its own logs.
fn look_at_clock() -> Result<String, String> {
    let today = seoul_date(clock::now());
    if !(date(2026, 1, 1)..date(2060, 1, 1)).contains(&today) {
        return Err(format!("오늘이 {today}로 되어 있습니다. 시각 동기화(NTP)를 확인하십시오."));
    }
    let system = TimeZone::system();
    let zone = system.iana_name().unwrap_or("알 수 없음");
    Ok(format!("서울 {today} (기계의 시간대 {zone}; 기한은 언제나 서울 시각으로 셉니다)"))
}

fn look_at_disks(disks: &[Disk]) -> Result<String, String> {
    let told = |disk: &Disk| format!("{} {:.1} GB", disk.holds, gigabytes(disk.free));
    // A fiftieth of a large disk is gone in a night of backups.
    let full = |disk: &&Disk| disk.free < FREE_LEAST || disk.free < disk.size / 50;
    let short: Vec<String> = disks.iter().filter(full).map(told).collect();
    if !short.is_empty() {
        return Err(format!(
            "빈 공간이 모자랍니다({}). 오래된 백업을 다른 곳으로 옮기고 디스크를 늘리십시오. 꽉 차면 아무것도 저장되지 \
             않습니다.",
            short.join(", ")
        ));
    }
    Ok(format!("빈 공간 {}", disks.iter().map(told).collect::<Vec<_>>().join(", ")))
}

#[expect(clippy::cast_precision_loss, reason = "told with one digit behind the point")]
fn gigabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e9
}

fn look_at_backups(config: &Config) -> Result<String, String> {
    let Some(folder) = &config.backups else {
        return Ok(
            "보고 있지 않습니다. backup.folder에 백업이 놓이는 폴더를 적으면 나이를 봅니다.".to_owned()
        );
    };
    let place = folder.display();
    match newest(folder).map(|made| age(made) / 3_600.0) {
        None => Err(format!("{place}에 백업이 없습니다. `eungdapso backup --into {place}`를 실행하십시오.")),
        Some(hours) if hours > BACKUP_HOURS => Err(format!(
            "가장 새 백업이 {hours:.0}시간 전 것입니다. `systemctl status eungdapso-backup`에서 까닭을 보십시오."
        )),
        Some(hours) => Ok(format!("가장 새 백업 {hours:.0}시간 전")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_disk_that_is_nearly_full_is_told_by_what_lies_on_it() {
        let disk = |holds, free, size| Disk { holds, free, size };
        let roomy = disk("data", 50_000_000_000, 100_000_000_000);
        assert!(look_at_disks(std::slice::from_ref(&roomy)).is_ok());
        for full in [disk("files", 900_000_000, 2_000_000_000), disk("files", 1_900_000_000, 100_000_000_000)]
        {
            let told = look_at_disks(&[roomy.clone(), full]).unwrap_err();
            assert!(told.contains("files") && !told.contains("data"), "{told}");
        }
    }
}
