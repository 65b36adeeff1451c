use proptest::prelude::*;

use super::*;

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

#[test]
fn schemes_say_which_database() {
    for (text, database) in [
        ("postgres://host/app", Database::Postgres),
        ("postgresql://host/app", Database::Postgres),
        ("mysql://host/app", Database::Mysql),
        ("mariadb://host/app", Database::Mysql),
        ("sqlite://app.db", Database::Sqlite),
        ("file:///tmp/app.db", Database::Sqlite),
        ("file:app.db?mode=ro", Database::Sqlite),
        (":memory:", Database::Sqlite),
        ("  data/app.db\n", Database::Sqlite),
    ] {
        assert_eq!(address(text).database(), database, "{text}");
    }
}

#[test]
fn what_is_no_address_is_refused_without_showing_it() {
    for text in [
        "",
        " \n",
        "mongodb://ann:secret@host/app",
        "postgres//ann:secret@host/app",
        "postgres:ann:secret@host/app",
        "ann:secret@host/app",
        "ann:secret@host/app?next=x://",
    ] {
        let refused = Address::parse(text).unwrap_err();
        assert!(
            !format!("{refused} {refused:?}").contains("secret"),
            "{refused}"
        );
    }
}

#[test]
fn no_form_shows_the_password() {
    for text in [
        "postgres://ann:secret@host/app",
        "postgres://:secret@host/app",
        "postgres://ann@host/app?password=secret",
        "postgres://ann@host/app?PASSWORD=secret&sslmode=require",
        "postgres://ann@host/app?pass%77ord=secret",
        "postgres://ann@host/app?sslpassword=secret",
        "mysql://ann:secret@host:3306/app",
        "mysql://ann@host/app?passwd=secret",
        "mysql://ann@host/app?pwd=secret",
        "postgres://ann:secret@host:port/app",
        "postgres://ann:sec/secret@host/app",
        "postgres://ann:secret@[::1/app",
        "postgres:// ann:secret@host/app",
        "postgres:///ann:secret@host",
        "postgres://?ann:secret@host",
        "postgres://ann:secret@%2Frun%2Fpostgresql/app",
        "postgres://ann:secret@h1:5432,h2:5432/app",
        "sqlite://app.db?key=secret",
        "file:app.db?key=secret",
    ] {
        let address = address(text);
        let shown = format!("{address} {address:?}");
        assert!(!shown.contains("secret"), "{shown}");
        assert_eq!(address.expose(), text);
    }
}

#[test]
fn the_rest_is_shown_as_it_is() {
    for (text, shown) in [
        (
            "postgres://ann:x@host:5433/app",
            "postgres://ann:***@host:5433/app",
        ),
        (
            "postgres://ann@host/app?sslmode=require",
            "postgres://ann@host/app?sslmode=require",
        ),
        (
            "postgres://h/app?a=1&password=x",
            "postgres://h/app?a=1&password=***",
        ),
        ("sqlite://data/app.db", "data/app.db"),
        ("file:app.db?mode=ro", "file:app.db?mode=ro"),
        (":memory:", ":memory:"),
    ] {
        assert_eq!(address(text).to_string(), shown);
    }
}

#[test]
fn the_name_is_what_a_person_types() {
    for (text, name) in [
        ("postgres://ann:x@host/app", "app"),
        ("postgres://host/my%20app?sslmode=require", "my app"),
        ("postgres://host", ""),
        ("mysql://host:3306/shop", "shop"),
        ("sqlite:///var/app.db", "/var/app.db"),
        ("data/app.db", "data/app.db"),
    ] {
        assert_eq!(address(text).database_name(), name, "{text}");
    }
}

#[test]
fn files_sockets_and_loopback_are_local_and_nothing_else_is() {
    for text in [
        "app.db",
        ":memory:",
        "file:///tmp/app.db",
        "postgres:///app",
        "postgres://localhost/app",
        "postgres://LOCALHOST/app",
        "postgres://127.0.0.1:5432/app",
        "postgres://[::1]:5432/app",
        "postgres://ann@%2Frun%2Fpostgresql/app",
        "postgres:///app?host=/run/postgresql",
        "mysql://127.8.8.8/app",
    ] {
        assert!(address(text).is_local(), "{text}");
    }
    for text in [
        "postgres://db.example.com/app",
        "postgres://10.0.0.1/app",
        "postgres://[2001:db8::1]/app",
        "postgres://localhost.example.com/app",
        "postgres:///app?host=db.example.com",
        "postgres://localhost/app?host=db.example.com",
        "postgres:///app?hostaddr=10.0.0.1",
        "mysql://0.0.0.0/app",
        "postgres://h1:5432,h2:5432/app",
        "postgres://[::1/app",
    ] {
        assert!(!address(text).is_local(), "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_stands_there_the_password_is_not_shown(
        before in "[a-z:/@?&=%\\[\\] ]{0,6}",
        after in "[a-z:/@?&=%\\[\\], ]{0,6}",
    ) {
        let text = format!("postgres://{before}ann:SECRET@host{after}");
        let shown = Address::parse(&text).map(|address| format!("{address} {address:?}"));
        prop_assert!(!shown.unwrap_or_default().contains("SECRET"));
    }
}
