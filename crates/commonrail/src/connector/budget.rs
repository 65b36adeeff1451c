//! Divides the time for connecting among the hosts, so that a silent host leaves time for the next
//! ones.

use std::time::Duration;

use tokio::time::Instant;

/// The time limits for connecting: for each attempt, and for all together.
#[derive(Clone, Copy)]
pub(super) struct Budget {
    each: Duration,
    until: Option<Instant>,
}

impl Budget {
    /// Creates a budget with a limit for each attempt and none for all together.
    pub(super) const fn each(each: Duration) -> Self {
        Self { each, until: None }
    }

    /// Limits all attempts together to `whole`.
    pub(super) fn within(self, whole: Duration) -> Self {
        let until = Some(Instant::now() + whole);
        Self { until, ..self }
    }

    /// Returns the limit of the next attempt, if `left` attempts are still to be made.
    pub(super) fn next(self, left: usize) -> Duration {
        let share = self.share(left);
        share.map_or(self.each, |share| share.min(self.each))
    }

    /// Returns the budget of the next group of attempts, if `left` groups are still to be tried.
    pub(super) fn part(self, left: usize) -> Self {
        match self.share(left) {
            Some(share) => self.within(share),
            None => self,
        }
    }

    fn share(self, left: usize) -> Option<Duration> {
        let rest = self.until?.saturating_duration_since(Instant::now());
        Some(rest / u32::try_from(left.max(1)).unwrap_or(u32::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(count: u64) -> Duration {
        Duration::from_secs(count)
    }

    #[test]
    fn attempts_share_what_is_left() {
        let budget = Budget::each(seconds(10)).within(seconds(8));
        let share = budget.next(2);
        assert!(share <= seconds(4) && share > seconds(3), "{share:?}");
        let share = budget.part(2).next(4);
        assert!(share <= seconds(1), "{share:?}");
        assert!(Budget::each(seconds(2)).within(seconds(8)).next(2) == seconds(2));
    }

    #[test]
    fn without_an_end_each_attempt_has_its_limit() {
        assert_eq!(Budget::each(seconds(10)).part(3).next(5), seconds(10));
    }
}
