//! Tracks the pending requests, and what it would mean if their connection were lost.

use std::collections::VecDeque;

use crate::session_effect::Course;

/// One request: all messages up to a `Sync`, or a simple query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Request {
    /// Whether it executes something, or only prepares or closes.
    pub(super) executes: bool,
    /// Whether it binds values.
    pub(super) is_bound: bool,
    /// Its effect on the transaction.
    pub(super) course: Course,
}

impl Request {
    /// A request that does nothing yet.
    pub(super) const NONE: Self = Self {
        executes: false,
        is_bound: false,
        course: Course::Work,
    };
}

/// The pending requests, in the order in which they are answered.
#[derive(Debug, Default)]
pub(super) struct Requests {
    waiting: VecDeque<Request>,
    running: usize,
}

impl Requests {
    pub(super) fn push(&mut self, request: Request) {
        self.running += usize::from(request.executes);
        self.waiting.push_back(request);
    }

    pub(super) fn pop(&mut self) {
        let answered = self.waiting.pop_front();
        self.running -= usize::from(answered.is_some_and(|request| request.executes));
    }

    /// Returns the number of requests that execute something.
    pub(super) const fn running(&self) -> usize {
        self.running
    }

    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Returns for each request whether it may have taken effect if it is never answered. Inside a
    /// transaction nothing takes effect before the commit.
    pub(super) fn lost(&self, mut in_transaction: bool) -> impl Iterator<Item = bool> {
        self.waiting.iter().map(move |request| {
            let may_last = match request.course {
                Course::Work => !in_transaction,
                Course::Begins | Course::RollsBack => false,
                Course::Commits => true,
            };
            match request.course {
                Course::Work => {}
                Course::Begins => in_transaction = true,
                Course::RollsBack | Course::Commits => in_transaction = false,
            }
            may_last && request.executes
        })
    }

    pub(super) fn first_is_bound(&self) -> bool {
        self.waiting.front().is_some_and(|request| request.is_bound)
    }

    /// Returns true if the first request may have taken effect if it is never answered.
    pub(super) fn first_may_last(&self, in_transaction: bool) -> bool {
        self.lost(in_transaction).next().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lost(courses: &[Course], in_transaction: bool) -> Vec<bool> {
        let mut requests = Requests::default();
        for course in courses {
            requests.push(Request {
                executes: true,
                course: *course,
                ..Request::NONE
            });
        }
        requests.lost(in_transaction).collect()
    }

    #[test]
    fn only_what_commits_may_last() {
        use Course::{Begins, Commits, RollsBack, Work};
        assert_eq!(lost(&[Work, Work], false), [true, true]);
        assert_eq!(lost(&[Work, Commits, Work], true), [false, true, true]);
        assert_eq!(
            lost(&[Begins, Work, RollsBack, Work], false),
            [false, false, false, true]
        );
    }

    #[test]
    fn what_is_only_prepared_never_lasts() {
        let mut requests = Requests::default();
        requests.push(Request::NONE);
        assert!(!requests.first_may_last(false));
        requests.pop();
        assert!(requests.is_empty() && requests.running() == 0);
    }
}
