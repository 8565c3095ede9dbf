//! How far an item is: overlap, disagreement, unusable items, requeued items.

use crosscheck_domain::{
    Adjudicate, AdjudicationRule, AnnotatorId, Course, ItemState, Meanings, Overlap, Policy, Rating, ReviewRule,
    Standing, Vote, VoteKind, sample_place, standing,
};

use crate::fixtures::{caption_check, places};

/// A vote from a word: `-` declined, `!` unusable, else `field=value` separated by spaces, `field@unit=value` with a unit.
fn vote(index: usize, words: &str) -> Vote {
    let outcome = match words {
        "-" => VoteKind::Declined,
        "!" => VoteKind::Unusable,
        _ => VoteKind::Complete,
    };
    let rating = |word: &str| {
        let (field, value) = word.split_once('=')?;
        let (field, unit) = field.split_once('@').unwrap_or((field, ""));
        Some(Rating { field: field.to_owned(), unit: unit.to_owned(), value: value.to_owned() })
    };
    let ratings = words.split(' ').filter_map(rating).collect();
    Vote { annotator: AnnotatorId(format!("a{index}")), outcome, design_version: 1, ratings }
}

fn of(overlap: Overlap, votes: &[&str], extra: u32) -> Standing {
    let votes: Vec<Vote> = votes.iter().enumerate().map(|(index, words)| vote(index, words)).collect();
    let course = Course { extra, ..Course::default() };
    standing(&Policy { overlap, ..Policy::default() }, &votes, &Meanings::default(), &course)
}

fn check(overlap: Overlap, votes: &[&str], extra: u32, state: ItemState, n_votes: u32, wanted: u32) {
    let found = of(overlap, votes, extra);
    assert_eq!((found.state, found.votes, found.wanted), (state, n_votes, wanted), "{votes:?}");
}

const THREE: Overlap = Overlap::Fixed { n: 3 };

fn adaptive(fields: &[&str]) -> Overlap {
    Overlap::Adaptive { start: 2, max: 4, fields: fields.iter().map(|field| (*field).to_owned()).collect() }
}

#[test]
fn fixed_overlap() {
    check(THREE, &[], 0, ItemState::Open, 0, 3);
    check(THREE, &["v=1", "v=2"], 0, ItemState::Open, 2, 3);
    check(THREE, &["v=1", "v=2", "v=3"], 0, ItemState::Done, 3, 3);
    check(THREE, &["v=1", "v=2", "v=3"], 2, ItemState::Open, 3, 5);
    check(THREE, &["v=1", "v=2", "v=3", "v=4"], 0, ItemState::Done, 4, 3);
}

#[test]
fn adaptive_overlap_asks_more_only_on_disagreement() {
    use ItemState::{Done, Open};
    check(adaptive(&["v"]), &["v=1"], 0, Open, 1, 2);
    check(adaptive(&["v"]), &["v=1", "v=1"], 0, Done, 2, 2);
    check(adaptive(&["v"]), &["v=1", "v=2"], 0, Open, 2, 3);
    check(adaptive(&["v"]), &["v=1", "v=2", "v=1"], 0, Open, 3, 4);
    check(adaptive(&["v"]), &["v=1", "v=2", "v=1", "v=1"], 0, Done, 4, 4);
    check(adaptive(&["v"]), &["v=1", "v=1"], 1, Open, 2, 3);
    check(adaptive(&["v"]), &["v=1 w=1", "v=1 w=2"], 0, Done, 2, 2);
    check(adaptive(&[]), &["v=1", "v=2"], 0, Done, 2, 2);
}

