//! Wrong: there is no setting `theme`.

use tomori_db::servers::ConfigPatch;

fn main() {
    let _ = ConfigPatch {
        theme: Some("dark".to_owned()),
        ..ConfigPatch::default()
    };
}
