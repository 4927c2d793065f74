//! `eungdapso config`: the settings as they hold here, or the page of all that there are.

use std::path::Path;
use std::process::ExitCode;

use anyhow::Result;

use crate::cli::Settings;
use crate::config::declared::SECTIONS;
use crate::config::{Config, Kind, Source, Values, page};

pub(crate) fn run(named: Option<&Path>, asked: Settings) -> Result<ExitCode> {
    match asked {
        Settings::Reference => print!("{}", page()),
        Settings::Show => {
            let values = Config::values(named)?;
            print!("{}", told(&values));
            // Told first: whoever looks for the mistake wants to see all of it.
            Config::of(&values)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A line for each setting that has a value: its name, the value unless it is secret, and who said it.
fn told(values: &Values) -> String {
    let all = SECTIONS.iter().flat_map(|section| section.settings);
    let lines = all.filter_map(|setting| {
        let (value, source) = values.told(setting)?;
        let value = if setting.kind == Kind::Secret { "(비밀: 설정됨)" } else { value };
        let source = match source {
            Source::Environment => setting.variable,
            Source::File => "설정 파일",
            Source::Otherwise => "기본값",
        };
        Some(format!("{} = {value}    [{source}]\n", setting.name()))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_is_told_with_who_said_it_and_no_secret_is() {
        let env = |name: &str| (name == "DATABASE_URL").then(|| "postgres://u:열려라@h/d".to_owned());
        let told = told(&Values::read("listen = \"0.0.0.0:1\"", &env).unwrap());
        assert!(told.contains("listen = 0.0.0.0:1    [설정 파일]\n"), "{told}");
        assert!(told.contains("data = data    [기본값]\n"), "{told}");
        assert!(told.contains("database_url = (비밀: 설정됨)    [DATABASE_URL]\n"), "{told}");
        assert!(!told.contains("열려라"));
    }
}
