-- People, projects, items, leases, annotations, jobs. Read by schema.rs, which also learns the columns from here:
-- one column a line, its name, then `text`, `bigint` or `double precision`.
-- No column of doubles may be null: the driver binds a null double as a single, which PostgreSQL then refuses.
-- `clustered` marks tables that SQLite keeps in the order of their primary key; PostgreSQL has no such thing.

create table users (
    id text primary key,
    name text not null,
    email text not null,
    email_folded text not null unique,
    password_hash text,
    kind text not null,
    admin_since bigint,
    created_at bigint not null
);

create table sessions (
    token_hash text primary key,
    user_id text not null references users,
    created_at bigint not null,
    seen_at bigint not null,
    expires_at bigint not null
);
create index sessions_by_user on sessions (user_id);

create table tokens (
    id text primary key,
    user_id text not null references users,
    name text not null,
    token_hash text not null unique,
    scopes text not null,
    created_at bigint not null,
    expires_at bigint,
    last_used_at bigint,
    revoked_at bigint
);
create index tokens_by_user on tokens (user_id);

create table projects (
    id text primary key,
    slug text not null unique,
    title text not null,
    description text not null,
    policy text not null,
    sample_since bigint,
    archived_at bigint,
    created_by text not null references users,
    created_at bigint not null
);

-- One row a project. Whoever takes a sequence number or changes a standing locks it first.
create table counters (
    project text primary key references projects,
    seq bigint not null,
    design_version bigint not null,
    last_sequence bigint not null,
    queue_version bigint not null,
    priority_version bigint not null,
    items bigint not null,
    open bigint not null,
    done bigint not null,
    unusable bigint not null,
    excluded bigint not null,
    annotations bigint not null,
    cover_sha text,
    kinds text not null
);

create table members (
    project text not null references projects,
    user_id text not null references users,
    role text not null,
    joined_at bigint not null,
    primary key (project, user_id)
) /*clustered*/;
create index members_by_user on members (user_id);

create table links (
    id text primary key,
    hash text not null unique,
    kind text not null,
    project text references projects,
    role text,
    email text,
    created_by text references users,
    created_at bigint not null,
    expires_at bigint not null,
    used_at bigint
);
create index links_by_project on links (project);

create table designs (
    project text not null references projects,
    version bigint not null,
    seq bigint not null,
    design text not null,
    source text not null,
    created_by text not null references users,
    created_at bigint not null,
    primary key (project, version)
);

create table blobs (
    sha256 text primary key,
    seen_at bigint not null
);

create table assets (
    project text not null references projects,
    sha256 text not null,
    asset text not null,
    created_at bigint not null,
    primary key (project, sha256)
) /*clustered*/;

create table items (
    id text primary key,
    project text not null references projects,
    external_id text not null,
    sequence bigint not null,
    line bigint,
    created_at bigint not null,
    unique (project, external_id)
) /*clustered*/;
create index items_by_project on items (project, id);

-- `shown` is the first revision that shows annotators the same: what was said about one of them holds for the other.
create table item_revisions (
    item text not null references items,
    revision bigint not null,
    project text not null,
    seq bigint not null,
    until_seq bigint not null,
    body text not null,
    content_hash text not null,
    shown_hash text not null,
    shown bigint not null,
    excerpt text not null,
    kinds text not null,
    thumbnail_sha text,
    group_id text not null,
    split text,
    priority bigint not null,
    created_at bigint not null,
    primary key (item, revision)
);
create unique index item_revisions_by_seq on item_revisions (project, seq);
create index item_revisions_ended on item_revisions (project, seq) where until_seq < 9223372036854775807;

create table item_assets (
    sha256 text not null,
    item text not null references items,
    primary key (sha256, item)
) /*clustered*/;

-- Words for the search; see words.rs.
create table words (
    project text not null,
    beginning text not null,
    segment bigint not null,
    entries text not null,
    primary key (project, beginning, segment)
);

-- `agreement` is -1 where there is none, and `changed_at` 0 until something changes: so an import adds nothing to the
-- indexes of either. `revision_seq` is the sequence number of the revision. `queue_key` is the one of `sequence`,
-- `random_key` and `descending` by which the project's policy orders the queue.
create table standings (
    item text primary key references items,
    project text not null,
    revision bigint not null,
    revision_seq bigint not null,
    sequence bigint not null,
    random_key bigint not null,
    descending bigint not null,
    queue_key bigint not null,
    state text not null,
    wanted bigint not null,
    taken bigint not null,
    votes bigint not null,
    extra bigint not null,
    excluded_seq bigint,
    agreement double precision not null,
    agreement_rank bigint not null,
    claimable bigint not null,
    group_id text not null,
    changed_at bigint not null
) /*clustered*/;
create unique index standings_by_sequence on standings (project, sequence);
create index standings_by_state on standings (project, state, sequence);
create index standings_by_priority on standings (project, descending, sequence);
create index standings_by_change on standings (project, changed_at, sequence) where changed_at > 0;
create index standings_by_agreement on standings (project, agreement_rank, sequence) where agreement_rank < 2000000;
create index standings_by_group on standings (project, group_id, sequence) where group_id <> '';
create index queue on standings (project, queue_key, sequence) where claimable = 1;

