//! Classifies MySQL's and MariaDB's error numbers, by the error references in both manuals.

use super::Flavor;
use crate::error::Class;

/// Returns the class of an error number. The message decides where a number has several meanings,
/// and the server from 4000 on, where each of the two numbers its own errors.
pub(super) fn class(number: u16, message: &str, flavor: Flavor) -> Class {
    match (number, flavor) {
        (4025, Flavor::Mariadb) => Class::Constraint,
        (4031 | 4091 | 4092, Flavor::Mariadb) => Class::Missing,
        (4031, Flavor::Mysql) => Class::ConnectionLost,
        (4000.., _) => Class::Other,
        _ => shared(number, message),
    }
}

/// Returns the class of a number that has the same meaning on both servers, or is used by one.
fn shared(number: u16, message: &str) -> Class {
    match number {
        1129 | 1130 | 1045 | 1251 | 1698 | 1820 | 1862 => Class::Authentication,
        1049 => Class::MissingDatabase,
        3159 => Class::Tls,
        1040 | 1203 | 1226 => Class::TooManyConnections,
        1053 | 1077 | 1079 => Class::Unavailable,
        1152..=1161 | 1927 | 2006 | 2013 => Class::ConnectionLost,
        1205 | 3572 => Class::LockTimeout,
        1969 | 3024 => Class::StatementTimeout,
        1020 | 1213 => Class::Conflict,
        1044 | 1142 | 1143 | 1227 | 1370 | 1410 | 1419 => Class::Privilege,
        // Number 1290 also covers `--secure-file-priv` and other options.
        1290 if message.contains("read-only") => Class::ReadOnly,
        1792 | 1836 => Class::ReadOnly,
        1021 | 1114 => Class::DiskFull,
        // The message contains the operating system's `ENOSPC`.
        3 | 1026 | 1030 if full(message) => Class::DiskFull,
        5 | 1037 | 1038 | 1041 | 1206 | 1461 => Class::Resources,
        1179 | 1192 | 1568 | 1679 | 1694 => Class::RefusesTransaction,
        1064 | 1065 | 1149 => Class::Syntax,
        1007 | 1050 | 1060 | 1061 | 1068 | 1304 | 1359 | 1537 | 1826 | 3822 => Class::Exists,
        1008 | 1051 | 1054 | 1072 | 1091 | 1109 | 1146 | 1176 | 1243 | 1305 | 1356 | 1360
        | 1539 | 1824 | 3011 | 3821 => Class::Missing,
        1022 | 1048 | 1062 | 1138 | 1169 | 1216 | 1217 | 1364 | 1451 | 1452 | 1557 | 1586
        | 1761 | 1762 | 1859 | 3819 => Class::Constraint,
        _ => Class::Other,
    }
}

fn full(message: &str) -> bool {
    message.contains("No space left")
        || message.contains("rror 28 ")
        || message.contains("rrno: 28")
        || message.contains("rrcode: 28")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_means_several_things_is_told_apart_by_its_message() {
        let read_only = "The server is running with the --read-only option so it cannot execute";
        assert_eq!(class(1290, read_only, Flavor::Mysql), Class::ReadOnly);
        let file = "The server is running with the --secure-file-priv option so it cannot execute";
        assert_eq!(class(1290, file, Flavor::Mysql), Class::Other);
        let full = "Got error 28 from storage engine";
        assert_eq!(class(1030, full, Flavor::Mysql), Class::DiskFull);
        let full = "Error writing file './a.MAI' (Errcode: 28 \"No space left on device\")";
        assert_eq!(class(3, full, Flavor::Mysql), Class::DiskFull);
        assert_eq!(
            class(1030, "Got error 168 from storage engine", Flavor::Mysql),
            Class::Other
        );
    }

    #[test]
    fn numbers_from_4000_on_are_told_apart_by_the_server() {
        let on = |number| [Flavor::Mariadb, Flavor::Mysql].map(|of| class(number, "", of));
        assert_eq!(on(4031), [Class::Missing, Class::ConnectionLost]);
        assert_eq!(on(4025), [Class::Constraint, Class::Other]);
        assert_eq!(on(4091), [Class::Missing, Class::Other]);
        assert_eq!(on(4092), [Class::Missing, Class::Other]);
        assert_eq!(on(3819), [Class::Constraint; 2]);
    }
}
