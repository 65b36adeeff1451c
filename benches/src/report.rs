//! What came out: ratios to the limit, as a table and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use crate::data::Data;
use crate::turns::{Figures, MixFigures};

/// All figures of a run.
#[derive(Debug, Serialize)]
pub struct Report {
    /// What was run on, in words.
    pub machine: String,
    /// The data set.
    pub data: Data,
    /// Each operation and its contenders; the first of them is the limit.
    pub calls: Vec<(String, Vec<Figures>)>,
    /// The mix by its number of tasks; the first contender is the limit.
    pub mix: Vec<(usize, Vec<MixFigures>)>,
}

/// A ratio to the limit.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    /// The median.
    pub median: f64,
    /// A quarter of the turns was below.
    pub low: f64,
    /// A quarter of the turns was above.
    pub high: f64,
}

/// The ratios of the turns of each round.
#[must_use]
pub fn ratio(figures: &[f64], limit: &[f64]) -> Ratio {
    let mut ratios: Vec<f64> = figures.iter().zip(limit).map(|(a, b)| a / b).collect();
    ratios.sort_by(f64::total_cmp);
    let at = |share: f64| {
        let place = (ratios.len() as f64 * share) as usize;
        ratios.get(place).copied().unwrap_or(f64::NAN)
    };
    Ratio {
        median: at(0.5),
        low: at(0.25),
        high: at(0.75),
    }
}

/// The median of figures.
#[must_use]
pub fn median(figures: &[f64]) -> f64 {
    let mut sorted = figures.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

impl Report {
    /// The contenders of all operations, in the order in which they first come.
    #[must_use]
    pub fn contenders(&self) -> Vec<&'static str> {
        let mut names = Vec::new();
        for figures in self.calls.iter().flat_map(|(_, figures)| figures) {
            if !names.contains(&figures.contender) {
                names.push(figures.contender);
            }
        }
        names
    }

    /// The table of single calls: microseconds of the limit, ratios of the others.
    #[must_use]
    pub fn calls_table(&self) -> String {
        let names = self.contenders();
        let mut table = format!(
            "| | {} |\n| --- |{}\n",
            names.join(" | "),
            " --: |".repeat(names.len())
        );
        for (operation, figures) in &self.calls {
            let _ = write!(table, "| {operation} |");
            for name in &names {
                let of_name = figures.iter().find(|figures| figures.contender == *name);
                let cell = match of_name {
                    None => String::new(),
                    Some(limit) if limit.contender == figures[0].contender => {
                        format!("{} µs", number(median(&limit.micros)))
                    }
                    Some(other) => {
                        let ratio = ratio(&other.micros, &figures[0].micros);
                        number(ratio.median)
                    }
                };
                let _ = write!(table, " {cell} |");
            }
            table.push('\n');
        }
        table
    }

    /// The table of the mix: rates and processor times as ratios, percentiles in milliseconds.
    #[must_use]
    pub fn mix_table(&self) -> String {
        let mut table = String::from(
            "| tasks | contender | rate | ratio | p50 ms | p99 ms | processor time for a call |\n\
             | --: | --- | --: | --: | --: | --: | --: |\n",
        );
        for (tasks, figures) in &self.mix {
            for other in figures {
                let rate = ratio(&other.rates, &figures[0].rates);
                let processor = ratio(&other.processor, &figures[0].processor);
                let _ = writeln!(
                    table,
                    "| {tasks} | {} | {:.0} | {} | {:.2} | {:.1} | {} |",
                    other.contender,
                    median(&other.rates),
                    number(rate.median),
                    other.p50 / 1e3,
                    other.p99 / 1e3,
                    number(processor.median),
                );
            }
        }
        table
    }
}

/// Two digits after the point, fewer for large numbers, more for small ones.
#[must_use]
pub fn number(value: f64) -> String {
    if value < 0.05 {
        format!("{value:.3}")
    } else if value < 10.0 {
        format!("{value:.2}")
    } else if value < 100.0 {
        format!("{value:.1}")
    } else {
        format!("{value:.0}")
    }
}
