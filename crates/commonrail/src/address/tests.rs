//! Tests that addresses are read as libpq reads them.

use std::fs;
use std::time::Duration;

use tokio_postgres::config::Host;

use super::*;

fn with(text: &str, variables: &[(&str, &str)]) -> Result<Address> {
    let read = |name: &str| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    parse(text, &Environment::new(&read))
}

fn parsed(text: &str) -> Address {
    with(text, &[]).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn problem(text: &str) -> String {
    match with(text, &[]) {
        Ok(_) => panic!("`{text}` was taken"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn no_spelling_weakens_the_mode() {
    for text in [
        r"host=h user=u password='it\'s' sslmode=require",
        r"host=h user=u password=it\'s sslmode=require",
        r"host=h user=u password=a\ b sslmode=require",
        r"host=h password='a\\' sslmode='require'",
        "host=h user=u sslmode = require",
        "host=h\tuser=u\nsslmode=\trequire\n",
        r"host=h sslmode=req\uire",
        "host=h requiressl=1",
        "postgres://u:p@h/d?ssl%6dode=require",
        "postgres://u:p@h/d?sslmode=%72equire",
        "postgres://u:p@h?sslmode=require",
        "postgresql://u:p%3Fsslmode=disable@h/d?sslmode=require&",
        "postgres://u:a?sslmode=b@h/d?sslmode=require",
        "postgres:///d?host=h&sslmode=require",
        "postgres://h/d?ssl=true",
        "\u{feff} postgres://h/d?sslmode=require \r\n",
    ] {
        assert_eq!(parsed(text).ssl_mode, Some(SslMode::Require), "{text}");
    }
}

#[test]
fn a_mode_that_is_none_is_refused() {
    for text in [
        "host=h sslmode=REQUIRE",
        "host=h sslmode=''",
        "host=h sslmode=",
        "postgres://h/d?sslmode=",
        "postgres://h/d?sslmode=require=",
        "postgres://h/d?sslmode=%20require",
        "postgres://h/d?sslmode=%ff",
        "host=h SSLMODE=require",
        "postgres://h/d?SslMode=require",
    ] {
        let problem = problem(text).to_ascii_lowercase();
        assert!(problem.contains("`sslmode`"), "{text}: {problem}");
    }
}

#[test]
fn what_would_protect_the_connection_is_never_passed_over() {
    for text in [
        "sslcrl=/a",
        "require_auth=scram-sha-256",
        "requirepeer=postgres",
        "gssencmode=require",
        "sslsni=0",
        "ssl_max_protocol_version=TLSv1",
    ] {
        let name = text.split('=').next().unwrap_or_default();
        let problem = problem(&format!("host=h {text}"));
        assert!(problem.contains(&format!("`{name}`")), "{text}: {problem}");
    }
    let details = parsed("host=h ssl_min_protocol_version=TLSv1.3").details;
    assert_eq!(details.tls_versions.0, TlsVersion::V13);
}

#[test]
fn a_parameter_that_nobody_knows_is_named() {
    for name in ["schema", "pgbouncer", "connection_limit", "currentSchema"] {
        for text in [
            format!("postgres://u:p@h/d?{name}=1"),
            format!("host=h {name}=1"),
        ] {
            let problem = problem(&text);
            assert!(problem.contains(&format!("`{name}`")), "{problem}");
        }
    }
}

#[test]
fn what_libpq_takes_is_taken() {
    for rest in [
        "gssencmode=disable",
        "target_session_attrs=primary",
        "target_session_attrs=prefer-standby",
        "keepalives_count=3",
        "client_encoding=UTF8",
        "client_encoding=auto",
        "fallback_application_name=x",
        "passfile=/x",
        "sslcompression=0",
        "krbsrvname=postgres",
        "load_balance_hosts=random",
        "channel_binding=require",
        "options=-c%20geqo%3Doff",
        "sslcert=/a&sslkey=/b",
    ] {
        parsed(&format!("postgres://u:p@h/d?{rest}"));
    }
    let address = parsed("postgres://h/d?target_session_attrs=standby&keepalives_count=3");
    assert_eq!(address.details.role, Role::Standby);
    assert_eq!(address.config.get_keepalives_retries(), Some(3));
    let address = parsed("host=h tcp_user_timeout=1500 connect_timeout=0");
    let limit = Duration::from_millis(1_500);
    assert_eq!(address.config.get_tcp_user_timeout(), Some(&limit));
    assert_eq!(address.config.get_connect_timeout(), None);
}

#[test]
fn the_system_as_root_means_verify_full() {
    let address = parsed("host=h sslrootcert=system");
    assert_eq!(address.ssl_mode, Some(SslMode::VerifyFull));
    assert_eq!(address.root_certificate, None);
    assert!(problem("host=h sslrootcert=system sslmode=require").contains("verify-full"));
    assert!(problem("host=h sslnegotiation=direct").contains("sslmode"));
}

#[test]
fn hosts_and_ports_are_paired() {
    let address = parsed("postgres://u@h1:1,[::1]:2,h3/d");
    let names: Vec<_> = ["h1", "::1", "h3"]
        .map(|name| Host::Tcp(name.into()))
        .into();
    assert_eq!(address.config.get_hosts(), names);
    assert_eq!(address.config.get_ports(), [1, 2, 5432]);
    assert!(problem("host=a,b port=1,2,3").contains("port"));
    assert!(problem("host=a port=0").contains("port"));
    assert!(problem("host=a,b hostaddr=127.0.0.1").contains("hostaddr"));
    assert!(problem("host=a,").contains("host"));
    #[cfg(unix)]
    assert_eq!(
        parsed("postgres://%2Fa%20b/d").config.get_hosts(),
        [Host::Unix("/a b".into())]
    );
}

#[test]
fn white_space_around_the_address_is_no_part_of_it() {
    assert_eq!(parsed("postgres://u@h/d\n").config.get_dbname(), Some("d"));
    assert_eq!(parsed(" host=h dbname=d \n").config.get_dbname(), Some("d"));
}

#[test]
fn words_are_read_like_a_url() {
    let address = parsed(r"host=h user='a b' password='sslmode=x' dbname=it\'s");
    assert_eq!(address.config.get_user(), Some("a b"));
    assert_eq!(address.config.get_password(), Some(&b"sslmode=x"[..]));
    assert_eq!(address.config.get_dbname(), Some("it's"));
    let address = parsed("postgres://u:a%40%25%ff@h/d?sslmode=verify-full&sslrootcert=%2Fa%20b");
    assert_eq!(address.config.get_password(), Some(&b"a@%\xff"[..]));
    assert_eq!(address.root_certificate, Some(PathBuf::from("/a b")));
}

#[test]
fn an_address_that_cannot_be_read_is_not_repeated() {
    for text in [
        "postgres://u:hush@h:port/d",
        "postgres://u:hush@h/d?hush",
        "hush",
        "postgres://u:hush@h/d?sslmode=hush",
        "postgres://u:p@hush@h/d",
        "postgres://u:p/hush@h/d",
        "postgres://u:1/hush@h/d",
        "postgres://u:p?hush=1@h/d",
        "postgres://u:1/x?hush=1@h/d",
        "postgres://u:p#hush@h:x/d",
        "postgres://u:p%hush@h/d",
        "postgres://u:p:hush@h:x/d",
        "postgres://h/d?password=a&hush=b",
        "postgres://u:hu[sh,hush@h:x/d",
        "host=h password=a hush=b",
        "host=h password='hush",
        r"host=h password=hush\ hush hush",
        "postgres+other://u:hush@h/d",
        "mysql://u:hush@h/d?a=b",
    ] {
        let Err(error) = with(text, &[]) else {
            continue;
        };
        assert!(
            !format!("{error:?} {error}").contains("hush"),
            "{text}: {error}"
        );
    }
}

#[test]
fn a_password_that_is_not_encoded_never_becomes_a_host() {
    for text in [
        "postgres://u:p@ss@h/d",
        "postgres://u:1/p@h/d",
        "postgres://u:@p@h/d",
    ] {
        assert!(problem(text).contains("percent-encoded"), "{text}");
    }
}

#[test]
fn variables_say_what_the_address_does_not() {
    let variables = [
        ("PGSSLMODE", "verify-full"),
        ("PGUSER", "u"),
        ("PGPORT", "6000"),
        ("PGPASSWORD", "p w"),
        ("PGDATABASE", "other"),
        ("PGAPPNAME", "bot"),
        ("PGCONNECT_TIMEOUT", "3"),
        ("PGTARGETSESSIONATTRS", "read-write"),
    ];
    let address = with("postgres://h/d", &variables).unwrap();
    assert_eq!(address.ssl_mode, Some(SslMode::VerifyFull));
    assert_eq!(address.config.get_user(), Some("u"));
    assert_eq!(address.config.get_ports(), [6000]);
    assert_eq!(address.config.get_password(), Some(&b"p w"[..]));
    assert_eq!(address.config.get_dbname(), Some("d"));
    assert_eq!(address.config.get_application_name(), Some("bot"));
    assert_eq!(address.details.role, Role::ReadWrite);
    let address = with("host=h sslmode=require", &variables).unwrap();
    assert_eq!(address.ssl_mode, Some(SslMode::Require));
    assert!(with("host=h", &[("PGSSLMODE", "full")]).is_err());
    assert_eq!(
        with("", &[("PGHOST", "h")])
            .unwrap()
            .config
            .get_hosts()
            .len(),
        1
    );
}

#[test]
fn a_service_says_what_the_address_does_not_and_comes_before_variables() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("services");
    let text = "# ours\n[other]\nhost=wrong\n\n[bot]\nhost=h\n sslmode=verify-ca\nuser=u\n";
    fs::write(&file, text).unwrap();
    let file = file.to_str().unwrap();
    let variables = [("PGSERVICEFILE", file), ("PGSSLMODE", "disable")];
    let address = with("service=bot user=me", &variables).unwrap();
    assert_eq!(address.ssl_mode, Some(SslMode::VerifyCa));
    assert_eq!(address.config.get_user(), Some("me"));
    assert_eq!(address.config.get_hosts(), [Host::Tcp("h".into())]);
    let named = [("PGSERVICEFILE", file), ("PGSERVICE", "bot")];
    assert_eq!(with("", &named).unwrap().ssl_mode, Some(SslMode::VerifyCa));
    let missing = with("service=none", &variables).map(|_| ()).unwrap_err();
    assert!(missing.to_string().contains("service"), "{missing}");
}

#[test]
fn the_users_own_authorities_count() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join(".postgresql/root.crt");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "").unwrap();
    let variables = [("HOME", home.path().to_str().unwrap())];
    let root = |text| with(text, &variables).unwrap().root_certificate;
    assert_eq!(root("host=h sslmode=require"), Some(file));
    assert_eq!(root("host=h"), None);
    assert_eq!(root("host=h sslrootcert=system"), None);
}
