// Fills a project with annotations by SQL, as submitting a million of them would take hours: the rows that three annotators an
// item would have left. Two databases, one SQL.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOREVER = '9223372036854775807';
/** Where the time of an id begins: 26 characters, in the order of numbers. */
const TIME = '01KA000000';

/**
 * Three annotations an item by three people who are drawn for it, two for the last `open` items, which stay in the queue. Right in
 * four of five answers; people are the members whose role is annotator. What they say is of a `kind` (million_kinds.mjs).
 */
export function fill(database, { slug, items, open }, kind) {
  const padded = (n) => (database.url ? `right('0000000000000000' || ${n}, 16)` : `substr('0000000000000000' || ${n}, -16)`);
  const project = `(select id from projects where slug = '${slug}')`;
  const rating = ([field, unit, value, where = 'true']) =>
    `select id, '${field}' as field, '${unit}' as unit, ${value} as value from bench_facts where ${where}`;
  const body = `'{"id":"' || id || '","outcome":{"type":"complete"},' || ${kind.body} || ',"active_ms":' || active_ms || '}'`;
  run(
    database,
    `
begin;
create table bench_people as
    select user_id as person, row_number() over (order by user_id) - 1 as number, count(*) over () as n
    from members where project = ${project} and role = 'annotator';
create table bench_facts as
    with numbered as (select item, row_number() over (order by sequence) - 1 as i from standings where project = ${project}),
    given as (select 0 as k union all select 1 union all select 2),
    hashed as (
        select item, i, k, ((i * 3 + k) * 2654435761 + 12345) % 4294967296 as h, (i * 40503) % 65536 as t,
            (i * 2654435761 / 64) % 1048573 as draw
        from numbered cross join given where i < ${items} - ${open} or k < 2
    ),
    thought as (select hashed.*, ${kind.thought} from hashed)
    select '${TIME}' || ${padded('(i * 3 + k)')} as id, row_number() over (order by i, k) as n, i, item, p.person,
        2000 + h % 20000 as active_ms, ${kind.said}
    from thought
    join bench_people p on p.number = (draw % p.n + case k
        when 0 then 0
        when 1 then 1 + draw / p.n % (p.n - 1)
        else 1 + (draw / p.n % (p.n - 1) + 1 + draw / p.n / (p.n - 1) % (p.n - 2)) % (p.n - 1) end) % p.n;
insert into assignments (id, project, item, item_revision, annotator, role, state, design_version, created_at, deadline, draft_revision)
    select id, ${project}, item, 1, person, 'annotate', 'done', 1, 1764400000000, 1764400000000, 0 from bench_facts order by n;
insert into annotations (id, project, item, item_revision, assignment, annotator, design_version, seq, until_seq, outcome, late,
        surplus, active_ms, submitted_at, body_hash, body, informed)
    select id, ${project}, item, 1, id, person, 1, n + (select seq from counters where project = ${project}), ${FOREVER},
        'complete', 0, 0, active_ms, 1764400000000 + n, '', ${body}, 0
    from bench_facts order by n;
insert into ratings (annotation, field, unit, value)
    select id, field, unit, value from (
        ${kind.ratings.map(rating).join(' union all ')}
    ) told order by id, field;
update standings set votes = 3, state = 'done', claimable = 0
    where item in (select item from bench_facts where i < ${items} - ${open});
update standings set votes = 2 where item in (select item from bench_facts where i >= ${items} - ${open});
insert into progress (project, annotator, ordering, key1, key2, priority_version, exhausted_at, submitted, day, today, last_at)
    select ${project}, person, '', -9223372036854775807 - 1, -9223372036854775807 - 1, 0, 0, count(*), 0, 0, 0
    from bench_facts group by person;
update counters set seq = seq + (select count(*) from bench_facts), annotations = (select count(*) from bench_facts),
    open = ${open}, done = ${items} - ${open} where project = ${project};
drop table bench_facts;
drop table bench_people;
commit;
analyze;
`,
  );
}

/** What the database answers, one line a row. */
export function ask(database, text) {
  const [program, args] = database.url
    ? ['psql', ['--no-psqlrc', '-q', '-A', '-t', '-F', '|', '-c', text, database.url]]
    : ['sqlite3', ['-bail', '-separator', '|', database.file, text]];
  return spoken(program, args).trim().split('\n');
}

function run(database, text) {
  const file = join(database.folder, 'fill.sql');
  writeFileSync(file, text);
  if (database.url) spoken('psql', ['--no-psqlrc', '-q', '-v', 'ON_ERROR_STOP=1', '-f', file, database.url]);
  else spoken('sqlite3', ['-bail', database.file, `.read ${file}`]);
}

function spoken(program, args) {
  const done = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`);
  return done.stdout;
}
