use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// What scripts for one database are made of.
pub(super) struct Parts {
    /// What stands before an expression in a statement.
    pub(super) head: &'static str,
    /// Expressions that can be evaluated.
    pub(super) expressions: &'static [&'static str],
    /// What stands behind them.
    pub(super) tail: &'static str,
    /// Blanks and comments.
    pub(super) around: &'static [&'static str],
    /// What breaks a statement, or makes another one of it.
    pub(super) breaks: &'static [&'static str],
}

/// Some statements that can run, or that something breaks in half of all scripts.
pub(super) fn script(parts: &Parts, random: &mut StdRng) -> String {
    let mut script = String::new();
    for _ in 0..random.random_range(1..5) {
        script.push_str(choose(parts.around, random));
        script.push_str(parts.head);
        for count in 0..random.random_range(1..4) {
            script.push_str(if count > 0 { "," } else { "" });
            script.push_str(choose(parts.around, random));
            script.push_str(choose(parts.expressions, random));
        }
        script.push_str(choose(parts.around, random));
        script.push_str(parts.tail);
        script.push(';');
    }
    while random.random() {
        let mut place = random.random_range(0..=script.len());
        while !script.is_char_boundary(place) {
            place -= 1;
        }
        script.insert_str(place, choose(parts.breaks, random));
    }
    script
}

fn choose(texts: &[&'static str], random: &mut StdRng) -> &'static str {
    texts.choose(random).copied().unwrap_or_default()
}
