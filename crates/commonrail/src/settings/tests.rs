//! Tests of settings from variables, and of their limits.

use super::*;

fn from(pairs: &[(&str, &str)]) -> Result<Settings> {
    Settings::from_variables(&Environment::new(&|name| {
        let pair = pairs.iter().find(|(known, _)| *known == name);
        pair.map(|(_, value)| (*value).to_owned())
    }))
}

#[test]
fn a_missing_variable_is_named() {
    let problem = from(&[("DB_HOST", "h"), ("DB_NAME", "n")]).unwrap_err();
    assert_eq!(
        problem.to_string(),
        "set `DATABASE_URL`, or `DB_USER` and its like"
    );
}

#[test]
fn a_password_variable_may_hold_any_character() {
    let word = "p@ss:w/ord?%20 '\\";
    let settings = from(&[
        ("DB_HOST", "h"),
        ("DB_NAME", "n"),
        ("DB_USER", "u"),
        ("DB_PASSWORD", word),
    ])
    .unwrap();
    assert_eq!(settings.config.get_password(), Some(word.as_bytes()));
    assert_eq!(settings.config.get_ports(), [5432]);
    assert!(!format!("{settings:?}").contains(word));
}

#[test]
fn times_that_the_server_would_take_for_none_are_refused() {
    let sound = Settings::from_url("postgres://u@h/n").unwrap();
    for time in [Duration::ZERO, Duration::from_micros(500), Duration::MAX] {
        let mut settings = sound.clone();
        settings.statement_timeout = Some(time);
        let problem = settings.check().unwrap_err().to_string();
        assert_eq!(
            problem,
            "`statement_timeout` must be 1 millisecond to 24 days, or none"
        );
        let mut settings = sound.clone();
        settings.connect_timeout = time;
        assert!(settings.check().is_err());
    }
}

#[test]
fn the_variables_of_the_service_may_ask_for_encryption() {
    let parts = [("DB_HOST", "h"), ("DB_NAME", "n"), ("DB_USER", "u")];
    let with = |more: &[(&str, &str)]| from(&[&parts, more].concat());
    let mode = |more: &[(&str, &str)]| with(more).unwrap().ssl_mode;
    assert_eq!(mode(&[]), SslMode::Prefer);
    assert_eq!(mode(&[("DB_SSLMODE", "verify-full")]), SslMode::VerifyFull);
    assert_eq!(mode(&[("PGSSLMODE", "require")]), SslMode::Require);
    assert_eq!(mode(&[("DB_SSLROOTCERT", "system")]), SslMode::VerifyFull);
    assert!(with(&[("DB_SSLMODE", "yes")]).is_err());
    let url = [
        ("DATABASE_URL", "postgres://h/d"),
        ("DB_SSLMODE", "require"),
    ];
    assert_eq!(from(&url).unwrap().ssl_mode, SslMode::Require);
    let url = [
        ("DATABASE_URL", "postgres://h/d?sslmode=verify-ca"),
        ("DB_SSLMODE", "require"),
    ];
    assert_eq!(from(&url).unwrap().ssl_mode, SslMode::VerifyCa);
}

#[test]
fn the_variables_of_libpq_are_an_address() {
    let settings = from(&[("PGHOST", "h"), ("PGUSER", "u"), ("PGSSLMODE", "require")]).unwrap();
    assert_eq!(settings.config.get_user(), Some("u"));
    assert_eq!(settings.ssl_mode, SslMode::Require);
}

#[test]
fn a_builder_takes_any_character() {
    let word = "p@ss:w/ord?%20 '\\";
    let settings = Settings::builder()
        .host("one")
        .host("two")
        .port(6_000)
        .database(word)
        .user(word)
        .password(word)
        .ssl_mode(SslMode::VerifyFull)
        .parameter("target_session_attrs", "read-write")
        .build()
        .unwrap();
    assert_eq!(settings.config.get_hosts().len(), 2);
    assert_eq!(settings.config.get_dbname(), Some(word));
    assert_eq!(settings.config.get_password(), Some(word.as_bytes()));
    assert_eq!(settings.ssl_mode, SslMode::VerifyFull);
    assert!(!format!("{settings:?}").contains(word));
    let unknown = Settings::builder()
        .host("h")
        .parameter("schema", "s")
        .build();
    assert!(unknown.unwrap_err().to_string().contains("`schema`"));
    assert!(Settings::builder().host("a,b").build().is_err());
}
