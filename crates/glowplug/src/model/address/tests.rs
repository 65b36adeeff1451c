//! Tests of addresses.

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

    /// Checks each part that is displayed somewhere, for every reserved character of URLs.
    #[test]
    fn no_part_of_an_address_holds_a_piece_of_the_password(
        before in "[-a-z0-9:/?#@!$&'()*+,;=%\\[\\] ]{0,3}",
        after in "[-a-z0-9:/?#@!$&'()*+,;=%\\[\\] ]{0,3}",
        scheme in "postgres|mysql",
        rest in "h/db|h:5432/db|h|h/db\\?sslmode=disable|%2Frun/db",
    ) {
        let text = format!("{scheme}://ann:{before}SECRET{after}@{rest}");
        let Ok(address) = Address::parse(&text) else { return Ok(()) };
        let other = address.with_database("other");
        let parts = [
            address.to_string(),
            format!("{address:?}"),
            address.database_name(),
            address.user().unwrap_or_default(),
            other.to_string(),
            other.database_name(),
            mask(&text),
            mask(&format!("unexpected '{text}' found")),
        ];
        for part in parts {
            prop_assert!(!part.to_uppercase().contains("SECRET"), "{} {}", text, part);
        }
    }
}

#[test]
fn a_password_with_reserved_characters_is_read_as_the_drivers_read_it() {
    for reserved in [
        ":", "/", "?", "#", "[", "]", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", "%",
        " ",
    ] {
        for scheme in ["postgres", "mysql"] {
            let address = address(&format!("{scheme}://ann:p{reserved}w@db.example:1234/shop"));
            assert_eq!(
                address.to_string(),
                format!("{scheme}://ann:***@db.example:1234/shop")
            );
            assert_eq!(address.database_name(), "shop");
            assert!(!address.is_local());
        }
    }
    let refused = Address::parse("postgres://ann:p@ss@host/app").unwrap_err();
    assert!(refused.to_string().contains("%40"), "{refused}");
    assert_eq!(
        address("mysql://ann:p@ss@host/app").to_string(),
        "mysql://ann:***@host/app"
    );
}

#[test]
fn passwords_in_a_text_are_masked() {
    for (text, masked) in [
        ("no url: at all@", "no url: at all@"),
        (
            "unexpected 'postgres://me:hunter2@host/db' found",
            "unexpected 'postgres://me:***@host/db' found",
        ),
        (
            "'postgres://host/db?password=hunter2&a=b'",
            "'postgres://host/db?password=***&a=b'",
        ),
        (
            "a mysql://u:p@ss/w:d@h/d b postgres://h:5432/x",
            "a mysql://u:***@h/d b postgres://h:5432/x",
        ),
        ("postgres://u:two words@h/d", "postgres://u:***@h/d"),
        ("postgres://u://p@h/d", "postgres://u:***@h/d"),
        ("mysql://u:a://b@h/d", "mysql://u:***@h/d"),
        (
            "'postgres://h:5432/d' (mysql://u:p@h/d)",
            "'postgres://h:5432/d' (mysql://u:***@h/d)",
        ),
        (
            "host=h password='two words' user=u",
            "host=h password=*** user=u",
        ),
        (
            "PGPASSWORD=x DB_PASSWORD = \"a b\"",
            "PGPASSWORD=*** DB_PASSWORD = ***",
        ),
    ] {
        assert_eq!(mask(text), masked);
    }
}

#[cfg(feature = "postgres")]
mod completed {
    use std::fs;

    use commonrail::address::Environment;

    use super::*;

    fn with(text: &str, variables: &[(&str, &str)]) -> Result<Address, InvalidAddress> {
        let read = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        address(text).completed_with(&Environment::new(&read))
    }

    const VARIABLES: [(&str, &str); 4] = [
        ("PGHOST", "db.example.com"),
        ("PGUSER", "ann b"),
        ("PGPASSWORD", "se cret"),
        ("PGPORT", "6000"),
    ];

