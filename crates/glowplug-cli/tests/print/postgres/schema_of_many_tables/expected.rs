// @generated automatically by Diesel CLI.

pub mod s {
    diesel::table! {
        s.t00 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t01 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t02 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t03 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t04 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t05 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t06 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t07 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t08 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t09 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t10 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t11 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t12 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t13 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t14 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t15 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t16 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t17 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t18 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t19 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t20 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t21 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t22 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t23 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t24 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t25 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t26 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t27 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t28 (id) {
            id -> Int4,
        }
    }

    diesel::table! {
        s.t29 (id) {
            id -> Int4,
        }
    }

    diesel::allow_tables_to_appear_in_same_query!(
        t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15, t16, t17,
        t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29,
    );
}
