//! Every setting, declared once: what reads the settings, lists them and writes their page asks here.

use super::setting::Kind::{Addresses, Choice, Number, Path, Secret, Socket, Switch, Text, Url, Words};
use super::setting::Otherwise::{Derived, Needed, Off, Value};
use super::setting::Setting;

/// Settings that belong together, under a heading of the page.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) settings: &'static [&'static Setting],
}

macro_rules! declare {
    ($($title:literal { $($name:ident = $setting:expr;)* })*) => {
        $($(pub(crate) static $name: Setting = $setting;)*)*
        pub(crate) static SECTIONS: &[Section] =
            &[$(Section { title: $title, settings: &[$(&$name),*] }),*];
    };
}

declare! {
    "The service" {
        CONFIG = Setting::variable("EUNGDAPSO_CONFIG", Path, Derived("eungdapso.toml here, if there is one"),
            "The settings file. `--config` overrules it.");
        LISTEN = Setting::filed("listen", "EUNGDAPSO_LISTEN", Socket, Value("127.0.0.1:8080"),
            "Where pages and the JSON interface are served, in the clear: a proxy with TLS stands in front.");
        METRICS_LISTEN = Setting::filed("metrics_listen", "EUNGDAPSO_METRICS_LISTEN", Socket, Off,
            "Where Prometheus reads `/metrics`, apart from the service.");
        DATA = Setting::filed("data", "EUNGDAPSO_DATA", Path, Value("data"),
            "Folder of the embedded database, the key file and the attachments, unless those are elsewhere.");
        SECURE_COOKIES = Setting::filed("secure_cookies", "EUNGDAPSO_SECURE_COOKIES", Switch, Value("true"),
            "Whether cookies travel over TLS alone. `false` only where there is no TLS at all.");
        TRUSTED_PROXIES = Setting::filed("trusted_proxies", "EUNGDAPSO_TRUSTED_PROXIES", Addresses, Off,
            "The proxies in front: what they write into `X-Forwarded-For` is believed. Without them the whole city \
             behind a proxy is one address, and tries at passwords are counted together.");
        ADDRESS = Setting::filed("address", "EUNGDAPSO_ADDRESS", Url, Off,
            "Our own address as browsers know it, `https://host`. Passkeys belong to it: without it there are none, and \
             under another host those of before are worth nothing. Letters about an account lead there. The demo has \
             `http://localhost` and its port.");
        PRACTICE_ADDRESS = Setting::filed("practice_address", "EUNGDAPSO_PRACTICE_ADDRESS", Url, Off,
            "Where officers practise: an `eungdapso demo` on a machine or folder of its own. 연습 모드 leads there.");
        ROWS_AT_ONCE = Setting::filed("rows_at_once", "EUNGDAPSO_ROWS_AT_ONCE",
            Number { unit: "rows, 1 to 10000" }, Value("10000"),
            "Rows of a list that leave as Excel while somebody waits; a longer one the worker makes into a file.");
        DRAIN_SECONDS = Setting::filed("drain_seconds", "EUNGDAPSO_DRAIN_SECONDS",
            Number { unit: "seconds, 30 at most" }, Value("0"),
            "Behind a proxy with several servers: so long a server that is told to stop says at `/readyz` that it is \
             not ready, and still answers.");
    }
    "Database" {
        DATABASE_URL = Setting::filed("database_url", "DATABASE_URL", Secret,
            Derived("an embedded SQLite file `eungdapso.db` in `data`"),
            "`postgres://…` (UTF-8, collation C) for a city, `sqlite:///path/file.db` for an office. It may hold a \
             password, so it is treated as one.");
        STANDBY_URL = Setting::filed("standby_url", "EUNGDAPSO_STANDBY_URL", Secret, Off,
            "`postgres://…` of a server that follows the one of `database_url`: 통계 and 만족도 통계 are counted there and say \
             how old they are. Lists, files and changes never go there. While it is away the leader counts.");
        STANDBY_BEHIND = Setting::filed("standby_behind_seconds", "EUNGDAPSO_STANDBY_BEHIND_SECONDS",
            Number { unit: "seconds, 1 to 3600" }, Value("30"),
            "A standby that is behind by more is not asked.");
    }
    "Keys of personal data" {
        KEYS_FILE = Setting::filed("keys_file", "EUNGDAPSO_KEYS_FILE", Path, Derived("`keys` in `data`"),
            "The file of the key ring.");
        KEYS = Setting::variable("EUNGDAPSO_KEYS", Secret, Off,
            "The key ring itself, where it does not lie in a file; it cannot be rotated to then.");
    }
    "Mail" {
        MAIL_HOST = Setting::filed("mail.host", "EUNGDAPSO_MAIL_HOST", Text, Off,
            "The relay. Without one no letter leaves, and it says so on each complaint.");
        MAIL_PORT = Setting::filed("mail.port", "EUNGDAPSO_MAIL_PORT", Number { unit: "port" },
            Derived("465 with `tls`, otherwise 587"), "The relay's port.");
        MAIL_SECURITY = Setting::filed("mail.security", "EUNGDAPSO_MAIL_SECURITY",
            Choice(&["tls", "starttls", "plain", "plain-elsewhere"]), Value("starttls"),
            "How the line to the relay is protected; `plain` only to this machine. `plain-elsewhere`: a relay without TLS \
             in a closed network of one's own, without a password; whoever reads that network reads the letters.");
        MAIL_LOGIN = Setting::filed("mail.login", "EUNGDAPSO_MAIL_LOGIN", Text, Off, "Who we are to the relay.");
        MAIL_PASSWORD = Setting::variable("EUNGDAPSO_MAIL_PASSWORD", Secret, Needed("mail.login"),
            "The password of that log-in.");
        MAIL_FROM = Setting::filed("mail.from", "EUNGDAPSO_MAIL_FROM", Text, Needed("mail.host"),
            "The address letters come from.");
        MAIL_FROM_NAME = Setting::filed("mail.from_name", "EUNGDAPSO_MAIL_FROM_NAME", Text,
            Value("서울시 응답소"), "The name letters come from.");
    }
    "Text messages and 알림톡" {
        GATEWAY_URL = Setting::filed("gateway.url", "EUNGDAPSO_GATEWAY_URL", Url, Off,
            "The gateway, by [its protocol](../protocols/message-gateway.md).");
        GATEWAY_TOKEN = Setting::variable("EUNGDAPSO_GATEWAY_TOKEN", Secret, Needed("gateway.url"),
            "Says to the gateway who we are.");
        GATEWAY_SIGNING_KEY = Setting::variable("EUNGDAPSO_GATEWAY_SIGNING_KEY", Secret, Needed("gateway.url"),
            "Signs what we say to it.");
        ALIMTALK_TEMPLATE = Setting::filed("gateway.alimtalk_template", "EUNGDAPSO_ALIMTALK_TEMPLATE", Text, Off,
            "The template of 알림톡. Without it there are text messages only.");
    }
    "국민신문고" {
        EPEOPLE_URL = Setting::filed("epeople.url", "EUNGDAPSO_EPEOPLE_URL", Url, Off,
            "By [its protocol](../protocols/epeople.md). Without it nothing is pulled and nothing told.");
        EPEOPLE_KEY_ID = Setting::filed("epeople.key_id", "EUNGDAPSO_EPEOPLE_KEY_ID", Text, Needed("epeople.url"),
            "Names the secret that both sides sign with.");
        EPEOPLE_SECRET = Setting::variable("EUNGDAPSO_EPEOPLE_SECRET", Secret, Needed("epeople.url"),
            "Signs what we say.");
    }
    "업무관리시스템(전자결재)" {
        APPROVAL_URL = Setting::filed("approval.url", "EUNGDAPSO_APPROVAL_URL", Url, Off,
            "By [its protocol](../protocols/approval.md). Without it every agency has the built-in line.");
        APPROVAL_KEY_ID = Setting::filed("approval.key_id", "EUNGDAPSO_APPROVAL_KEY_ID", Text,
            Needed("approval.url"), "Names the secret that both sides sign with.");
        APPROVAL_SECRET = Setting::variable("EUNGDAPSO_APPROVAL_SECRET", Secret, Needed("approval.url"),
            "Signs what is said both ways.");
        APPROVAL_TIMEOUT = Setting::filed("approval.timeout", "EUNGDAPSO_APPROVAL_TIMEOUT",
            Number { unit: "seconds, 1 or more" }, Value("20"), "For one request to it, answer included.");
    }
    "인사 연계" {
        STAFF_URL = Setting::filed("staff.url", "EUNGDAPSO_STAFF_URL", Url, Off,
            "By [its protocol](../protocols/staff-feed.md). Without it an administrator hands the file in.");
        STAFF_TOKEN = Setting::variable("EUNGDAPSO_STAFF_TOKEN", Secret, Needed("staff.url"), "Says who we are.");
    }
    "Who is let in" {
        SECOND_FACTOR_FOR = Setting::filed("second_factor_for", "EUNGDAPSO_SECOND_FACTOR_FOR", Words, Off,
            "Roles that must have 2단계 인증 with a password of ours: `administrator`, `inspector` and so on.");
        OIDC_ISSUER = Setting::filed("oidc.issuer", "EUNGDAPSO_OIDC_ISSUER", Url, Off,
            "통합인증, by [its protocol](../protocols/oidc.md). Without it people log in with passwords.");
        OIDC_CLIENT_ID = Setting::filed("oidc.client_id", "EUNGDAPSO_OIDC_CLIENT_ID", Text, Needed("oidc.issuer"),
            "Who we are there.");
        OIDC_CLIENT_SECRET = Setting::variable("EUNGDAPSO_OIDC_CLIENT_SECRET", Secret, Needed("oidc.issuer"),
            "Proves it.");
        OIDC_ADDRESS = Setting::filed("oidc.address", "EUNGDAPSO_OIDC_ADDRESS", Url, Derived("`address`"),
            "Where people are sent back to, if that is not `address`; the demo knows its own.");
        OIDC_CLAIM = Setting::filed("oidc.claim", "EUNGDAPSO_OIDC_CLAIM", Text, Value("preferred_username"),
            "The claim with the 아이디(사번).");
        OIDC_SCOPE = Setting::filed("oidc.scope", "EUNGDAPSO_OIDC_SCOPE", Text, Value("openid profile"),
            "What is asked for.");
        PORTAL_ADDRESSES = Setting::filed("portal.addresses", "EUNGDAPSO_PORTAL_ADDRESSES", Addresses, Off,
            "행정포털 in front of us, by [its protocol](../protocols/portal.md): its addresses as our socket sees them.");
        PORTAL_USER_HEADER = Setting::filed("portal.user_header", "EUNGDAPSO_PORTAL_USER_HEADER", Text,
            Value("x-portal-user"), "Its header with the 아이디(사번).");
        PORTAL_SECRET_HEADER = Setting::filed("portal.secret_header", "EUNGDAPSO_PORTAL_SECRET_HEADER", Text,
            Value("x-portal-secret"), "Its header with the secret.");
        PORTAL_SECRET = Setting::variable("EUNGDAPSO_PORTAL_SECRET", Secret, Needed("portal.addresses"),
            "What it proves itself with: 32 letters or more.");
    }
    "Attachments" {
        FILES = Setting::filed("files.folder", "EUNGDAPSO_FILES", Path, Derived("`files` in `data`"),
            "Where attachments lie, and files in the making even where there is a store.");
        S3_ENDPOINT = Setting::filed("files.s3_endpoint", "EUNGDAPSO_S3_ENDPOINT", Url, Off,
            "An S3-compatible store instead of the folder.");
        S3_BUCKET = Setting::filed("files.s3_bucket", "EUNGDAPSO_S3_BUCKET", Text, Needed("files.s3_endpoint"),
            "The bucket in it.");
        S3_REGION = Setting::filed("files.s3_region", "EUNGDAPSO_S3_REGION", Text, Value("us-east-1"),
            "The store's region.");
        S3_ACCESS_KEY = Setting::variable("EUNGDAPSO_S3_ACCESS_KEY", Secret, Needed("files.s3_endpoint"),
            "Says to the store who we are.");
        S3_SECRET_KEY = Setting::variable("EUNGDAPSO_S3_SECRET_KEY", Secret, Needed("files.s3_endpoint"),
            "Signs what we ask of it.");
        SCANNER = Setting::filed("scanner.address", "EUNGDAPSO_SCANNER", Text, Off,
            "clamd: `HOST:PORT` or `unix:/path`; its StreamMaxLength must be 25 MB or more.");
        SCANNER_ELSEWHERE = Setting::filed("scanner.elsewhere", "EUNGDAPSO_SCANNER_ELSEWHERE", Switch, Value("false"),
            "Whether a scanner on another machine is meant: clamd knows no TLS, so attachments travel there in the clear. \
             Put it on this machine, or behind a tunnel that ends here.");
    }
    "Backups" {
        BACKUP_FOLDER = Setting::filed("backup.folder", "EUNGDAPSO_BACKUP_FOLDER", Path, Off,
            "Where backups lie, so that their age is watched by `doctor` and by `/metrics`; it makes none.");
        BACKUP_RECIPIENTS = Setting::variable("EUNGDAPSO_BACKUP_RECIPIENTS", Text, Off,
            "`backup` only: whom it is sealed to, `age1…`, with commas.");
        BACKUP_PASSPHRASE_FILE = Setting::variable("EUNGDAPSO_BACKUP_PASSPHRASE_FILE", Path, Off,
            "`backup` and `restore`: the file of the passphrase, instead of recipients.");
    }
    "The log" {
        RUST_LOG = Setting::variable("RUST_LOG", Text, Derived("`info,sqlx=warn` for `serve`, otherwise `warn`"),
            "What is logged. The values of petitioners are never in it.");
        LOG_FORMAT = Setting::variable("EUNGDAPSO_LOG_FORMAT", Choice(&["text", "json"]), Value("text"),
            "`json` for a line of JSON each.");
    }
    "The demo" {
        DEMO_PASSWORD = Setting::variable("EUNGDAPSO_DEMO_PASSWORD", Secret, Derived("a new one, told at its start"),
            "`demo` only: the password of its log-ins.");
    }
}
