// The right side: the text that is judged, its claims, what it leaves out, and the questions.
import { For, Show, type Component } from 'solid-js';
import { merelyDropped } from '../../../model/claims';
import { aspectsOf, titled, verdictValue } from '../../../model/design';
import { verdictOf } from '../../../model/draft';
import { missingFields } from '../../../model/problems';
import { candidates, ITEM } from '../../../model/targets';
import { Button } from '../../../ui/Button';
import { Kbd } from '../../../ui/Kbd';
import { addOmission, makeClaim } from '../claim_commands';
import { hint } from '../hints';
import { work as words } from '../messages';
import { paneKinds } from '../panes';
import { CorrectedTimes, CueTools, Transcripts } from '../in_time';
import { Inspector } from '../stage/Inspector';
import { useWork, type Work } from '../work';
import { ClaimRow } from './ClaimRow';
import { Corrected } from './Corrected';
import { LinkEntry } from './LinkEntry';
import { OmissionRow } from './OmissionRow';
import { QuestionList } from './QuestionList';
import './claims.css';
import './questions.css';

export const ClaimsPanel: Component = () => {
  const work = useWork();
  const rules = () => work.world.design.claims;
  const sources = work.panes.filter((pane) => pane.where === 'panel');
  return (
    <section
      class="work-panel"
      aria-label={words.zones.claims}
      tabindex={-1}
      data-zone="claims"
      onFocusIn={(event) => zoneOf(event.target) === 'claims' && work.setZone('claims')}
    >
      <div class="panel-sources">
        <For each={sources}>
          {(pane) => (
            <div
              class="panel-source"
              data-zone="stage"
              onFocusIn={() => {
                work.setZone('stage');
                work.setActivePane(pane.key);
              }}
            >
              <h2 class="panel-heading">{pane.title}</h2>
              {(() => {
                const { Pane } = paneKinds[pane.kind];
                return <Pane pane={pane} />;
              })()}
            </div>
          )}
        </For>
      </div>
      <div class="panel-scroll">
        <Corrected />
        <Show when={work.time}>
          <CorrectedTimes />
        </Show>
        <Show when={work.time && transcribes(work)}>
          <Transcripts />
        </Show>
        <Show when={rules() && !work.hiddenSlots.includes(rules()?.slot ?? '')}>
          <ClaimList />
          <Show when={rules()?.omissions !== false}>
            <OmissionList />
          </Show>
        </Show>
        <QuestionList target={ITEM} heading />
        <For each={candidates(work.world)}>
          {(id) => <QuestionList target={{ on: 'candidate', id }} heading />}
        </For>
        <LinkList />
        <Inspector />
      </div>
    </section>
  );
};

/** Whether a label asks for who says something. */
function transcribes(work: Work): boolean {
  const labels = work.panes.flatMap((pane) => work.labels(pane.slot));
  return labels.some((label) => label.attributes?.some(({ id }) => id === 'speaker'));
}

function zoneOf(target: EventTarget): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>('[data-zone]')?.dataset.zone : undefined;
}

const ClaimList: Component = () => {
  const work = useWork();
  const ids = () => work.rows().map((row) => row.claim.id);
  const done = () => work.rows().filter((row) => isDone(work, row.claim.id)).length;
  return (
    <>
      <header class="panel-head">
        <h2 class="panel-heading">{words.claims.heading}</h2>
        <Show when={work.time}>
          <CueTools />
        </Show>
        <Show when={work.world.design.claims?.editable !== false}>
          <button
            type="button"
            class="claim-action"
            disabled={work.selection() === null}
            data-tip={words.commands.make_claim}
            data-tip-keys={hint('make_claim')}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => makeClaim(work)}
          >
            {words.claims.make}
          </button>
        </Show>
        <span class="panel-count">{words.claims.count(done(), ids().length)}</span>
      </header>
      <Show
        when={ids().length > 0}
        fallback={<p class="panel-empty">{words.claims.none(hint('make_claim'))}</p>}
      >
        <ol class="claim-list">
          <For each={ids()}>{(id) => <ClaimRow id={id} />}</For>
        </ol>
      </Show>
      <Show when={merelyDropped(work.world, work.draft()).length > 0}>
        <p class="panel-dropped">
          <span>{words.claims.dropped}</span>
          <For each={merelyDropped(work.world, work.draft())}>
            {(claim) => (
              <button
                type="button"
                class="dropped-claim"
                data-tip={words.claims.restore}
                onClick={() => work.edit({ kind: 'restore_claim', id: claim.id })}
              >
                {claim.text}
              </button>
            )}
          </For>
        </p>
      </Show>
    </>
  );
};

/** Whether nothing is left to do for a claim. */
function isDone(work: Work, id: string): boolean {
  const rules = work.world.design.claims;
  const row = work.row(id);
  if (!rules || !row) return false;
  return aspectsOf(rules).every((aspect) => {
    if (row.failedBy[aspect.id] !== undefined) return true;
    const verdict = verdictOf(work.draft(), id, aspect.id);
    const value = verdictValue(rules, verdict?.value ?? null);
    return verdict !== undefined && value !== undefined && missingFields(rules, value, verdict).length === 0;
  });
}

const OmissionList: Component = () => {
  const work = useWork();
  const ids = () => work.draft().omissions.map((omission) => omission.id);
  return (
    <>
      <Show when={ids().length > 0}>
        <header class="panel-head">
          <h2 class="panel-heading">{words.omissions.heading}</h2>
        </header>
        <ol class="claim-list">
          <For each={ids()}>{(id, index) => <OmissionRow id={id} number={index() + 1} />}</For>
        </ol>
      </Show>
      <div class="panel-add">
        <Button look="quiet" small onClick={() => addOmission(work)}>
          + {words.omissions.add} <Kbd keys={hint('add_omission')} />
        </Button>
      </div>
    </>
  );
};

const LinkList: Component = () => {
  const work = useWork();
  const types = () => work.world.design.links ?? [];
  return (
    <Show when={work.draft().links.length > 0}>
      <header class="panel-head">
        <h2 class="panel-heading">{words.links.heading}</h2>
        <span class="panel-count">{work.draft().links.length}</span>
      </header>
      <ul class="link-list">
        <For each={work.draft().links}>
          {(link) => {
            const type = types().find((each) => each.id === link.type);
            return <LinkEntry id={link.id} type={type ? titled(type) : link.type} />;
          }}
        </For>
      </ul>
    </Show>
  );
};
