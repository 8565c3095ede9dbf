-- Review and adjudication: what a decision has seen, comments, and what people are told.

-- When the names of the annotators were shown to whoever decides.
alter table assignments add column names_shown_at bigint;

-- Append-only. `kind` is comment, send_back or resolve; `annotation` is the one that is sent back. `target` is JSON.
create table comments (
    id text primary key,
    project text not null references projects,
    item text not null references items,
    seq bigint not null,
    author text not null references users,
    kind text not null,
    annotation text references annotations,
    reply_to text,
    target text not null,
    body text not null,
    created_at bigint not null
);
create unique index comments_by_seq on comments (project, seq);
create index comments_by_item on comments (item, seq);
create index comments_by_annotation on comments (annotation, seq) where annotation is not null;

-- What a person is told. `read_at` is set once. Annotators are told of assignments, never of items.
create table notifications (
    id text primary key,
    user_id text not null references users,
    project text not null references projects,
    kind text not null,
    comment text not null references comments,
    item text,
    assignment text,
    created_at bigint not null,
    read_at bigint
);
create index notifications_by_user on notifications (user_id, id);
create index notifications_unread on notifications (user_id) where read_at is null;
