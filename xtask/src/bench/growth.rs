//! Fits a power law to measurements: how cost grows with size.

/// The exponent `b` of `cost - base = a * size^b`, fitted by least squares over the logarithms.
///
/// The first point is the base: what starting the process costs, whatever the document. `None` if fewer than two
/// points are above it.
pub(super) fn exponent(points: &[(f64, f64)]) -> Option<f64> {
    let ((base_size, base_cost), rest) = points.split_first()?;
    let logarithms = rest.iter().map(|(size, cost)| ((size - base_size).ln(), (cost - base_cost).ln()));
    let usable: Vec<_> = logarithms.filter(|(size, cost)| size.is_finite() && cost.is_finite()).collect();
    if usable.len() < 2 {
        return None;
    }
    let mean = |value: fn(&(f64, f64)) -> f64| {
        let (sum, count) =
            usable.iter().fold((0.0, 0.0), |(sum, count), point| (sum + value(point), count + 1.0));
        sum / count
    };
    let (centre_size, centre_cost) = (mean(|point| point.0), mean(|point| point.1));
    let covariance: f64 = usable.iter().map(|(size, cost)| (size - centre_size) * (cost - centre_cost)).sum();
    let variance: f64 = usable.iter().map(|(size, _)| (size - centre_size).powi(2)).sum();
    Some(covariance / variance)
}

#[cfg(test)]
mod tests {
    use super::exponent;

    #[test]
    fn finds_the_exponent_above_a_base() {
        let points =
            |power: i32| [10.0_f64, 100.0, 1000.0].map(|size| (size, 5.0 + (size - 10.0).powi(power)));
        assert!((exponent(&points(1)).unwrap() - 1.0).abs() < 1e-9);
        assert!((exponent(&points(2)).unwrap() - 2.0).abs() < 1e-9);
        assert!(exponent(&[(10.0, 5.0), (100.0, 6.0)]).is_none());
        assert!(exponent(&[]).is_none());
    }
}
