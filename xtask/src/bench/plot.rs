//! Draws the growth of generation, on logarithmic axes: linear growth is the slope of the thin line.

use std::io;
use std::path::Path;

use plotters::prelude::{
    BLACK, BLUE, ChartBuilder, Circle, IntoDrawingArea as _, IntoLogRange as _, LineSeries, RED, RGBColor,
    SVGBackend, WHITE,
};

use super::generation::{Point, size};

const GREY: RGBColor = RGBColor(160, 160, 160);

/// Writes the drawing.
pub(super) fn draw(file: &Path, points: &[Point]) -> io::Result<()> {
    picture(file, points).map_err(|error| io::Error::other(error.to_string()))
}

fn picture(file: &Path, points: &[Point]) -> Result<(), Box<dyn std::error::Error>> {
    let milliseconds = |point: &Point| (size(point.schemas), point.cost.user_seconds() * 1e3);
    let memory = |point: &Point| (size(point.schemas), point.cost.mebibytes());
    let most = points.iter().flat_map(|point| [milliseconds(point).1, memory(point).1]).fold(100.0, f64::max);
    let widest = points.iter().map(|point| size(point.schemas)).fold(100.0, f64::max);

    let area = SVGBackend::new(file, (720, 440)).into_drawing_area();
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption("Generation: CPU (red, ms) and peak memory (blue, MiB)", ("sans-serif", 18))
        .margin(12)
        .x_label_area_size(44)
        .y_label_area_size(64)
        .build_cartesian_2d((10.0..widest).log_scale(), (5.0..most * 1.5).log_scale())?;
    chart.configure_mesh().x_desc("schemas").y_desc("ms, MiB").light_line_style(WHITE).draw()?;
    let slope = [10.0, widest].map(|size| (size, most * size / widest));
    chart.draw_series(LineSeries::new(slope, GREY))?;
    for (colour, values) in [
        (RED, points.iter().map(milliseconds).collect::<Vec<_>>()),
        (BLUE, points.iter().map(memory).collect()),
    ] {
        chart.draw_series(LineSeries::new(values.iter().copied(), colour))?;
        chart.draw_series(values.iter().map(|point| Circle::new(*point, 3, BLACK)))?;
    }
    area.present()?;
    Ok(())
}
