//! Orders statements by their dependencies, and independent ones by a key. Cycles are broken by the
//! dialect, which knows what the statements mean.

#[cfg(feature = "mysql")]
mod precedence;

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
#[cfg(feature = "mysql")]
pub(super) use precedence::AcyclicOrder;

/// The number of attempts to resolve cycles before an arbitrary edge is cut.
const ATTEMPTS: usize = 16;

/// An ordering constraint between two actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Edge {
    pub(crate) before: usize,
    pub(crate) after: usize,
    /// Whether the order is required; otherwise it is preferred.
    pub(crate) must: bool,
}

/// Actions that can be ordered, and changed to break cycles.
pub(crate) trait Orderable {
    /// The sort key of actions that do not depend on each other.
    type Key: Ord;

    /// Returns the keys of all actions, and the constraints between them.
    fn graph(&self) -> (Vec<Self::Key>, Vec<Edge>);

    /// Changes actions so that these cycles may disappear; returns false if it cannot.
    fn resolve(&mut self, cycles: &[Vec<usize>]) -> bool;
}

/// Returns an order of the actions, after breaking cycles by changing actions. If a cycle remains,
/// the order satisfies as many constraints as it can.
pub(crate) fn order<O: Orderable>(actions: &mut O) -> Vec<usize> {
    let mut attempts = 0;
    loop {
        let (keys, edges) = actions.graph();
        match sort(&keys, &edges) {
            Ok(order) => return order,
            Err(cycles) if attempts < ATTEMPTS && actions.resolve(&cycles) => attempts += 1,
            Err(_) => return order_despite_cycles(&keys, &edges),
        }
    }
}

/// Sorts items by a partial order; items that are not ordered by it keep their order.
#[cfg(any(feature = "sqlite", feature = "mysql"))]
pub(super) fn stable_topological_sort<T>(
    things: Vec<T>,
    is_before: impl Fn(&T, &T) -> bool,
) -> Vec<T> {
    let mut edges = Vec::new();
    for (before, one) in things.iter().enumerate() {
        for (after, other) in things.iter().enumerate() {
            if before != after && is_before(one, other) {
                edges.push(Edge {
                    before,
                    after,
                    must: false,
                });
            }
        }
    }
    let keys: Vec<usize> = (0..things.len()).collect();
    let mut things: Vec<Option<T>> = things.into_iter().map(Some).collect();
    let order = smallest_first(&keys, &edges);
    order
        .into_iter()
        .filter_map(|place| things[place].take())
        .collect()
}

/// Returns an order that satisfies all required edges, and the preferred ones that do not
/// contradict them.
///
/// # Errors
/// The cycles that prevent an order, each as a list of actions.
fn sort<K: Ord>(keys: &[K], edges: &[Edge]) -> Result<Vec<usize>, Vec<Vec<usize>>> {
    let parts = components(keys.len(), edges);
    let kept: Vec<Edge> = (edges.iter().copied())
        .filter(|edge| edge.must || parts.of[edge.before] != parts.of[edge.after])
        .collect();
    if kept.len() < edges.len() {
        let parts = components(keys.len(), &kept);
        if !parts.cycles.is_empty() {
            return Err(parts.cycles);
        }
    } else if !parts.cycles.is_empty() {
        return Err(parts.cycles);
    }
    Ok(smallest_first(keys, &kept))
}

/// Returns an order that satisfies as many required edges as possible, for cycles that cannot be
/// resolved.
fn order_despite_cycles<K: Ord>(keys: &[K], edges: &[Edge]) -> Vec<usize> {
    let must: Vec<Edge> = edges.iter().copied().filter(|edge| edge.must).collect();
    let parts = components(keys.len(), &must);
    let kept: Vec<Edge> = (must.iter().copied())
        .filter(|edge| parts.of[edge.before] != parts.of[edge.after])
        .collect();
    smallest_first(keys, &kept)
}

struct Components {
    /// The component of each action.
    of: Vec<usize>,
    /// The components of more than one action.
    cycles: Vec<Vec<usize>>,
}

fn components(count: usize, edges: &[Edge]) -> Components {
    let mut graph = DiGraph::<(), (), usize>::with_capacity(count, edges.len());
    let places: Vec<_> = (0..count).map(|_| graph.add_node(())).collect();
    for edge in edges {
        graph.add_edge(places[edge.before], places[edge.after], ());
    }
    let mut found = Components {
        of: vec![0; count],
        cycles: Vec::new(),
    };
    for (number, part) in kosaraju_scc(&graph).into_iter().enumerate() {
        let mut part: Vec<usize> = part.into_iter().map(|place| place.index()).collect();
        for place in &part {
            found.of[*place] = number;
        }
        if part.len() > 1 {
            part.sort_unstable();
            found.cycles.push(part);
        }
    }
    found
}

/// Sorts topologically, the smallest available item first. If all remaining items are in cycles or
/// behind them, the next is the smallest item of a cycle that depends on nothing else.
fn smallest_first<K: Ord>(keys: &[K], edges: &[Edge]) -> Vec<usize> {
    let mut waits = vec![0_usize; keys.len()];
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
    for edge in edges {
        waits[edge.after] += 1;
        next[edge.before].push(edge.after);
    }
    let mut rest: BTreeSet<(&K, usize)> = keys.iter().zip(0..).collect();
    let ready = (0..keys.len()).filter(|place| waits[*place] == 0);
    let mut heap: BinaryHeap<Reverse<(&K, usize)>> =
        ready.map(|place| Reverse((&keys[place], place))).collect();
    let mut order = Vec::with_capacity(keys.len());
    while let Some(first) = heap
        .pop()
        .map(|first| first.0)
        .or_else(|| first_of_a_cycle(&rest, edges))
    {
        // An item taken out of a cycle may become available again later.
        if !rest.remove(&first) {
            continue;
        }
        order.push(first.1);
        for after in &next[first.1] {
            waits[*after] -= 1;
            if waits[*after] == 0 {
                heap.push(Reverse((&keys[*after], *after)));
            }
        }
    }
    order
}

/// Returns the smallest remaining item that depends on nothing outside its own cycle.
fn first_of_a_cycle<'k, K: Ord>(
    rest: &BTreeSet<(&'k K, usize)>,
    edges: &[Edge],
) -> Option<(&'k K, usize)> {
    let places: BTreeSet<usize> = rest.iter().map(|(_, place)| *place).collect();
    let left: Vec<Edge> = (edges.iter().copied())
        .filter(|edge| places.contains(&edge.before) && places.contains(&edge.after))
        .collect();
    let of = components(places.last().map_or(0, |last| last + 1), &left).of;
    let waiting: BTreeSet<usize> = (left.iter())
        .filter(|edge| of[edge.before] != of[edge.after])
        .map(|edge| of[edge.after])
        .collect();
    let mut free = rest
        .iter()
        .filter(|(_, place)| !waiting.contains(&of[*place]));
    free.next().copied()
}

#[cfg(all(test, any(feature = "sqlite", feature = "mysql")))]
mod tests {
    use super::*;

    #[test]
    fn a_cycle_is_cut_at_its_smallest() {
        let before = [("c", "a"), ("a", "b"), ("b", "c"), ("b", "d")];
        let ordered = stable_topological_sort(vec!["d", "c", "b", "a"], |one, other| {
            before.contains(&(*one, *other))
        });
        assert_eq!(ordered, ["c", "a", "b", "d"]);
        assert_eq!(
            stable_topological_sort(vec!["x", "y"], |_, _| false),
            ["x", "y"]
        );
    }
}
