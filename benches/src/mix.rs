//! Many tasks at once on few connections: four reads, then a write.

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;

use crate::call::Call;
use crate::contender::{Contender, processor_time};
use crate::data::Data;

/// How many connections every contender may open.
pub const CONNECTIONS: u32 = 16;
/// How many tasks there are in each of the rows.
pub const TASKS: [usize; 4] = [1, 4, 16, 64];

/// What the tasks do.
#[derive(Debug, Clone, Serialize)]
pub struct Mix {
    /// How many tasks there are.
    pub tasks: usize,
    /// For how long.
    pub milliseconds: u64,
    /// Which values to draw from.
    pub data: Data,
}

/// What one turn of the tasks gave.
#[derive(Debug, Default, Deserialize)]
pub struct MixTurn {
    /// How long each call took, in microseconds.
    pub micros: Vec<f64>,
    /// How long the turn took, in microseconds.
    pub wall: f64,
    /// The processor time of the client meanwhile, in microseconds.
    pub processor: f64,
}

impl MixTurn {
    /// Calls in a second.
    #[must_use]
    pub fn rate(&self) -> f64 {
        self.micros.len() as f64 * 1e6 / self.wall
    }

    /// Processor time of the client for each call, in microseconds.
    #[must_use]
    pub fn processor_per_call(&self) -> f64 {
        self.processor / self.micros.len() as f64
    }
}

/// The next call: 80% reads.
#[must_use]
pub fn draw(data: &Data) -> Call {
    let user = data.any_user();
    match fastrand::u8(..10) {
        0..4 => data.state(),
        4..8 => data.page(user),
        8 => data.add(user),
        _ => data.set_config(),
    }
}

/// Runs one turn of a contender.
///
/// # Errors
/// Those of the contender.
pub async fn run(contender: &Arc<dyn Contender>, mix: &Mix) -> Result<MixTurn> {
    if let Some(script) = contender.script() {
        return script.mix(mix).await;
    }
    let (start, processor) = (Instant::now(), processor_time());
    let until = start + Duration::from_millis(mix.milliseconds);
    let mut tasks = JoinSet::new();
    for _ in 0..mix.tasks {
        tasks.spawn(task(Arc::clone(contender), mix.data, until));
    }
    let mut turn = MixTurn::default();
    while let Some(done) = tasks.join_next().await {
        turn.micros.extend(done??);
    }
    turn.wall = start.elapsed().as_secs_f64() * 1e6;
    turn.processor = (processor_time() - processor).as_secs_f64() * 1e6;
    Ok(turn)
}

async fn task(contender: Arc<dyn Contender>, data: Data, until: Instant) -> Result<Vec<f64>> {
    let mut micros = Vec::new();
    loop {
        let call = draw(&data);
        let start = Instant::now();
        if start >= until {
            return Ok(micros);
        }
        std::hint::black_box(contender.call(&call).await?);
        micros.push(start.elapsed().as_secs_f64() * 1e6);
    }
}
