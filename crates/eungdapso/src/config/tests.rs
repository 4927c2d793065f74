//! What is set, what is refused, and that every setting is declared.

use super::declared::SECTIONS;
use super::setting::Otherwise;
use super::*;

fn config(text: &str, env: &dyn Fn(&str) -> Option<String>) -> Result<Config> {
    Config::of(&Values::read(text, env)?)
}

/// One variable.
fn only(name: &'static str, value: &'static str) -> impl Fn(&str) -> Option<String> {
    move |asked| (asked == name).then(|| value.to_owned())
}

#[test]
fn the_environment_overrules_the_file_and_no_secret_shows() {
    let text = "listen = \"0.0.0.0:9000\"\ndata = \"/srv/office\"\ndatabase_url = \"postgres://u:pass@h/d\"";
    let read = config(text, &only("EUNGDAPSO_LISTEN", "127.0.0.1:1")).unwrap();
    assert_eq!(read.listen.port(), 1);
    assert_eq!(read.keys_file, Path::new("/srv/office/keys"));
    let proxies = only("EUNGDAPSO_TRUSTED_PROXIES", "10.0.0.1, ::1");
    assert_eq!(config("trusted_proxies = [\"127.0.0.1\"]", &proxies).unwrap().trusted_proxies.len(), 2);
    assert_eq!(config("trusted_proxies = [\"127.0.0.1\"]", &|_| None).unwrap().trusted_proxies.len(), 1);
    assert_eq!(read.database(), "postgres://u:pass@h/d");
    assert!(!format!("{read:?}").contains("pass"));
}

#[test]
fn what_is_misspelt_is_refused() {
    let refused = |text: &str, why: &str| {
        let told = config(text, &|_| None).err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(told.contains(why), "{text}: {told}");
    };
    refused("lisen = \"0.0.0.0:9000\"", "lisen");
    refused("[mail]\nhst = \"relay\"", "mail.hst");
    refused("listen = \"somewhere\"", "listen");
    refused("listen = 8080", "listen");
    // A port is no address.
    refused("metrics_listen = \"9464\"", "metrics_listen");
    refused("[mail]\nhost = \"relay\"", "mail.from");
    refused("[mail]\nhost = \"relay\"\nfrom = \"a@b\"\nsecurity = \"ssl\"", "starttls");
    refused("[mail]\nhost = \"relay\"\nfrom = \"a@b\"\nport = 70000", "mail.port");
    refused("[approval]\nurl = \"https://approval.example\"\nkey_id = \"k1\"", "EUNGDAPSO_APPROVAL_SECRET");
    refused("[files]\ns3_endpoint = \"https://o.example\"", "files.s3_bucket");
    refused("practice_address = \"javascript:1\"", "practice_address");
    refused("rows_at_once = 10001", "10000");
    assert_eq!(config("rows_at_once = 150", &|_| None).unwrap().rows_at_once, 150);
    refused("standby_url = \"postgres://s/e\"", "database_url");
    refused("database_url = \"postgres://l/e\"\nstandby_url = \"sqlite://e.db\"", "postgres://");
    refused("standby_behind_seconds = 0", "3600");
    let both =
        "database_url = \"postgres://l/e\"\nstandby_url = \"postgres://s/e\"\nstandby_behind_seconds = 5";
    assert_eq!(config(both, &|_| None).unwrap().standby.unwrap().1.as_secs(), 5);
    refused("drain_seconds = 31", "30");
    assert_eq!(config("drain_seconds = 5", &|_| None).unwrap().drain.as_secs(), 5);
    assert!(config("", &only("EUNGDAPSO_SECURE_COOKIES", "maybe")).is_err());
    assert!(
        config("", &only("EUNGDAPSO_TRUSTED_PROXIES", "10.0.0.1,proxy")).is_err(),
        "a name is no address"
    );
}

