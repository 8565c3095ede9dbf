-- Gold: where items with known answers come from, how people answered them, and what they contest; repeats; who saw
-- what others had said.

-- Why the queue gave it: '' as its turn came, 'gold' to check the person, 'repeat' to compare the person with itself.
alter table assignments add column drawn text not null default '';

-- How many items the queue has given to the person, and how many gold decisions were right of how many: a cache.
alter table progress add column draws bigint not null default 0;
alter table progress add column gold_right bigint not null default 0;
alter table progress add column gold_decisions bigint not null default 0;

-- Facts: how an item came to have known answers. `known` is `domain::KnownError` as JSON, where it was made with one
-- out of `made_from`; `facts` is what was proposed as true, as `domain::Annotation`.
create table gold_sources (
    item text primary key references items,
    project text not null references projects,
    made_from text references items,
    known text,
    facts text not null,
    proposed_by text not null references users,
    created_at bigint not null
);
create index gold_sources_by_origin on gold_sources (made_from);
create index gold_sources_by_project on gold_sources (project, item);

-- A cache: what is right of an annotation, by the ground truth of that id. `body` is a list of `domain::Decision`.
create table gold_scores (
    annotation text primary key references annotations,
    project text not null,
    annotator text not null,
    item text not null,
    truth text not null,
    right_count bigint not null,
    n_decisions bigint not null,
    body text not null,
    submitted_at bigint not null
) /*clustered*/;
create index gold_scores_by_annotator on gold_scores (project, annotator);
create index gold_scores_by_item on gold_scores (item);

-- Facts, appended: one row for each state of an appeal.
create table appeals (
    id text not null,
    project text not null references projects,
    annotation text not null references annotations,
    annotator text not null references users,
    item text not null references items,
    unit text not null,
    body text not null,
    state text not null,
    made_by text not null references users,
    note text not null,
    seq bigint not null,
    until_seq bigint not null,
    created_at bigint not null,
    primary key (id, seq)
);
create unique index appeals_by_seq on appeals (project, seq);
create index appeals_by_annotation on appeals (annotation);

-- Who was shown what others had said of an item, first when.
create table seen_items (
    item text not null references items,
    person text not null references users,
    project text not null,
    seen_at bigint not null,
    primary key (item, person)
) /*clustered*/;

create index seen_items_by_person on seen_items (person, project);

create index assignments_drawn on assignments (project, annotator, item) where drawn <> '';
