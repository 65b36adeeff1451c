//! Built-in types and those of common extensions, with Diesel's names for them.

/// Built-in types: the name in `pg_type`, and the name in definitions. Sorted.
pub(super) const SYSTEM: &[(&str, &str)] = &[
    ("bit", "bit"),
    ("bool", "boolean"),
    ("box", "box"),
    ("bpchar", "bpchar"),
    ("bytea", "bytea"),
    ("char", "\"char\""),
    ("cid", "cid"),
    ("cidr", "cidr"),
    ("circle", "circle"),
    ("date", "date"),
    ("datemultirange", "datemultirange"),
    ("daterange", "daterange"),
    ("float4", "real"),
    ("float8", "double precision"),
    ("inet", "inet"),
    ("int2", "smallint"),
    ("int4", "integer"),
    ("int4multirange", "int4multirange"),
    ("int4range", "int4range"),
    ("int8", "bigint"),
    ("int8multirange", "int8multirange"),
    ("int8range", "int8range"),
    ("interval", "interval"),
    ("json", "json"),
    ("jsonb", "jsonb"),
    ("jsonpath", "jsonpath"),
    ("line", "line"),
    ("lseg", "lseg"),
    ("macaddr", "macaddr"),
    ("macaddr8", "macaddr8"),
    ("money", "money"),
    ("name", "name"),
    ("numeric", "numeric"),
    ("nummultirange", "nummultirange"),
    ("numrange", "numrange"),
    ("oid", "oid"),
    ("path", "path"),
    ("pg_lsn", "pg_lsn"),
    ("pg_snapshot", "pg_snapshot"),
    ("point", "point"),
    ("polygon", "polygon"),
    ("regclass", "regclass"),
    ("regcollation", "regcollation"),
    ("regconfig", "regconfig"),
    ("regdictionary", "regdictionary"),
    ("regnamespace", "regnamespace"),
    ("regoper", "regoper"),
    ("regoperator", "regoperator"),
    ("regproc", "regproc"),
    ("regprocedure", "regprocedure"),
    ("regrole", "regrole"),
    ("regtype", "regtype"),
    ("text", "text"),
    ("tid", "tid"),
    ("time", "time without time zone"),
    ("timestamp", "timestamp without time zone"),
    ("timestamptz", "timestamp with time zone"),
    ("timetz", "time with time zone"),
    ("tsmultirange", "tsmultirange"),
    ("tsquery", "tsquery"),
    ("tsrange", "tsrange"),
    ("tstzmultirange", "tstzmultirange"),
    ("tstzrange", "tstzrange"),
    ("tsvector", "tsvector"),
    ("txid_snapshot", "txid_snapshot"),
    ("uuid", "uuid"),
    ("varbit", "bit varying"),
    ("varchar", "character varying"),
    ("xid", "xid"),
    ("xid8", "xid8"),
    ("xml", "xml"),
];

/// Diesel's names that differ from those in `pg_type`, in lower case. Sorted.
pub(super) const ALIASES: &[(&str, &str)] = &[
    ("bigint", "int8"),
    ("bigserial", "int8"),
    ("binary", "bytea"),
    ("blob", "bytea"),
    ("cchar", "char"),
    ("decimal", "numeric"),
    ("double", "float8"),
    ("float", "float4"),
    ("integer", "int4"),
    ("longblob", "bytea"),
    ("longtext", "text"),
    ("mediumblob", "bytea"),
    ("mediumtext", "text"),
    ("serial", "int4"),
    ("smallint", "int2"),
    ("smallserial", "int2"),
    ("tinyblob", "bytea"),
    ("tinytext", "text"),
    ("varbinary", "bytea"),
];

/// Types that come from extensions, with the extension.
pub(super) const EXTENSIONS: &[(&str, &str)] = &[
    ("citext", "citext"),
    ("cube", "cube"),
    ("geography", "postgis"),
    ("geometry", "postgis"),
    ("halfvec", "vector"),
    ("hstore", "hstore"),
    ("isbn", "isn"),
    ("isbn13", "isn"),
    ("lquery", "ltree"),
    ("ltree", "ltree"),
    ("ltxtquery", "ltree"),
    ("raster", "postgis_raster"),
    ("seg", "seg"),
    ("semver", "semver"),
    ("sparsevec", "vector"),
    ("vector", "vector"),
];

/// Returns the built-in range or multirange over a type.
pub(super) fn range(of: &str, multi: bool) -> Option<&'static str> {
    let (range, multirange) = match of {
        "int4" => ("int4range", "int4multirange"),
        "int8" => ("int8range", "int8multirange"),
        "numeric" => ("numrange", "nummultirange"),
        "timestamp" => ("tsrange", "tsmultirange"),
        "timestamptz" => ("tstzrange", "tstzmultirange"),
        "date" => ("daterange", "datemultirange"),
        _ => return None,
    };
    Some(if multi { multirange } else { range })
}

/// Returns the built-in type with this name in `pg_type`.
pub(super) fn system(name: &str) -> Option<(&'static str, &'static str)> {
    let place = SYSTEM.binary_search_by_key(&name, |(name, _)| name).ok()?;
    Some(SYSTEM[place])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_fit_together() {
        assert!(SYSTEM.is_sorted());
        assert!(ALIASES.is_sorted());
        assert!(EXTENSIONS.is_sorted());
        for (_, name) in ALIASES {
            assert!(system(name).is_some(), "{name}");
        }
    }
}
