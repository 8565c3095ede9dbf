//! The NER score of subtitles: accuracy from edition and recognition errors, weighed by how serious they are.
//!
//! P. Romero-Fresco & J. Martínez, Accuracy rate in live subtitling: the NER model, in: J. Díaz Cintas & R. Baños (eds),
//! Audiovisual translation in a global context, Palgrave Macmillan 2015: `(N − E − R) / N · 100`, with N words, and 0.25, 0.5
//! and 1 for a minor, a standard and a serious error.

use serde::{Deserialize, Serialize};

/// The accuracy from which the model calls live subtitles acceptable.
pub const ACCEPTABLE: f64 = 0.98;

/// How much an error hinders understanding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seriousness {
    /// Noticed, and understood all the same.
    Minor,
    /// What was said is lost or cannot be understood.
    Standard,
    /// Something else is understood, and believed.
    Serious,
}

/// What went wrong: what was decided to be written, or how it was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NerError {
    /// An idea was left out, added or changed.
    Edition(Seriousness),
    /// A word was misheard, mistyped or misrecognised.
    Recognition(Seriousness),
}

/// The score and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct NerScore {
    /// Words, punctuation and marks of speakers of the subtitles.
    pub n_words: u64,
    /// Sum of the weights of edition errors.
    pub edition: f64,
    /// Sum of the weights of recognition errors.
    pub recognition: f64,
    /// `(N − E − R) / N`: 1 is perfect, and many errors in few words go below 0.
    pub score: f64,
}

impl Seriousness {
    pub fn weight(self) -> f64 {
        match self {
            Self::Minor => 0.25,
            Self::Standard => 0.5,
            Self::Serious => 1.0,
        }
    }
}

impl NerScore {
    pub fn is_acceptable(&self) -> bool {
        self.score >= ACCEPTABLE
    }
}

/// The score of subtitles of so many words; none where there is no word.
pub fn ner_score(n_words: u64, errors: &[NerError]) -> Option<NerScore> {
    if n_words == 0 {
        return None;
    }
    let (mut edition, mut recognition) = (0.0, 0.0);
    for error in errors {
        match error {
            NerError::Edition(seriousness) => edition += seriousness.weight(),
            NerError::Recognition(seriousness) => recognition += seriousness.weight(),
        }
    }
    let score = (n_words as f64 - edition - recognition) / n_words as f64;
    Some(NerScore { n_words, edition, recognition, score })
}

#[cfg(test)]
mod tests {
    use super::NerError::{Edition, Recognition};
    use super::Seriousness::{Minor, Serious, Standard};
    use super::*;

    #[test]
    fn errors_are_weighed() {
        let check = |n_words, errors: &[NerError], expected: f64| {
            let found = ner_score(n_words, errors).unwrap();
            assert!((found.score - expected).abs() < 1e-12, "{found:?}");
        };
        check(100, &[], 1.0);
        check(100, &[Edition(Minor), Recognition(Standard), Edition(Serious)], 0.9825);
        check(200, &[Recognition(Serious); 4], 0.98);
        check(1, &[Edition(Serious), Recognition(Serious)], -1.0);
        assert_eq!(ner_score(0, &[]), None);
    }

    #[test]
    fn the_limit_of_the_model_is_acceptable() {
        assert!(ner_score(200, &[Recognition(Serious); 4]).unwrap().is_acceptable());
        assert!(!ner_score(100, &[Recognition(Serious), Edition(Serious), Edition(Minor)]).unwrap().is_acceptable());
    }

    #[test]
    fn order_does_not_matter() {
        let errors = [Edition(Minor), Recognition(Serious), Edition(Standard)];
        let turned = [errors[2], errors[0], errors[1]];
        assert_eq!(ner_score(50, &errors), ner_score(50, &turned));
    }
}
