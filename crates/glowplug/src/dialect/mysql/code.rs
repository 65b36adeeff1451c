//! What MySQL's and MariaDB's error numbers mean, after both manuals' error references.

use crate::error::Class;

/// The class of an error by its number; the message decides where one number means several
/// things.
pub(super) fn class(number: u16, message: &str) -> Class {
    match number {
        1129 | 1130 | 1045 | 1251 | 1698 | 1820 | 1862 => Class::Authentication,
        1049 => Class::MissingDatabase,
        3159 => Class::Tls,
        1040 | 1203 | 1226 => Class::TooManyConnections,
        1053 | 1077 | 1079 => Class::Unavailable,
        1152..=1161 | 1927 | 2006 | 2013 | 4031 => Class::ConnectionLost,
        1205 | 3572 => Class::LockTimeout,
        1969 | 3024 => Class::StatementTimeout,
        1020 | 1213 => Class::Conflict,
        1044 | 1142 | 1143 | 1227 | 1370 | 1410 | 1419 => Class::Privilege,
        // Also says `--secure-file-priv` and the like.
        1290 if message.contains("read-only") => Class::ReadOnly,
        1792 | 1836 => Class::ReadOnly,
        1021 | 1114 => Class::DiskFull,
        // The number of the system's `ENOSPC`.
        3 | 1026 | 1030 if full(message) => Class::DiskFull,
        5 | 1037 | 1038 | 1041 | 1206 | 1461 => Class::Resources,
        1179 | 1192 | 1568 | 1679 | 1694 => Class::RefusesTransaction,
        1064 | 1065 | 1149 => Class::Syntax,
        1007 | 1050 | 1060 | 1061 | 1068 | 1304 | 1359 | 1537 | 1826 | 3822 => Class::Exists,
        1008 | 1051 | 1054 | 1072 | 1091 | 1109 | 1146 | 1176 | 1243 | 1305 | 1360 | 1539
        | 1824 | 3821 | 4091 | 4092 => Class::Missing,
        1022 | 1048 | 1062 | 1138 | 1169 | 1216 | 1217 | 1364 | 1451 | 1452 | 1557 | 1586
        | 1761 | 1762 | 1859 | 3819 | 4025 => Class::Constraint,
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
        assert_eq!(class(1290, read_only), Class::ReadOnly);
        let file = "The server is running with the --secure-file-priv option so it cannot execute";
        assert_eq!(class(1290, file), Class::Other);
        let full = "Got error 28 from storage engine";
        assert_eq!(class(1030, full), Class::DiskFull);
        let full = "Error writing file './a.MAI' (Errcode: 28 \"No space left on device\")";
        assert_eq!(class(3, full), Class::DiskFull);
        assert_eq!(
            class(1030, "Got error 168 from storage engine"),
            Class::Other
        );
    }
}
