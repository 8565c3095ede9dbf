//! Symmetric positive definite matrices, dense and small: what Newton steps and covariances need.

/// The lower triangle L of a matrix that equals L times its transpose, row by row.
#[derive(Debug, Clone)]
pub(crate) struct Cholesky {
    n: usize,
    lower: Vec<f64>,
}

impl Cholesky {
    /// `None` where the matrix is not positive definite, or so nearly that nothing can be solved with it.
    pub(crate) fn of(mut matrix: Vec<f64>, n: usize) -> Option<Self> {
        for i in 0..n {
            let diagonal = matrix[i * n + i];
            for j in 0..=i {
                let (above, row) = matrix.split_at(i * n);
                let other = if j == i { &row[..j] } else { &above[j * n..j * n + j] };
                let dot: f64 = row[..j].iter().zip(other).map(|(a, b)| a * b).sum();
                let rest = row[j] - dot;
                if j < i {
                    matrix[i * n + j] = rest / matrix[j * n + j];
                } else if rest > 1e-12 * diagonal {
                    matrix[i * n + i] = rest.sqrt();
                } else {
                    return None;
                }
            }
        }
        Some(Self { n, lower: matrix })
    }

    /// Puts the solution of matrix × x = `right` in the place of `right`.
    pub(crate) fn solve(&self, right: &mut [f64]) {
        let n = self.n;
        for i in 0..n {
            let row = &self.lower[i * n..i * n + i];
            let dot: f64 = row.iter().zip(&right[..i]).map(|(a, b)| a * b).sum();
            right[i] = (right[i] - dot) / self.lower[i * n + i];
        }
        for i in (0..n).rev() {
            right[i] /= self.lower[i * n + i];
            let (before, at) = right.split_at_mut(i);
            let row = &self.lower[i * n..i * n + i];
            before.iter_mut().zip(row).for_each(|(x, a)| *x -= a * at[0]);
        }
    }

    pub(crate) fn inverse(&self) -> Vec<f64> {
        let n = self.n;
        let mut inverse = vec![0.0; n * n];
        for (i, row) in inverse.chunks_exact_mut(n.max(1)).enumerate() {
            row[i] = 1.0;
            self.solve(row);
        }
        inverse
    }
}

/// Bread × filling × bread of symmetric matrices, row by row: a covariance from an inverse curvature and squared scores.
pub(crate) fn sandwich(bread: &[f64], filling: &[f64], n: usize) -> Vec<f64> {
    product(&product(bread, filling, n), bread, n)
}

fn product(left: &[f64], right: &[f64], n: usize) -> Vec<f64> {
    let mut out = vec![0.0; n * n];
    for (row, out) in left.chunks_exact(n.max(1)).zip(out.chunks_exact_mut(n.max(1))) {
        for (k, &x) in row.iter().enumerate().filter(|(_, x)| **x != 0.0) {
            out.iter_mut().zip(&right[k * n..(k + 1) * n]).for_each(|(cell, y)| *cell += x * y);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn solves_and_inverts() {
        let matrix = vec![4.0, 2.0, 0.6, 2.0, 5.0, 1.0, 0.6, 1.0, 3.0];
        let found = Cholesky::of(matrix.clone(), 3).unwrap();
        let mut x = [1.0, -2.0, 3.0];
        found.solve(&mut x);
        for (row, expected) in matrix.chunks(3).zip([1.0, -2.0, 3.0]) {
            let product: f64 = row.iter().zip(&x).map(|(a, b)| a * b).sum();
            assert!((product - expected).abs() < 1e-12);
        }
        let inverse = found.inverse();
        let unit: f64 = (0..3).map(|i| matrix[3 + i] * inverse[i * 3 + 1]).sum();
        assert!((unit - 1.0).abs() < 1e-12);
    }

    #[test]
    fn refuses_what_has_no_inverse() {
        assert!(Cholesky::of(vec![1.0, 1.0, 1.0, 1.0], 2).is_none());
        assert!(Cholesky::of(vec![1.0, 2.0, 2.0, 1.0], 2).is_none());
    }
}
