// @generated automatically by Diesel CLI.

diesel::table! {
    boxes (rowid) {
        rowid -> Integer,
        id -> Nullable<Integer>,
        min_x -> Nullable<Float>,
        max_x -> Nullable<Float>,
    }
}

diesel::table! {
    boxes_node (nodeno) {
        nodeno -> Nullable<Integer>,
        data -> Nullable<Binary>,
    }
}

diesel::table! {
    boxes_parent (nodeno) {
        nodeno -> Nullable<Integer>,
        parentnode -> Nullable<Binary>,
    }
}

diesel::table! {
    boxes_rowid (rowid) {
        rowid -> Nullable<Integer>,
        nodeno -> Nullable<Binary>,
    }
}

diesel::allow_tables_to_appear_in_same_query!(boxes, boxes_node, boxes_parent, boxes_rowid,);
