//! Short turns of all contenders, one after the other, again and again: what disturbs the machine
//! disturbs them all.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde::Serialize;
use tokio_postgres::Client;

use crate::call::comparable;
use crate::contender::Contender;
use crate::data::Data;
use crate::mix::{self, Mix};
use crate::operation::Operation;

/// How long and how often.
#[derive(Debug, Clone, Copy)]
pub struct Length {
    /// How long a turn lasts, about.
    pub turn: Duration,
    /// How many turns each contender has for an operation.
    pub rounds: usize,
    /// How long a turn of the mix lasts.
    pub mix_turn: Duration,
    /// How many of these.
    pub mix_rounds: usize,
}

/// All turns of a contender in one operation.
#[derive(Debug, Serialize)]
pub struct Figures {
    /// The contender.
    pub contender: &'static str,
    /// The mean time of a call in each turn, in microseconds.
    pub micros: Vec<f64>,
}

/// All turns of a contender in the mix.
#[derive(Debug, Serialize)]
pub struct MixFigures {
    /// The contender.
    pub contender: &'static str,
    /// Calls in a second, of each turn.
    pub rates: Vec<f64>,
    /// Processor time of the client for each call, of each turn, in microseconds.
    pub processor: Vec<f64>,
    /// The median time of a call in all turns, in microseconds.
    pub p50: f64,
    /// The time that 1% of the calls exceed.
    pub p99: f64,
}

/// Contenders by their place, which some calls depend on.
pub type Contenders = Vec<Arc<dyn Contender>>;

/// Asks every contender for the same, and compares the answers with those of the first.
///
/// # Errors
/// When answers differ.
pub async fn check(
    contenders: &Contenders,
    operation: &Operation,
    admin: &Client,
    data: &Data,
) -> Result<()> {
    for seed in 0..4 {
        let mut expected = None;
        for (place, contender) in contenders.iter().enumerate() {
            fastrand::seed(seed);
            operation.prepare(admin, data, place).await?;
            for call in operation.calls(data, place, 1) {
                if !contender.makes(&call) {
                    continue;
                }
                let answer = contender.call(&call).await;
                let answer = answer.with_context(|| contender.name().to_owned())?.json();
                let answer = comparable(answer, operation.writes());
                let expected = expected.get_or_insert_with(|| answer.clone());
                ensure!(
                    answer == *expected,
                    "{} answers differently for {}: {answer:#} instead of {expected:#}",
                    contender.name(),
                    operation.name,
                );
            }
        }
    }
    Ok(())
}

/// Measures one operation.
///
/// # Errors
/// Those of the contenders.
pub async fn measure(
    contenders: &Contenders,
    operation: &Operation,
    admin: &Client,
    data: &Data,
    length: Length,
) -> Result<Vec<Figures>> {
    let mut running = Vec::new();
    for (place, contender) in contenders.iter().enumerate() {
        if contender.makes(&operation.calls(data, place, 1)[0]) {
            let count = calls_of_a_turn(contender, place, operation, admin, data, length).await?;
            let figures = Figures {
                contender: contender.name(),
                micros: Vec::new(),
            };
            running.push((place, count, figures));
        }
    }
    for _ in 0..length.rounds {
        // Nobody always follows the same neighbour.
        fastrand::shuffle(&mut running);
        for (place, count, figures) in &mut running {
            let calls = operation.calls(data, *place, *count);
            operation.prepare(admin, data, *place).await?;
            let took = contenders[*place].turn(&calls).await?;
            figures
                .micros
                .push(took.as_secs_f64() * 1e6 / calls.len() as f64);
        }
    }
    operation.finish(admin).await?;
    running.sort_by_key(|(place, ..)| *place);
    Ok(running.into_iter().map(|(_, _, figures)| figures).collect())
}

/// Warms a contender up, and finds how many calls fill a turn.
async fn calls_of_a_turn(
    contender: &Arc<dyn Contender>,
    place: usize,
    operation: &Operation,
    admin: &Client,
    data: &Data,
    length: Length,
) -> Result<usize> {
    let mut count = 1;
    loop {
        operation.prepare(admin, data, place).await?;
        let calls = operation.calls(data, place, count);
        let took = contender.turn(&calls).await?.max(Duration::from_nanos(100));
        let fitting = count as f64 * length.turn.as_secs_f64() / took.as_secs_f64();
        // PostgreSQL chooses its plan after five runs.
        if took * 2 >= length.turn && count >= 6
            || count >= operation.most()
            || took > length.turn * 8
        {
            return Ok((fitting as usize).clamp(1, operation.most()));
        }
        count = (count * 3).min(operation.most());
    }
}

/// Measures the mix with so many tasks.
///
/// # Errors
/// Those of the contenders.
pub async fn measure_mix(
    contenders: &Contenders,
    tasks: usize,
    data: &Data,
    length: Length,
) -> Result<Vec<MixFigures>> {
    let mix = |time: Duration| Mix {
        tasks,
        milliseconds: u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
        data: *data,
    };
    let mut running: Vec<(usize, Vec<f64>, MixFigures)> = Vec::new();
    for (place, contender) in contenders.iter().enumerate() {
        mix::run(contender, &mix(length.mix_turn)).await?;
        let figures = MixFigures {
            contender: contender.name(),
            rates: Vec::new(),
            processor: Vec::new(),
            p50: 0.0,
            p99: 0.0,
        };
        running.push((place, Vec::new(), figures));
    }
    for _ in 0..length.mix_rounds {
        fastrand::shuffle(&mut running);
        for (place, micros, figures) in &mut running {
            let turn = mix::run(&contenders[*place], &mix(length.mix_turn)).await?;
            figures.rates.push(turn.rate());
            figures.processor.push(turn.processor_per_call());
            micros.extend(turn.micros);
        }
    }
    running.sort_by_key(|(place, ..)| *place);
    Ok(running
        .into_iter()
        .map(|(_, mut micros, figures)| {
            micros.sort_by(f64::total_cmp);
            MixFigures {
                p50: percentile(&micros, 0.5),
                p99: percentile(&micros, 0.99),
                ..figures
            }
        })
        .collect())
}

/// A percentile of sorted figures.
fn percentile(sorted: &[f64], share: f64) -> f64 {
    let place = (sorted.len() as f64 * share) as usize;
    sorted
        .get(place.min(sorted.len().saturating_sub(1)))
        .copied()
        .unwrap_or(f64::NAN)
}
