//! The contract of the store: every function, on SQLite and on PostgreSQL.
#![allow(clippy::unwrap_used, reason = "a test may fail")]

#[path = "../shared/engine.rs"]
#[allow(dead_code, reason = "each test file uses its part of the engine")]
mod engine;

mod annotating;
mod authors;
mod backup;
mod conduct;
mod deciding;
mod discussing;
mod drafts;
mod export;
mod gold;
mod importing;
mod items;
mod jobs;
mod leases;
mod people;
mod projects;
mod pulse;
mod revisions;
mod rounds;
mod selection;
mod truths;
#[path = "../shared/world.rs"]
mod world;

/// Each case is a test of its own on SQLite; one cluster serves them all on PostgreSQL, each in its own database.
macro_rules! cases {
    ($($module:ident::$case:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $case() {
                crate::$module::$case(&crate::engine::Engine::sqlite()).await;
            })*
        }

        #[tokio::test]
        async fn postgres() {
            let engine = engine::Engine::postgres();
            $(
                eprintln!("{}", stringify!($case));
                $module::$case(&engine).await;
            )*
        }
    };
}

cases![
    people::accounts,
    people::sessions_slide,
    people::tokens_can_be_revoked,
    people::links_work_once,
    people::audit_is_paged,
    projects::a_project_has_its_first_design_and_its_manager,
    projects::designs_are_published_on_the_newest_base,
    projects::members_and_their_roles,
    projects::one_manager_stays,
    projects::assets_and_blobs,
    projects::unreferenced_blobs_are_collected,
    projects::bytes_that_are_wanted_again_are_kept,
    items::an_import_knows_its_rows_again,
    items::lists_are_filtered_sorted_and_paged,
    items::words_are_found_by_their_beginning,
    items::common_words_are_compared_along_the_order,
    items::a_search_finds_what_reading_everything_finds,
    items::a_picture_may_come_twice,
    items::a_lost_job_cannot_import,
    leases::two_leases_and_no_more,
    leases::orders,
    leases::nothing_comes_twice,
    leases::overlap_is_never_exceeded,
    leases::expired_leases_are_free_again,
    leases::direct_assignments_come_first,
    leases::caps_and_late_arrivals,
    leases::removing_a_member_frees_leases,
    drafts::a_stale_draft_is_refused_and_kept,
    drafts::slots_are_revealed_once,
    annotating::a_repeated_submission_is_one_annotation,
    annotating::late_and_surplus,
    annotating::a_submission_goes_by_the_policy_of_its_moment,
    annotating::a_new_design_makes_open_work_late,
    annotating::reopening_supersedes,
    annotating::an_old_correction_does_not_undo_a_newer_one,
    annotating::disagreement_asks_for_more,
    annotating::unusable_closes_the_item,
    annotating::my_work_and_totals,
    annotating::facts_are_told_in_order,
    revisions::changed_content_begins_anew,
    revisions::what_nobody_sees_changes_nothing,
    revisions::work_that_was_given_out_stays_with_its_content,
    revisions::exports_have_what_was_judged,
    selection::requeue_priority_exclude_include,
    selection::a_new_policy_recomputes_standings,
    selection::a_new_order_moves_the_queue,
    selection::a_chunk_commits_with_its_checkpoint,
    selection::a_requeue_opens_what_was_called_unusable,
    selection::offers_are_given_to_members_and_withdrawn,
    selection::an_offer_is_begun_as_things_are_by_then,
    export::pages_at_a_fixed_sequence,
    importing::annotations_from_elsewhere_count,
    importing::a_refused_import_leaves_nothing,
    authors::nobody_judges_a_text_of_their_own,
    authors::who_wrote_a_text_is_known,
    jobs::a_dead_workers_job_is_claimed_again,
    jobs::jobs_end_once,
    jobs::a_failed_job_is_tried_again,
    jobs::a_server_that_begins_goes_on_with_jobs,
    jobs::exports_are_listed,
    pulse::everybody_hears_of_their_own_projects,
    pulse::jobs_are_told_while_they_run_and_shortly_after,
    truths::a_signature_settles_and_history_stays,
    people::a_guideline_is_read_once,
    truths::gold_and_asked_items_stand_apart,
    gold::a_proposal_comes_to_nobody_before_it_is_checked,
    gold::gold_is_mixed_in_by_share_and_never_twice,
    gold::scores_follow_the_truth_and_touch_only_those_concerned,
    gold::repeats_are_no_votes,
    gold::appeals_are_facts,
    gold::who_had_seen_others_is_no_independent_voice,
    deciding::who_has_read_an_item_does_not_decide,
    deciding::one_decides_at_a_time_and_a_draft_survives,
    deciding::what_is_sent_back_waits_for_its_correction,
    deciding::comments_are_facts_and_people_are_told,
    conduct::actions_are_told_and_appealed,
    conduct::the_model_asks_once_and_offers_end,
    conduct::what_stays_unsure_is_disputed,
    rounds::everybody_has_the_same_items_until_the_round_is_closed,
    rounds::what_cannot_be_is_refused,
    discussing::what_is_discussed_is_closed_once,
    discussing::the_newest_word_on_a_reason_counts,
    discussing::a_guideline_says_where_it_was_taken_from,
    backup::a_copy_can_be_restored,
    backup::missing_media_are_reported,
];
