// @generated automatically by Diesel CLI.

diesel::table! {
    /// What things cost.
    ///
    /// \```
    /// panic!("a test")
    /// \```
    ///
    /// \-     code behind a mark
    /// > \~~~
    /// #!\[doc = "x"]
    prices (id) {
        id -> Int4,
        /// in \[cents], see <https://example.com/cents>; a Vec\<u8>, \<b>never\</b> < 0
        amount -> Nullable<Int4>,
        /// a < b and `c[0]`, *as it is*: [half, open)
        plain -> Nullable<Text>,
        /// turned \u{202e} around
        /// and on
        quoted -> Nullable<Text>,
    }
}