#[test]
fn fields_are_compared_by_their_kind() {
    let agree = |one: &str, other: &str, agree: bool| {
        let state = if agree { ItemState::Done } else { ItemState::Open };
        assert_eq!(of(adaptive(&["v"]), &[one, other], 0).state, state, "{one} and {other}");
    };
    agree(r#"v=["a","b"]"#, r#"v=["b","a"]"#, true);
    agree(r#"v=["a"]"#, r#"v=["a","b"]"#, false);
    agree("v=1.0", "v=1", true);
    agree("v=01", "v=1", false);
    agree("v@claim:c1=1", "v@claim:c2=1", false);
    agree("v=1", "w=1", false);
    agree("w=1", "w=2", true);
    agree("v/timing=1", "v/timing=2", false);
    agree("vx=1", "vx=2", true);
}

#[test]
fn enough_unusable_outcomes_close_an_item() {
    check(THREE, &["!"], 0, ItemState::Open, 0, 3);
    check(THREE, &["!", "v=1", "!"], 0, ItemState::Unusable, 1, 1);
    check(THREE, &["-", "-", "-", "v=1"], 0, ItemState::Open, 1, 3);
}

#[test]
fn an_excluded_item_wants_nothing_more() {
    let excluded = Course { extra: 5, excluded: true, ..Course::default() };
    let found = standing(&Policy::default(), &[vote(0, "v=1")], &Meanings::default(), &excluded);
    assert_eq!((found.state, found.wanted, found.votes), (ItemState::Excluded, 1, 1));
}

#[test]
fn agreement_is_mean_pairwise_equality() {
    let agreement = |votes: &[&str]| of(THREE, votes, 0).agreement;
    assert_eq!(agreement(&["v=1"]), None);
    assert_eq!(agreement(&["v=1", "-", "!"]), None);
    assert_eq!(agreement(&["x", "y"]), None);
    assert_eq!(agreement(&["v=1", "v=1"]), Some(1.0));
    assert_eq!(agreement(&["v=1", "v=1", "v=2"]), Some(1.0 / 3.0));
    assert_eq!(agreement(&["v=1 w=2", "v=1"]), Some(0.5));
}

#[test]
fn the_order_of_votes_does_not_matter() {
    let one = of(adaptive(&["v"]), &["v=1", "v=2", "!", "v=1"], 0);
    let other = of(adaptive(&["v"]), &["v=1", "!", "v=1", "v=2"], 0);
    assert_eq!(one, other);
}

#[test]
fn a_policy_lets_everybody_do_something() {
    let check = |max: Option<u32>, expected: &[&str]| {
        let policy = Policy { max_per_annotator: max, ..Policy::default() };
        assert_eq!(places(&policy.problems(&caption_check())), expected, "{max:?}");
    };
    check(None, &[]);
    check(Some(1), &[]);
    check(Some(0), &["policy max_per_annotator"]);
}

#[test]
fn votes_of_versions_that_mean_something_else_are_not_compared() {
    let (old, mut new) = (caption_check(), caption_check());
    new.claims.as_mut().unwrap().verdicts.pop();
    let mut meanings = Meanings::default();
    meanings.add(1, &old);
    meanings.add(2, &new);
    let of = |votes: &[(u32, &str)]| {
        let votes = votes.iter().enumerate();
        let votes: Vec<Vote> =
            votes.map(|(n, (version, words))| Vote { design_version: *version, ..vote(n, words) }).collect();
        let policy = Policy { overlap: adaptive(&["verdict"]), ..Policy::default() };
        let found = standing(&policy, &votes, &meanings, &Course::default());
        (found.state, found.wanted, found.agreement)
    };
    use ItemState::{Done, Open};
    assert_eq!(of(&[(1, "verdict=a"), (1, "verdict=a")]), (Done, 2, Some(1.0)), "finished work stays finished");
    assert_eq!(of(&[(1, "verdict=a"), (2, "verdict=a")]), (Open, 3, None), "nobody knows whether they agree");
    assert_eq!(of(&[(1, "verdict=a"), (2, "verdict=b"), (2, "verdict=b")]), (Done, 2, Some(1.0)));
    assert_eq!(of(&[(1, "verdict=a"), (2, "verdict=a"), (2, "verdict=b")]), (Open, 4, Some(0.0)));
    // What the change left as it was is compared across versions.
    assert_eq!(of(&[(1, "verdict=a question/quality=3"), (2, "verdict=a question/quality=3")]).2, Some(1.0));
}

/// The state under a ladder: two people, a third where they differ, then a senior expert where no two agree.
fn on_ladder(votes: &[&str], course: &Course) -> ItemState {
    let overlap = Overlap::Adaptive { start: 2, max: 3, fields: vec!["v".to_owned()] };
    let adjudication =
        AdjudicationRule { when: Adjudicate::Disputed, fields: vec!["v".to_owned()], ..AdjudicationRule::default() };
    let policy = Policy { overlap, adjudication, review: ReviewRule { share: 0.5 }, ..Policy::default() };
    let votes: Vec<Vote> = votes.iter().enumerate().map(|(index, words)| vote(index, words)).collect();
    standing(&policy, &votes, &Meanings::default(), course).state
}

#[test]
fn a_ladder_ends_with_a_senior_expert() {
    let course = Course { place: 0.7, ..Course::default() };
    let state = |votes: &[&str]| on_ladder(votes, &course);
    assert_eq!(state(&["v=1", "v=1"]), ItemState::Done);
    assert_eq!(state(&["v=1", "v=2"]), ItemState::Open);
    assert_eq!(state(&["v=1", "v=2", "v=1"]), ItemState::Done, "two of three");
    assert_eq!(state(&["v=1", "v=2", "v=3"]), ItemState::Disputed);
    assert_eq!(state(&["v=1 w=1", "v=1 w=2"]), ItemState::Done, "w need not be settled");
    assert_eq!(state(&["v@claim:c1=1 v@claim:c2=1", "v@claim:c1=1 v@claim:c2=2", "v@claim:c1=1"]), ItemState::Disputed);
    let signed = Course { settled: true, ..course.clone() };
    assert_eq!(on_ladder(&["v=1", "v=2", "v=3"], &signed), ItemState::Settled);
    assert_eq!(on_ladder(&["v=1"], &Course { gold: true, ..signed.clone() }), ItemState::Gold);
    assert_eq!(on_ladder(&["v=1"], &Course { excluded: true, gold: true, ..signed }), ItemState::Excluded);
}

#[test]
fn a_share_of_what_is_done_goes_to_review() {
    let state = |place: f64| on_ladder(&["v=1", "v=1"], &Course { place, ..Course::default() });
    assert_eq!((state(0.49), state(0.5)), (ItemState::Review, ItemState::Done));
    let places: Vec<f64> = (0..10_000).map(|n| sample_place(&format!("01JQ{n:022}").into())).collect();
    let tenth = places.iter().filter(|place| **place < 0.1).count();
    assert!((900..=1_100).contains(&tenth), "{tenth} of 10,000 ids that differ in their last characters");
}

#[test]
fn a_model_asks_for_more() {
    let overlap = Overlap::Confident { start: 2, max: 4, threshold: 0.9, fields: vec!["v".to_owned()] };
    let policy = Policy { overlap, ..Policy::default() };
    let votes = [vote(0, "v=1"), vote(1, "v=2")];
    let wanted = |asked: u32, extra: u32| {
        let course = Course { asked, extra, ..Course::default() };
        let found = standing(&policy, &votes, &Meanings::default(), &course);
        (found.state, found.wanted)
    };
    assert_eq!(wanted(0, 0), (ItemState::Done, 2));
    assert_eq!(wanted(1, 0), (ItemState::Open, 3));
    assert_eq!(wanted(9, 1), (ItemState::Open, 5));
}
