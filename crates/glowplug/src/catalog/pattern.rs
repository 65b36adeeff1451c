/// Whether a name fits a pattern in which `*` stands for any characters.
pub fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            let ends = name.char_indices().map(|(place, _)| place);
            ends.chain([name.len()])
                .any(|place| fits(rest, &name[place..]))
        }),
    }
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
    }
}