    #[test]
    fn what_variables_add_is_seen_by_who_asks_where_it_is() {
        for text in [
            "postgres://",
            "postgresql:///",
            "postgres://?sslmode=require",
        ] {
            assert!(address(text).is_local());
            let complete = with(text, &VARIABLES).unwrap();
            assert!(!complete.is_local(), "{text}");
            assert_eq!(complete.user().as_deref(), Some("ann b"), "{text}");
            assert_eq!(complete.database_name(), "ann b", "{text}");
            let shown = format!("{complete} {complete:?}");
            assert!(shown.contains("db.example.com"), "{shown}");
            assert!(!shown.contains("cret"), "{shown}");
            let other = complete.with_database("other");
            assert_eq!(other.database_name(), "other", "{text}");
            assert!(!other.is_local(), "{text}");
        }
        let name = [("PGHOSTADDR", "192.0.2.1")];
        assert!(!with("postgres://localhost/shop", &name).unwrap().is_local());
    }

    #[test]
    fn another_database_is_on_the_same_hosts() {
        for (text, other) in [
            (
                "postgres://a:5433,b:5434/shop",
                "postgres://a:5433,b:5434/other",
            ),
            (
                "postgres://ann:x/y@a:1,[::1]:2/shop?dbname=z&sslmode=disable",
                "postgres://ann:x%2Fy@a:1,[::1]:2/other?sslmode=disable",
            ),
            ("postgres://a:1,b:2", "postgres://a:1,b:2/other"),
        ] {
            let found = address(text).with_database("other");
            assert_eq!(found.expose(), other, "{text}");
            assert_eq!(found.database_name(), "other", "{text}");
        }
        assert_eq!(address("postgres://a:1,b:2/shop").database_name(), "shop");
    }

    #[test]
    fn what_is_written_goes_before() {
        let text = "postgres://ann@localhost:5433/shop?password=x&sslmode=disable";
        let others = [VARIABLES[0], VARIABLES[1], VARIABLES[2], VARIABLES[3]];
        assert_eq!(with(text, &others).unwrap().expose(), text);
        for text in ["mysql://h/d", "shop.db"] {
            assert_eq!(with(text, &VARIABLES).unwrap().expose(), text);
        }
        let text = "postgres://a:p@ss@localhost";
        assert!(Address::parse(text).is_err());
        let complete = with("postgres://a:p/w@localhost?user=b", &[]).unwrap();
        assert_eq!(complete.user().as_deref(), Some("b"));
        assert_eq!(complete.database_name(), "b");
    }

    #[test]
    fn a_service_takes_the_place_of_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("services");
        fs::write(
            &file,
            "[shop]\nhost=db.example.com\ndbname=shop\npassword=secret\n",
        )
        .unwrap();
        let file = file.to_str().unwrap();
        for (text, service) in [("postgres://?service=shop", ""), ("postgres://", "shop")] {
            let variables = [("PGSERVICEFILE", file), ("PGSERVICE", service)];
            let complete = with(text, &variables).unwrap();
            assert!(!complete.is_local());
            assert_eq!(complete.database_name(), "shop");
            let shown = complete.to_string();
            assert!(
                !shown.contains("service") && !shown.contains("secret"),
                "{shown}"
            );
            let again = complete
                .clone()
                .completed_with(&Environment::new(&|_| None));
            assert_eq!(again.unwrap(), complete);
        }
        let missing = with("postgres://?service=none", &[("PGSERVICEFILE", file)]).unwrap_err();
        assert!(missing.to_string().contains("PGSERVICEFILE"), "{missing}");
    }

    #[test]
    fn a_parameter_names_the_database_as_it_does_for_the_server() {
        for text in [
            "postgres://h/shop?dbname=live",
            "postgres://h?dbn%61me=live",
            "postgres://h/shop?dbname=a&dbname=live",
        ] {
            assert_eq!(address(text).database_name(), "live", "{text}");
        }
        assert_eq!(
            address("mysql://h/shop?dbname=live").database_name(),
            "shop"
        );
    }
}
