-- Which version of a project's guideline somebody has read, and when. Append-only; the newest counts.

create table guideline_reads (
    project text not null references projects,
    user_id text not null references users,
    version bigint not null,
    read_at bigint not null,
    primary key (project, user_id, version)
) /*clustered*/;
