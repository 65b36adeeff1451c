//! One trial: a run that is ended, and ended again, and the run that finishes the job.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::scenario::Scenario;
use crate::support::bouncer::through;
use crate::support::place::{Place, on_threads};
use crate::support::proxy::{Proxy, Upstream};
use crate::support::running::{Running, finish};
use crate::support::{figure, rounds};

/// What ends a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blow {
    /// `kill -9` of the command.
    Kill,
    /// Its sessions are terminated.
    Terminate,
    /// Its links are cut.
    Cut,
    /// The answer to one of its `COMMIT`s is lost.
    LostCommit,
    /// The server stops at once, and starts again.
    Stop,
}

/// Where and how trials happen.
pub(super) struct Ring<'r> {
    pub(super) name: &'static str,
    pub(super) scenario: &'r Scenario,
    pub(super) place: &'r (dyn Fn() -> Place + Sync),
    /// Where the server is, for what needs a proxy.
    pub(super) upstream: Option<Upstream>,
    /// Terminates all sessions of the database but the one that asks.
    pub(super) terminate: &'r (dyn Fn(&Place) + Sync),
    /// Stops the server at once and starts it again.
    pub(super) stop: &'r (dyn Fn() + Sync),
}

/// Numbers that look random and come again with their seed (SplitMix64).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(super) const fn roll(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % below
    }

    /// A moment within this time.
    pub(super) fn moment(&mut self, within: Duration) -> Duration {
        within.mul_f64(self.roll(10_000) as f64 / 10_000.0)
    }
}

/// Trials until so many blows have been dealt, on several threads.
pub(super) fn trials(ring: &Ring<'_>, blow: Blow, usual: usize, threads: usize) {
    // The variable says how many there are over all kinds, of which there are eleven.
    let wanted = match rounds("GLOWPLUG_KILLS", 0) {
        0 => usual,
        all => all.div_ceil(11),
    };
    let (dealt, struck) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let (next, start) = (AtomicUsize::new(0), Instant::now());
    let slowest = Mutex::new(Duration::ZERO);
    let reach = Mutex::new(ring.scenario.took);
    on_threads(threads, |_| {
        while dealt.load(SeqCst) < wanted {
            let number = next.fetch_add(1, SeqCst);
            let begun = Instant::now();
            let trial = Trial {
                ring,
                blow,
                reach: &reach,
                context: format!("{} {blow:?} trial {number}", ring.name),
            };
            let (blows, hits) = trial.run(number as u64);
            dealt.fetch_add(blows, SeqCst);
            struck.fetch_add(hits, SeqCst);
            let mut slowest = slowest.lock().unwrap();
            *slowest = slowest.max(begun.elapsed());
        }
    });
    figure(&format!(
        "{} {blow:?}: {} blows in {} trials, {} struck a run, {:.1} s, slowest trial {:.1} s",
        ring.name,
        dealt.load(SeqCst),
        next.load(SeqCst),
        struck.load(SeqCst),
        start.elapsed().as_secs_f64(),
        slowest.lock().unwrap().as_secs_f64(),
    ));
    assert!(struck.load(SeqCst) > 0, "nothing was struck");
}

struct Trial<'t> {
    ring: &'t Ring<'t>,
    blow: Blow,
    /// Within which time a blow falls; it follows what others do on the machine.
    reach: &'t Mutex<Duration>,
    context: String,
}

impl Trial<'_> {
    /// Gives how many blows were dealt, and how many struck a run that was going on.
    fn run(&self, number: u64) -> (usize, usize) {
        let scenario = self.ring.scenario;
        let mut dice = Dice::new(number);
        let place = (self.ring.place)();
        place.observer().run(scenario.setup);
        // A run that loses an answer comes to its end all the same.
        let blows = match self.blow {
            Blow::LostCommit => 1,
            _ => 1 + usize::try_from(dice.roll(3)).unwrap(),
        };
        let mut struck = 0;
        for _ in 0..blows {
            struck += usize::from(self.strike(&place, &mut dice));
            // Now and then the next run meets what is left of the last one.
            if dice.roll(3) > 0 {
                scenario.until_quiet(&place);
                scenario.demand_truth(&place, &self.context);
            }
        }
        let ran = finish(&scenario.project, &place.url(), &["up"]);
        assert_eq!(ran.code, 0, "{}: {}", self.context, ran.all());
        scenario.until_quiet(&place);
        scenario.demand_end(&place, &self.context);
        let ran = finish(&scenario.project, &place.url(), &["up"]);
        assert_eq!(ran.stdout, "Nothing to do.\n", "{}: {ran:?}", self.context);
        (blows, struck)
    }

    /// Starts a run and ends it. Gives whether it was still going on.
    fn strike(&self, place: &Place, dice: &mut Dice) -> bool {
        let scenario = self.ring.scenario;
        let proxied = matches!(self.blow, Blow::Cut | Blow::LostCommit);
        let proxy = proxied.then(|| Proxy::start(self.ring.upstream.clone().unwrap()));
        let url = proxy
            .as_ref()
            .map_or_else(|| place.url(), |proxy| through(&place.url(), proxy.port()));
        let commits = 1 + i64::try_from(dice.roll(6)).unwrap();
        if let (Some(proxy), Blow::LostCommit) = (&proxy, self.blow) {
            proxy.drop_commit_answer(commits);
        }
        let mut running = Running::start(&scenario.project, &url, &["up"]);
        if self.blow != Blow::LostCommit {
            let reach = *self.reach.lock().unwrap();
            sleep(dice.moment(reach));
        }
        let was_running = running.is_running();
        match (self.blow, &proxy) {
            (Blow::Kill, _) => running.kill(),
            (Blow::Terminate, _) => (self.ring.terminate)(place),
            (Blow::Cut, Some(proxy)) => proxy.cut(),
            (Blow::Stop, _) => (self.ring.stop)(),
            (Blow::LostCommit | Blow::Cut, _) => {}
        }
        let ran = running.end();
        let expected: &[i32] = match self.blow {
            Blow::Kill => &[-1, 0],
            // It finds out that the commit took place, and goes on.
            Blow::LostCommit => &[0],
            Blow::Terminate | Blow::Cut | Blow::Stop => &[1, 0],
        };
        assert!(expected.contains(&ran.code), "{}: {ran:?}", self.context);
        assert!(!ran.stderr.contains("panicked"), "{ran:?}");
        if let (Blow::LostCommit, Some(proxy)) = (self.blow, &proxy) {
            return proxy.has_dropped();
        }
        self.learn(was_running);
        was_running && ran.code != 0
    }

    /// Two of three blows or so are to fall before the end.
    fn learn(&self, was_running: bool) {
        let mut reach = self.reach.lock().unwrap();
        let factor = if was_running { 1.05 } else { 0.9 };
        *reach = reach.mul_f64(factor).max(Duration::from_millis(10));
    }
}
