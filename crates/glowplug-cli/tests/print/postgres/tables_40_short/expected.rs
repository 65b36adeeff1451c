// @generated automatically by Diesel CLI.

diesel::table! {
    t00 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t01 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t02 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t03 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t04 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t05 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t06 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t07 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t08 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t09 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t10 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t11 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t12 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t13 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t14 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t15 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t16 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t17 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t18 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t19 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t20 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t21 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t22 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t23 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t24 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t25 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t26 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t27 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t28 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t29 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t30 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t31 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t32 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t33 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t34 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t35 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t36 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t37 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t38 (id) {
        id -> Int4,
    }
}

diesel::table! {
    t39 (id) {
        id -> Int4,
    }
}

diesel::allow_tables_to_appear_in_same_query!(
    t00, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15, t16, t17, t18,
    t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32, t33, t34, t35, t36, t37,
    t38, t39,
);
