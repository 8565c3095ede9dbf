-- Ground truth: accepted facts of an item with who signed them, and the states of items that follow from it.

alter table counters add column gold bigint not null default 0;
alter table counters add column disputed bigint not null default 0;
alter table counters add column review bigint not null default 0;
alter table counters add column settled bigint not null default 0;

-- `asked` is how many annotations the model of annotators asked for, `gold` and `settled` are 0 or 1.
alter table standings add column asked bigint not null default 0;
alter table standings add column gold bigint not null default 0;
alter table standings add column settled bigint not null default 0;

-- What the annotator had seen of others before: 0 nothing, 1 answers of peers or of a reviewer, 2 a suggestion.
alter table annotations add column informed bigint not null default 0;

-- Append-only; the newest of an item wins. `body` is `domain::GroundTruth` as JSON.
create table truths (
    id text primary key,
    project text not null references projects,
    item text not null references items,
    item_revision bigint not null,
    kind text not null,
    design_version bigint not null,
    seq bigint not null,
    until_seq bigint not null,
    signer text not null references users,
    assignment text references assignments,
    supersedes text,
    body text not null,
    body_hash text not null,
    created_at bigint not null
);
create unique index truths_by_seq on truths (project, seq);
create index truths_by_item on truths (item, seq);
create index truths_ended on truths (project, until_seq) where until_seq < 9223372036854775807;

create table truth_ratings (
    truth text not null references truths,
    field text not null,
    unit text not null,
    value text not null,
    primary key (truth, field, unit)
) /*clustered*/;
