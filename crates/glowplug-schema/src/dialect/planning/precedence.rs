//! A partial order of items that is built up edge by edge and stays free of cycles.

use std::collections::HashMap;
use std::hash::Hash;

use petgraph::algo::has_path_connecting;
use petgraph::graph::{DiGraph, NodeIndex};

use super::stable_topological_sort;

/// The items, with an edge from each to those that must follow it.
pub(in crate::dialect) struct AcyclicOrder<T> {
    graph: DiGraph<(), (), usize>,
    places: HashMap<T, NodeIndex<usize>>,
}

impl<T> Default for AcyclicOrder<T> {
    fn default() -> Self {
        Self {
            graph: DiGraph::default(),
            places: HashMap::new(),
        }
    }
}

impl<T: Clone + Eq + Hash> AcyclicOrder<T> {
    /// Puts one item before another; returns false if that would create a cycle.
    pub(in crate::dialect) fn put_first(&mut self, one: &T, other: &T) -> bool {
        if one == other {
            return true;
        }
        let (before, after) = (self.place(one), self.place(other));
        if has_path_connecting(&self.graph, after, before, None) {
            return false;
        }
        self.graph.update_edge(before, after, ());
        true
    }

    fn place(&mut self, thing: &T) -> NodeIndex<usize> {
        let graph = &mut self.graph;
        let place = self.places.entry(thing.clone());
        *place.or_insert_with(|| graph.add_node(()))
    }

    /// Sorts items by this order; items that it does not mention keep their order.
    pub(in crate::dialect) fn sort<I>(&self, items: Vec<I>, thing: impl Fn(&I) -> &T) -> Vec<I> {
        stable_topological_sort(items, |one, other| {
            let places = self
                .places
                .get(thing(one))
                .zip(self.places.get(thing(other)));
            places.is_some_and(|(before, after)| self.graph.contains_edge(*before, *after))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_a_cycle_is_refused() {
        let mut order = AcyclicOrder::default();
        let first = |order: &mut AcyclicOrder<_>, one, other| order.put_first(&one, &other);
        assert!(first(&mut order, "b", "a") && first(&mut order, "c", "b"));
        assert!(first(&mut order, "a", "a"));
        assert!(!first(&mut order, "a", "c"));
        assert_eq!(
            order.sort(vec!["a", "b", "c"], |name| name),
            ["c", "b", "a"]
        );
    }
}
