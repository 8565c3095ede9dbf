-- What people should talk about: units that a lead put on the list, and how reviewers find annotators' reasons.

-- A unit on the list, with why; what closed it is set once. `field` and `unit` are empty for the item itself.
create table discussions (
    id text primary key,
    project text not null references projects,
    item text not null references items,
    field text not null,
    unit text not null,
    note text not null,
    opened_by text not null references users,
    opened_at bigint not null,
    outcome text,
    guideline_version bigint,
    closed_by text references users,
    closed_at bigint
);
create index discussions_by_project on discussions (project, id);

-- How good a reason is that somebody wrote for a verdict or an omission. Append-only; the newest of each rater counts.
create table reason_ratings (
    id text primary key,
    project text not null references projects,
    annotation text not null references annotations,
    unit text not null,
    rating text not null,
    rated_by text not null references users,
    rated_at bigint not null
);
create index reason_ratings_by_project on reason_ratings (project, id);
create index reason_ratings_by_annotation on reason_ratings (annotation);

-- From which version of which project the guideline of a version was taken. Append-only.
create table guideline_sources (
    project text not null references projects,
    version bigint not null,
    from_project text not null references projects,
    from_version bigint not null,
    taken_by text not null references users,
    taken_at bigint not null,
    primary key (project, version)
) /*clustered*/;
