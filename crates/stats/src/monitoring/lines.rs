//! Straight lines: answers that vary far less than those of others on the same units.

/// How an annotator's answers vary.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Lines {
    /// In bits.
    pub entropy: f64,
    /// That of the others' answers on the same units.
    pub expected: f64,
    pub longest_run: usize,
    /// The run that one would wait for in as many answers of the others.
    pub expected_run: f64,
}

impl Lines {
    /// It stands out: hardly any variety where others have some, or a run far beyond any chance.
    pub fn straight(&self, n: usize) -> bool {
        n >= 30
            && self.expected > 0.3
            && (self.entropy < 0.3 * self.expected
                || self.entropy < 0.6 * self.expected && self.longest_run as f64 > 3.0 * self.expected_run)
    }
}

/// Own answers in their order, and how often others gave each label on the same units.
pub fn lines(own: &[usize], others: &[f64]) -> Lines {
    let mut counts = vec![0.0; others.len()];
    own.iter().for_each(|&label| counts[label] += 1.0);
    let longest = own.chunk_by(|a, b| a == b).map(<[usize]>::len).max().unwrap_or(0);
    let total: f64 = others.iter().sum();
    let most = others.iter().copied().fold(0.0, f64::max) / total.max(1.0);
    // The longest run of a label of this share in n draws (Schilling 1990).
    let run = if most > 0.0 && most < 1.0 {
        ((own.len() as f64 * (1.0 - most)).max(1.0).ln() / (1.0 / most).ln()).max(1.0)
    } else {
        own.len() as f64
    };
    Lines { entropy: entropy(&counts), expected: entropy(others), longest_run: longest, expected_run: run }
}

fn entropy(counts: &[f64]) -> f64 {
    let total: f64 = counts.iter().sum();
    let shares = counts.iter().filter(|&&n| n > 0.0).map(|n| n / total);
    shares.map(|share| -share * share.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_answer_for_everything_stands_out() {
        let found = lines(&[0; 60], &[60.0, 40.0, 20.0]);
        assert!(found.straight(60) && found.longest_run == 60);
        let varied: Vec<usize> = (0..60).map(|n| [0, 1, 0, 2, 0, 1][n % 6]).collect();
        assert!(!lines(&varied, &[60.0, 40.0, 20.0]).straight(60));
        assert!(!lines(&[0; 60], &[120.0, 0.0, 0.0]).straight(60), "where everybody answers alike");
    }
}
