// Ties the claims to the clock: which cues are said now, the playhead that goes where the focus goes, and the other way round.
import { createEffect, createMemo, on, onCleanup, Show, type Component } from 'solid-js';
import { takesText } from '../../../editor/keys';
import { elementOf, type Focus } from '../focus';
import { hint } from '../hints';
import { useWork, type Work } from '../work';
import { around, followCues, timeInFocus } from './commands';
import { cues as words } from './messages';
import { follows } from './settings';
import './cues.css';

/** Nothing to see: it stands in the workbench of an item with times. */
export const Cues: Component = () => {
  const work = useWork();
  /** The claim that the playback brought the focus to, so that the focus does not send the playback back. */
  let brought: string | null = null;
  const said = createMemo(() => saidNow(work), [], { equals: sameIds });
  createEffect(() => work.setSaid(new Set<string>(said())));
  onCleanup(() => work.setSaid(new Set<string>()));

  const focused = createMemo(() => {
    const focus = work.focus();
    return focus?.on === 'claim' || focus?.on === 'omission' ? `${focus.on}:${focus.id}` : null;
  });
  createEffect(
    on(focused, (id, before) => {
      const time = id === null ? null : timeInFocus(work);
      const clock = work.time;
      if (!clock || !time || id === brought) return;
      const wasLooped = before !== undefined && clock.loop() !== null;
      if (wasLooped) clock.setLoop(around(time));
      clock.seek(wasLooped && clock.playing() ? around(time).startMs : time.start_ms);
    }),
  );
  createEffect(
    on(said, (ids) => {
      if (!follows() || !work.time?.playing() || work.time.loop() !== null || isWriting()) return;
      const last = ids.at(-1);
      const focus = work.focus();
      if (last === undefined || (focus?.on === 'claim' && ids.includes(focus.id))) return;
      brought = `claim:${last}`;
      bring(work, last);
      queueMicrotask(() => (brought = null));
    }),
  );
  return null;
};

/** The claims whose time it is, in the order of the list. */
function saidNow(work: Work): readonly string[] {
  const now = work.time?.now();
  if (now === undefined) return [];
  return work.rows().flatMap(({ claim: { id, time } }) => {
    const isNow = time && time.start_ms <= now && now < Math.max(time.end_ms, time.start_ms + 1);
    return isNow ? [id] : [];
  });
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

const isWriting = () => takesText(document.activeElement);

/** The focus of the page goes along only where it was among the claims. */
function bring(work: Work, claim: string): void {
  const aspect = work.world.design.claims?.aspects?.[0]?.id ?? 'default';
  const focus: Focus = { on: 'claim', id: claim, aspect };
  work.setFocus(focus);
  const element = elementOf(focus);
  if (work.zone() === 'claims') element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest' });
}

/** Above the claims: whether the focus follows the playback. */
export const CueTools: Component = () => {
  const work = useWork();
  return (
    <Show when={work.time && work.rows().some((row) => row.claim.time)}>
      <button
        type="button"
        class="claim-action cue-follow"
        aria-pressed={follows()}
        data-tip={words.follow}
        data-tip-keys={hint('follow_cues')}
        onClick={() => followCues(work)}
      >
        {words.follow}
      </button>
    </Show>
  );
};
