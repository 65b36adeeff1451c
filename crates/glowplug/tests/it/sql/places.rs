use glowplug::Database;
use glowplug::sql::{SplitError, Statement, statements};

use super::{problem, split};

#[test]
fn scripts_without_statements_give_none() {
    for database in Database::ALL {
        for script in [
            "",
            "\u{feff}",
            " \r\n\t",
            ";;\n;",
            "-- a;\n/* b; */;\r\n",
            "\u{feff}-- a",
        ] {
            assert_eq!(split(database, script), [""; 0], "{database}: {script:?}");
        }
    }
}

#[test]
fn statements_keep_their_bytes_without_what_is_around_them() {
    let script =
        "\u{feff}-- a\r\n SELECT 1,\r\n 'b\r\n' -- c\r\n ;\r\n/* d */ SELECT 2 /* e */\r\n";
    for database in Database::ALL {
        assert_eq!(
            split(database, script),
            ["SELECT 1,\r\n 'b\r\n'", "SELECT 2"]
        );
    }
}

#[test]
fn points_count_bytes_lines_and_characters() {
    let script = "\u{feff}/*é€😀*/ SELECT 1;\r\n'é' ; x;\n\n  /*\n*/y";
    for database in Database::ALL {
        let statements: Result<Vec<Statement>, SplitError> =
            statements(database, script.as_bytes()).collect();
        let statements = statements.unwrap();
        let points: Vec<(u64, u64, u64)> = statements
            .iter()
            .map(|statement| statement.point)
            .map(|point| (point.offset, point.line, point.column))
            .collect();
        assert_eq!(
            points,
            [(17, 1, 9), (28, 2, 1), (35, 2, 7), (46, 5, 3)],
            "{database}"
        );
        for (index, statement) in statements.iter().enumerate() {
            let start = usize::try_from(statement.point.offset).unwrap();
            let end = start + statement.point.length;
            assert_eq!(&script[start..end], statement.text);
            assert_eq!(statement.number, index + 1);
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_pointed_at() {
    for database in Database::ALL {
        let latin = problem(database, b"SELECT 1;\n-- \xc3\xa9 caf\xe9\nSELECT 2;");
        let point = latin.point;
        assert_eq!(
            (point.offset, point.line, point.column),
            (19, 2, 9),
            "{database}"
        );
        assert!(latin.message.contains("UTF-8"));
        let nul = problem(database, b"SELECT 1;\nSELECT 'a\\\0b';");
        assert_eq!(
            (nul.point.offset, nul.point.line, nul.point.column),
            (20, 2, 11)
        );
        assert!(nul.message.contains("NUL"));
        let wide = problem(database, b"\xff\xfeS\0E\0");
        assert_eq!(
            (wide.point.offset, wide.point.line, wide.point.column),
            (0, 1, 1)
        );
        let cut = problem(database, b"SELECT \xe2\x82");
        assert_eq!(cut.point.offset, 7);
    }
}

#[test]
fn what_stands_before_a_problem_is_given_first() {
    for database in Database::ALL {
        let results: Vec<bool> = statements(database, &b"SELECT 1; SELECT 2; SELECT 'a"[..])
            .map(|result| result.is_ok())
            .collect();
        assert_eq!(results, [true, true, false], "{database}");
    }
}
