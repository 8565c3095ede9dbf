//! Vocabulary and rules of Crosscheck: designs, items, annotations, checks and policies.
//!
//! Everything here is synchronous and pure: no clock, no randomness, no files, no SQL, no HTTP.

pub mod annotation;
pub mod asset;
pub mod blind;
pub mod check;
pub mod consensus;
pub mod correction;
pub mod corrupt;
pub mod decompose;
pub mod design;
pub mod differences;
pub mod excerpt;
pub mod fields;
pub mod gold;
pub mod ids;
pub mod item;
pub mod limits;
pub mod mismatch;
pub mod places;
pub mod policy;
pub mod problem;
pub mod rating;
pub mod reveal;
pub mod selector;
pub mod split;
pub mod stage;
pub mod standing;
pub mod time;
pub mod truth;

pub use annotation::*;
pub use asset::*;
pub use blind::{blinded, unblinded};
pub use check::{check, check_item, priority_problem, value_problems};
pub use correction::{claim_source, corrected_text};
pub use corrupt::{Corruption, CorruptionKind, KnownError, MovedSound, Verified, corrupt, untouched};
pub use decompose::split_claims;
pub use design::*;
pub use differences::{Difference, Group, GroupKind, GroupMember, differences, groups};
pub use excerpt::{excerpt, search_words};
pub use fields::{Field, Level, Meanings, fields, same_field};
pub use gold::{Decision, RightShare, Tally, draw_place, same_answer, score};
pub use ids::*;
pub use item::*;
pub use policy::*;
pub use problem::*;
pub use rating::{Rating, ratings};
pub use reveal::{for_annotator, shown, withhold};
pub use selector::*;
pub use split::{Splits, Together};
pub use standing::{Course, Standing, Vote, VoteKind, sample_place, standing};
pub use time::*;
pub use truth::*;
