-- What follows from consensus: items that stay unsure, offers of the model that end, and what was done about annotators.

-- 1 where the item has all the annotations it may have and the model is still unsure of it. A cache of the facts `unsure`
-- and `sure`.
alter table standings add column unsure bigint not null default 0;

-- An offer that nobody has begun by then is withdrawn; never, where absent.
alter table assignments add column expires_at bigint;
create index offers_by_end on assignments (expires_at) where state = 'offered';

-- Since when the member gets no work.
alter table members add column paused_since bigint;

-- Notices, pauses and their ends, each with a reason; the annotator sees them and may appeal.
create table annotator_actions (
    id text primary key,
    project text not null references projects,
    annotator text not null references users,
    kind text not null,
    reason text not null,
    made_by text not null references users,
    created_at bigint not null,
    appeal text,
    appealed_at bigint
);
create index annotator_actions_by_project on annotator_actions (project, id);
