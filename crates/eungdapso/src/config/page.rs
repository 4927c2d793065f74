//! The page of all settings, docs/operate/configuration.md, written from what is declared.

use std::fmt::Write;

use super::declared::SECTIONS;
use super::setting::Kind;

const HEAD: &str = "# Settings

Everything that can be set, written by `eungdapso config reference` from the declarations the program reads by; a test
holds this page against them. `eungdapso config show` tells what holds here, and who said so.

A setting stands in the settings file (TOML: `mail.host` is `host` under `[mail]`) or in the environment, which overrules
the file. A name that is not below is refused, and so is a value of another kind. Secrets belong in the environment, on a
service in `/etc/eungdapso/secrets.env`, and are printed by nothing; one that another system knows too has 32 letters or
more. What nobody sets is as the column *otherwise* says.
";

pub(crate) fn page() -> String {
    let mut page = HEAD.to_owned();
    for section in SECTIONS {
        // Writing to a `String` never fails.
        let _ = write!(page, "\n## {}\n\n", section.title);
        page.push_str("| variable | in the file | what it is | otherwise | what it is for |\n");
        page.push_str("| --- | --- | --- | --- | --- |\n");
        for setting in section.settings {
            let file = setting.file.map_or_else(|| "–".to_owned(), |name| format!("`{name}`"));
            let kind = match setting.kind {
                Kind::Secret => "**secret**".to_owned(),
                kind => kind.to_string(),
            };
            let (variable, otherwise, about) = (setting.variable, setting.otherwise, setting.about);
            let _ = writeln!(page, "| `{variable}` | {file} | {kind} | {otherwise} | {about} |");
        }
    }
    page
}
