//! `eungdapso admin staff`: a staff file applied, or only shown.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use casework::people::feeds::{self, COMMAND_LINE, summary};
use casework::people::{NotChanged, Plan};
use connect::staff::mapping;
use domain::org::OrgChart;
use words::Names;

use crate::config::Config;

/// What was asked is not done; the reason is on the screen.
const REFUSED: u8 = 2;

pub(super) async fn run(config: Config, file: &Path, dry_run: bool, confirm: bool) -> Result<ExitCode> {
    let bytes = std::fs::read(file).with_context(|| format!("{}을 읽을 수 없습니다", file.display()))?;
    let feed = mapping::read(&bytes).map_err(|why| anyhow!(why))?;
    let office = super::super::office(&config).await?;
    let plan = feeds::plan_of(&office, &feed).await?;
    tell(&office.facts().chart, &plan);
    if !plan.is_believed() {
        return Ok(ExitCode::from(REFUSED));
    }
    if dry_run {
        println!("미리 보기만 했습니다. 아무것도 바뀌지 않았습니다.");
        return Ok(ExitCode::SUCCESS);
    }
    if plan.vanishing.is_some() && !confirm {
        println!("사라지는 직원이 맞으면 --confirm을 붙여 다시 실행해 주십시오. 아무것도 바뀌지 않았습니다.");
        return Ok(ExitCode::from(REFUSED));
    }
    let id = feeds::keep(&office, None, COMMAND_LINE, &feed).await?;
    match feeds::apply(&office, (id, None), Some(&plan.digest), confirm).await {
        Ok(applied) => println!("반영했습니다. 인계한 민원 {}건.", applied.handed_over),
        Err(NotChanged::Meanwhile) => {
            println!("그동안 조직이나 민원이 바뀌었습니다. 다시 실행해 주십시오.");
            return Ok(ExitCode::from(REFUSED));
        }
        Err(why) => return Err(anyhow!(why)),
    }
    office.store().close().await;
    Ok(ExitCode::SUCCESS)
}

fn tell(chart: &OrgChart, plan: &Plan) {
    for fault in &plan.faults {
        println!("오류: {}", words::people::feed_fault(fault));
    }
    println!("{}", summary(plan));
    let (back, on) = (plan.follows.back_to_department, plan.follows.relocated);
    println!("{}건의 진행 중 민원이 부서 분배로 돌아갑니다. 기다리는 일 {}건.", back.files, back.items);
    println!("{}건의 진행 중 민원을 이어받을 부서로 넘깁니다. 기다리는 일 {}건.", on.files, on.items);
    println!("권한 {}건이 끝납니다.", plan.follows.grants_ended);
    for department in &plan.follows.without_manager {
        println!("부서 관리자가 없게 됩니다: {}", Names::department(chart, *department));
    }
    for blocked in &plan.blocked {
        let numbers: Vec<String> = blocked.numbers.iter().map(ToString::to_string).collect();
        let department = Names::department(chart, blocked.department);
        println!(
            "폐지하지 않습니다: {department} (열린 민원 {}건: {})",
            blocked.open.files,
            numbers.join(", ")
        );
    }
    if let Some(gone) = plan.vanishing {
        println!("주의: 직원 {}명 가운데 {}명이 사라집니다.", gone.of, gone.leaving);
    }
}
