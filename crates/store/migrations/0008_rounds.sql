-- Calibration rounds: everybody answers the same few items at once; then people talk, and the next round shows what came of it.

-- `design_version` is the guideline that held when the round was opened. At most one of a project is open.
create table rounds (
    id text primary key,
    project text not null references projects,
    number bigint not null,
    title text not null,
    design_version bigint not null,
    opened_by text not null references users,
    opened_at bigint not null,
    closed_by text references users,
    closed_at bigint
);
create unique index rounds_by_number on rounds (project, number);

-- How many places the item was given beyond what the policy wants, to be taken back when the round is closed.
create table round_items (
    round text not null references rounds,
    item text not null references items,
    extra bigint not null,
    primary key (round, item)
) /*clustered*/;

create table round_people (
    round text not null references rounds,
    annotator text not null references users,
    primary key (round, annotator)
) /*clustered*/;
