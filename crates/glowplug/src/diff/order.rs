//! Puts actions in order: what must come first does, and of what may come next the one with the
//! smallest key.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use super::edges::Edge;

/// An order that keeps all edges that must be kept, and the others where they do not contradict
/// these.
///
/// # Errors
/// The cycles that stand in the way, each as a list of actions.
pub(super) fn sort<K: Ord>(keys: &[K], edges: &[Edge]) -> Result<Vec<usize>, Vec<Vec<usize>>> {
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

/// An order that keeps what can be kept, when a cycle cannot be resolved.
pub(super) fn anyhow<K: Ord>(keys: &[K], edges: &[Edge]) -> Vec<usize> {
    let must: Vec<Edge> = edges.iter().copied().filter(|edge| edge.must).collect();
    let parts = components(keys.len(), &must);
    let kept: Vec<Edge> = (must.iter().copied())
        .filter(|edge| parts.of[edge.before] != parts.of[edge.after])
        .collect();
    smallest_first(keys, &kept)
}

struct Components {
    /// Which component each action is in.
    of: Vec<usize>,
    /// Those of more than one action.
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

fn smallest_first<K: Ord>(keys: &[K], edges: &[Edge]) -> Vec<usize> {
    let mut waits = vec![0_usize; keys.len()];
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
    for edge in edges {
        waits[edge.after] += 1;
        next[edge.before].push(edge.after);
    }
    let ready = (0..keys.len()).filter(|place| waits[*place] == 0);
    let mut heap: BinaryHeap<Reverse<(&K, usize)>> =
        ready.map(|place| Reverse((&keys[place], place))).collect();
    let mut order = Vec::with_capacity(keys.len());
    while let Some(Reverse((_, place))) = heap.pop() {
        order.push(place);
        for after in &next[place] {
            waits[*after] -= 1;
            if waits[*after] == 0 {
                heap.push(Reverse((&keys[*after], *after)));
            }
        }
    }
    order
}
