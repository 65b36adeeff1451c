//! Creates, alters and drops schemas and extensions.

use glowplug::catalog::{Extension, Schema};

use super::super::quote::{literal, quote};
use super::emitter::Emitter;

pub(super) fn create(em: &mut Emitter<'_>, schema: &Schema) {
    em.say(format!("CREATE SCHEMA {}", quote(&schema.name)));
    alter(em, None, schema);
}

pub(super) fn drop(em: &mut Emitter<'_>, schema: &Schema) {
    em.say(format!("DROP SCHEMA {}", quote(&schema.name)));
}

pub(super) fn alter(em: &mut Emitter<'_>, from: Option<&Schema>, to: &Schema) {
    let on = format!("SCHEMA {}", quote(&to.name));
    em.comment(
        &on,
        from.and_then(|schema| schema.comment.as_ref()),
        to.comment.as_ref(),
    );
}

/// Emits `CREATE EXTENSION` without a version: another server may not have the same one.
pub(super) fn create_extension(em: &mut Emitter<'_>, extension: &Extension) {
    let mut sql = format!("CREATE EXTENSION {}", quote(&extension.name));
    if !em.to.catalog.is_default(Some(&extension.schema)) {
        sql += &format!(" WITH SCHEMA {}", quote(&extension.schema));
    }
    em.say(sql);
}

pub(super) fn drop_extension(em: &mut Emitter<'_>, extension: &Extension) {
    em.say(format!("DROP EXTENSION {}", quote(&extension.name)));
}

pub(super) fn alter_extension(em: &mut Emitter<'_>, from: &Extension, to: &Extension) {
    let name = quote(&to.name);
    if from.version != to.version {
        em.say(format!(
            "ALTER EXTENSION {name} UPDATE TO {}",
            literal(&to.version)
        ));
    }
    if from.schema != to.schema {
        em.say(format!(
            "ALTER EXTENSION {name} SET SCHEMA {}",
            quote(&to.schema)
        ));
    }
}