/// What is set beside the secret, the secret, and who stops without it.
const SHARED: [(&str, &str); 8] = [
    ("[gateway]\nurl = \"https://g.example\"", "EUNGDAPSO_GATEWAY_TOKEN"),
    ("[gateway]\nurl = \"https://g.example\"", "EUNGDAPSO_GATEWAY_SIGNING_KEY"),
    ("[epeople]\nurl = \"https://e.example\"\nkey_id = \"k\"", "EUNGDAPSO_EPEOPLE_SECRET"),
    ("[approval]\nurl = \"https://a.example\"\nkey_id = \"k\"", "EUNGDAPSO_APPROVAL_SECRET"),
    ("[staff]\nurl = \"https://s.example\"", "EUNGDAPSO_STAFF_TOKEN"),
    ("[oidc]\nissuer = \"https://o.example\"\nclient_id = \"c\"", "EUNGDAPSO_OIDC_CLIENT_SECRET"),
    ("[portal]\naddresses = [\"10.0.0.5\"]", "EUNGDAPSO_PORTAL_SECRET"),
    ("[files]\ns3_endpoint = \"https://f.example\"\ns3_bucket = \"b\"", "EUNGDAPSO_S3_SECRET_KEY"),
];

#[test]
fn a_secret_that_a_neighbour_knows_too_has_thirty_two_letters() {
    let set = |text: &str, name: &str, word: &str| {
        let others = SHARED.map(|(_, other)| other).into_iter().chain(["EUNGDAPSO_S3_ACCESS_KEY"]);
        let others: Vec<&str> = others.filter(|other| *other != name).collect();
        let env = |asked: &str| match asked == name {
            true => Some(word.to_owned()),
            false => others.contains(&asked).then(|| "o".repeat(40)),
        };
        config(text, &env)
    };
    for (text, name) in SHARED {
        let short = "열쇠-31-letters-are-too-few-for-u";
        let told = format!("{:#}", set(text, name, short).unwrap_err());
        assert!(told.contains(name) && told.contains("32") && !told.contains("too-few"), "{name}: {told}");
        assert!(set(text, name, &format!("{short}.")).is_ok(), "{name}");
    }
    // Every secret there is but those that nobody shares with us: passwords and names of log-ins, and our own.
    let own =
        ["EUNGDAPSO_KEYS", "EUNGDAPSO_MAIL_PASSWORD", "EUNGDAPSO_S3_ACCESS_KEY", "EUNGDAPSO_DEMO_PASSWORD"];
    let all = SECTIONS.iter().flat_map(|section| section.settings);
    for setting in all.filter(|setting| setting.kind == Kind::Secret && setting.file.is_none()) {
        let known =
            SHARED.iter().any(|(_, name)| *name == setting.variable) || own.contains(&setting.variable);
        assert!(known, "{} may have any length", setting.variable);
    }
}

#[test]
fn without_anything_the_database_is_embedded() {
    let read = config("", &|_| None).unwrap();
    assert_eq!(read.database(), "sqlite://data/eungdapso.db");
    assert!(read.secure_cookies && read.messages.mail.is_none());
    assert_eq!(read.rows_at_once, casework::export::ROWS_MAX);
}

#[test]
fn a_name_is_declared_once_and_what_needs_another_names_it() {
    let all = || SECTIONS.iter().flat_map(|section| section.settings);
    let names: Vec<&str> =
        all().flat_map(|setting| [Some(setting.variable), setting.file]).flatten().collect();
    let once: std::collections::BTreeSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), once.len());
    for setting in all() {
        if let Otherwise::Needed(other) = setting.otherwise {
            assert!(once.contains(other), "{} needs {other}", setting.variable);
        }
        assert!(setting.about.ends_with('.'), "{} says what it is for", setting.variable);
        let addresses = ["DATABASE_URL", "EUNGDAPSO_STANDBY_URL"];
        let clear = setting.kind == Kind::Secret && setting.file.is_some();
        assert!(!clear || addresses.contains(&setting.variable), "{} lies in the file", setting.variable);
    }
}
