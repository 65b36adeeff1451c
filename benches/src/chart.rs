//! The figures as SVG.

use std::fmt::Write as _;

use crate::report::{Report, median, number, ratio};

/// A colour for each contender, in the order of the report.
const COLOURS: [&str; 9] = [
    "#555555", "#d1495b", "#1b6ca8", "#2a9d8f", "#e9a03b", "#7b4fa3", "#8a6d3b", "#999999",
    "#bbbbbb",
];
const LEFT: f64 = 230.0;
const WIDTH: f64 = 620.0;
const ROW: f64 = 24.0;
const TOP: f64 = 70.0;

/// A drawing of points in rows, on a scale from `low` to `high` by factors.
struct Chart {
    body: String,
    low: f64,
    high: f64,
    rows: usize,
}

impl Chart {
    fn new(low: f64, high: f64) -> Self {
        Self {
            body: String::new(),
            low,
            high,
            rows: 0,
        }
    }

    fn x(&self, value: f64) -> f64 {
        let share =
            (value.clamp(self.low, self.high) / self.low).ln() / (self.high / self.low).ln();
        LEFT + WIDTH * share
    }

    fn row(&mut self, name: &str) -> f64 {
        let y = TOP + ROW * (self.rows as f64 + 0.5);
        self.rows += 1;
        let _ = writeln!(
            self.body,
            r##"<text x="{:.0}" y="{:.0}" text-anchor="end">{name}</text><line x1="{LEFT}" x2="{:.0}" y1="{y:.0}" y2="{y:.0}" stroke="#eee"/>"##,
            LEFT - 10.0,
            y + 4.0,
            LEFT + WIDTH,
        );
        y
    }

    fn point(&mut self, y: f64, value: f64, colour: &str, title: &str) {
        let x = self.x(value);
        let _ = writeln!(
            self.body,
            r#"<circle cx="{x:.1}" cy="{y:.0}" r="5" fill="{colour}" fill-opacity="0.85"><title>{title}: {}</title></circle>"#,
            number(value),
        );
    }

    fn legend(&mut self, names: &[&str]) {
        for (place, name) in names.iter().enumerate() {
            let x = 20.0 + 210.0 * (place % 4) as f64;
            let y = 16.0 + 18.0 * (place / 4) as f64;
            let colour = COLOURS[place % COLOURS.len()];
            let _ = writeln!(
                self.body,
                r#"<circle cx="{x}" cy="{y}" r="5" fill="{colour}"/><text x="{}" y="{}">{name}</text>"#,
                x + 10.0,
                y + 4.0,
            );
        }
    }

    fn finish(self, ticks: &[f64]) -> String {
        let bottom = TOP + ROW * self.rows as f64;
        let mut grid = String::new();
        for tick in ticks {
            let x = self.x(*tick);
            let _ = writeln!(
                grid,
                r##"<line x1="{x:.0}" x2="{x:.0}" y1="{TOP}" y2="{bottom:.0}" stroke="#ccc"/><text x="{x:.0}" y="{:.0}" text-anchor="middle">{tick}</text>"##,
                bottom + 16.0,
            );
        }
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{:.0}\" height=\"{:.0}\" \
             font-family=\"sans-serif\" font-size=\"12\">\n\
             <rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{grid}{}</svg>\n",
            LEFT + WIDTH + 30.0,
            bottom + 28.0,
            self.body,
        )
    }
}

/// The time of each call as a multiple of the limit's.
#[must_use]
pub fn calls(report: &Report) -> String {
    let names = report.contenders();
    let mut chart = Chart::new(0.1, 1_000.0);
    chart.legend(&names);
    for (operation, figures) in &report.calls {
        let y = chart.row(operation);
        for other in figures {
            let place = names.iter().position(|name| *name == other.contender);
            let ratio = ratio(&other.micros, &figures[0].micros).median;
            let colour = COLOURS[place.unwrap_or_default() % COLOURS.len()];
            chart.point(y, ratio, colour, other.contender);
        }
    }
    chart.finish(&[0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 100.0, 1_000.0])
}

/// The rate of the mix, as a multiple of the limit's.
#[must_use]
pub fn mix(report: &Report) -> String {
    let names: Vec<&str> = report.mix.first().map_or_else(Vec::new, |(_, figures)| {
        figures.iter().map(|figures| figures.contender).collect()
    });
    let mut chart = Chart::new(0.05, 2.0);
    chart.legend(&names);
    for (tasks, figures) in &report.mix {
        let limit = number(median(&figures[0].rates));
        let y = chart.row(&format!("{tasks} tasks ({limit} calls/s)"));
        for (place, other) in figures.iter().enumerate() {
            let ratio = ratio(&other.rates, &figures[0].rates).median;
            chart.point(y, ratio, COLOURS[place % COLOURS.len()], other.contender);
        }
    }
    chart.finish(&[0.05, 0.1, 0.2, 0.5, 1.0, 2.0])
}
