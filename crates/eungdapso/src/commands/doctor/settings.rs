//! Settings that are read well one by one and cannot be meant together.

use crate::config::Config;

pub(super) fn look(config: &Config) -> Result<String, String> {
    let wrong = contradictions(config);
    if !wrong.is_empty() {
        return Err(wrong.join(" "));
    }
    let proxies = match config.trusted_proxies.as_slice() {
        [] => "앞에 프록시가 있으면 trusted_proxies에 그 주소를 적으십시오".to_owned(),
        some => format!("믿는 프록시 {}곳", some.len()),
    };
    Ok(format!("주소 {}, {proxies}", config.listen))
}

fn contradictions(config: &Config) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut when = |is: bool, told: &str| wrong.extend(is.then(|| told.to_owned()));
    when(
        !config.secure_cookies && !config.listen.ip().is_loopback(),
        "secure_cookies가 꺼져 있는데 다른 기계에서 들어올 수 있는 주소를 엽니다. TLS 프록시를 앞에 두고 secure_cookies를 \
         켜십시오.",
    );
    when(
        config.metrics_listen == Some(config.listen),
        "metrics_listen이 서비스 주소와 같습니다. 밖에서 닿지 않는 다른 포트로 바꾸십시오.",
    );
    when(
        config.keys_from_environment() && config.keys_file.exists(),
        "EUNGDAPSO_KEYS와 열쇠 파일이 둘 다 있습니다. 쓰지 않을 쪽을 지우십시오. 지금은 EUNGDAPSO_KEYS만 씁니다.",
    );
    when(
        config.backups.as_ref().is_some_and(|folder| folder.starts_with(&config.data)),
        "backup.folder가 자료 폴더 안에 있습니다. 함께 잃지 않도록 다른 디스크의 폴더로 바꾸십시오.",
    );
    when(
        config.database_url.as_ref().is_some_and(|url| store::goes_in_the_clear(url.expose())),
        "데이터베이스로 가는 길이 암호화되지 않습니다(sslmode=disable). 주소에서 sslmode를 빼거나 verify-full로 바꾸십시오.",
    );
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Values;

    #[test]
    fn what_cannot_be_meant_together_is_told_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        std::fs::write(&keys, "").unwrap();
        let told = |text: &str, keys: bool| {
            let env = |name: &str| (keys && name == "EUNGDAPSO_KEYS").then(|| "k".to_owned());
            let text = format!("data = {:?}\n{text}", folder.path());
            contradictions(&Config::of(&Values::read(&text, &env).unwrap()).unwrap())
        };
        assert!(told("", false).is_empty());
        assert!(told("secure_cookies = false", false).is_empty(), "on this machine alone it may be meant");
        for (text, word) in [
            ("secure_cookies = false\nlisten = \"0.0.0.0:80\"", "secure_cookies"),
            ("metrics_listen = \"127.0.0.1:8080\"", "metrics_listen"),
            (&format!("[backup]\nfolder = {:?}", folder.path().join("backups")), "backup.folder"),
            ("database_url = \"postgres://u@10.0.0.5/e?sslmode=disable\"", "sslmode"),
            ("database_url = \"postgres://u@localhost.evil.example/e?sslmode=disable\"", "sslmode"),
        ] {
            let told = told(text, false);
            assert!(told.len() == 1 && told[0].contains(word), "{text}: {told:?}");
        }
        assert!(told("database_url = \"postgres://u@127.0.0.1/e?sslmode=disable\"", false).is_empty());
        assert!(told("", true)[0].contains("EUNGDAPSO_KEYS"));
    }
}