-- Where each annotator is in the queue, and what they submitted.
create table progress (
    project text not null references projects,
    annotator text not null references users,
    ordering text not null,
    key1 bigint not null,
    key2 bigint not null,
    priority_version bigint not null,
    exhausted_at bigint not null,
    submitted bigint not null,
    day bigint not null,
    today bigint not null,
    last_at bigint not null,
    primary key (project, annotator)
) /*clustered*/;

create table assignments (
    id text primary key,
    project text not null references projects,
    item text not null references items,
    item_revision bigint not null,
    annotator text not null references users,
    role text not null,
    state text not null,
    design_version bigint not null,
    created_at bigint not null,
    deadline bigint not null,
    supersedes text,
    revealed text,
    draft_revision bigint not null,
    draft_body text,
    draft_client text,
    draft_saved_at bigint
);
create index assignments_by_item on assignments (item, annotator);
create index leases_by_annotator on assignments (project, annotator, created_at) where state in ('offered', 'held');
create index leases_by_deadline on assignments (deadline) where state = 'held';

create table draft_history (
    id text primary key,
    assignment text not null references assignments,
    revision bigint not null,
    body text not null,
    client text not null,
    saved_at bigint not null
);
create index draft_history_by_assignment on draft_history (assignment, id);

create table annotations (
    id text primary key,
    project text not null references projects,
    item text not null references items,
    item_revision bigint not null,
    assignment text not null references assignments,
    annotator text not null references users,
    design_version bigint not null,
    seq bigint not null,
    until_seq bigint not null,
    outcome text not null,
    late bigint not null,
    surplus bigint not null,
    supersedes text,
    active_ms bigint not null,
    submitted_at bigint not null,
    next_assignment text,
    body_hash text not null,
    body text not null
);
create unique index annotations_by_seq on annotations (project, seq);
create index annotations_by_item on annotations (project, item, annotator, seq);
create index annotations_by_annotator on annotations (project, annotator, seq);
create index annotations_superseded on annotations (project, until_seq) where until_seq < 9223372036854775807;

-- Annotations that were made elsewhere: who made them, where, and under which id.
create table annotation_origins (
    annotation text primary key references annotations,
    origin text not null
);

create table ratings (
    annotation text not null references annotations,
    field text not null,
    unit text not null,
    value text not null,
    primary key (annotation, field, unit)
) /*clustered*/;

-- What managers did to items: exclude, include, requeue, priority. Facts.
create table interventions (
    id text primary key,
    project text not null references projects,
    item text not null references items,
    kind text not null,
    amount bigint not null,
    reason text not null,
    made_by text not null references users,
    seq bigint not null,
    until_seq bigint not null,
    created_at bigint not null
);
create unique index interventions_by_seq on interventions (project, seq);
create index interventions_by_item on interventions (item, seq);

create table jobs (
    id text primary key,
    kind text not null,
    project text references projects,
    made_by text references users,
    payload text not null,
    unit text not null,
    state text not null,
    done bigint not null,
    total bigint,
    checkpoint text,
    summary text,
    error text,
    worker text,
    lease_until bigint not null,
    attempts bigint not null,
    problems bigint not null,
    created_at bigint not null,
    finished_at bigint
);
create index jobs_waiting on jobs (state, id) where state in ('queued', 'running');
create index jobs_by_project on jobs (project, id);
create index jobs_by_end on jobs (finished_at);

create table job_problems (
    job text not null references jobs,
    number bigint not null,
    problem text not null,
    raw text,
    primary key (job, number)
);

create table exports (
    id text primary key,
    project text not null references projects,
    job text references jobs,
    format text not null,
    filter text not null,
    seq bigint not null,
    made_by text not null references users,
    created_at bigint not null,
    size bigint not null,
    sha256 text not null,
    filename text not null,
    losses text not null
);
create index exports_by_project on exports (project, id);
create index exports_by_blob on exports (sha256);

create table audit (
    id text primary key,
    project text references projects,
    actor text,
    action text not null,
    subject text not null,
    detail text not null,
    created_at bigint not null
);
create index audit_by_project on audit (project, id);
