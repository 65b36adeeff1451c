//! Name patterns with `*`.

/// Returns true if a name matches a pattern in which `*` stands for any characters.
pub fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return rest.is_empty();
    };
    // The first match is as good as any: a later `*` takes what is left over.
    for part in parts {
        match rest.split_once(part) {
            Some((_, behind)) => rest = behind,
            None => return false,
        }
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(fits("table audit_*", "table audit_log"));
        assert!(fits("* audit_log", "table audit_log"));
        assert!(fits("table a*_l*g", "table audit_log"));
        assert!(!fits("table audit", "table audit_log"));
        assert!(!fits("view *", "table audit_log"));
        assert!(fits("*", "index é.x"));
        assert!(fits("a*a", "aa") && !fits("a*a", "a"));
        let stars = "*a".repeat(50_000);
        assert!(!fits(&stars, &"a".repeat(1_000)));
        assert!(fits(&"*".repeat(50_000), "index x"));
    }
}
