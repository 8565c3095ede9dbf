// The workbench around one item: media, claims and questions, and one place that hears the keys.
import { onCleanup, Match, onMount, Show, Switch, type Component, type JSX } from 'solid-js';
import { Dynamic } from 'solid-js/web';
import { commandOf, KEYMAP } from '../../editor/keymap';
import { digitOf, signOf, strokeOf, takesText } from '../../editor/keys';
import type { Outcome } from '../../model/types';
import { singleKeys } from '../../ui/shortcuts';
import { bindings, guidelineOpen, regionsOpen, setGuidelineOpen, setRegionsOpen } from './bench';
import { BottomBar } from './bars/BottomBar';
import { ClaimsPanel } from './claims/ClaimsPanel';
import { commands, digit, labelByKey, startAt } from './commands';
import { jumpTo } from './jumping';
import { fetchesLater, folded, foldedDialog } from './later';
import { completeShapes } from './regions';
import { Cues } from './in_time';
import { paneKinds } from './panes';
import { StageArea } from './stage/StageArea';
import { createWork, WorkProvider, type Overlay, type Work, type WorkSource } from './work';
import './dialogs/dialogs.css';
import './workbench.css';

const later = {
  dialogs: () => import('./dialogs/folded'),
  interruptions: () => import('./dialogs/interruptions'),
  guideline: () => import('./Guideline'),
  regions: () => import('./stage/RegionList'),
};
const Choices = foldedDialog(() => later.dialogs().then((file) => file.Choices));
const KeysDialog = foldedDialog(() => later.dialogs().then((file) => file.KeysDialog));
const MissingDialog = foldedDialog(() => later.dialogs().then((file) => file.MissingDialog));
const SkipDialog = foldedDialog(() => later.dialogs().then((file) => file.SkipDialog));
const Guideline = folded(
  () => later.guideline().then((file) => file.Guideline),
  () => setGuidelineOpen(false),
);
const RegionList = folded(
  () => later.regions().then((file) => file.RegionList),
  () => setRegionsOpen(false),
);
/** Only where things are linked. */
const LinkCurves = folded(() => import('./stage/LinkCurves').then((file) => file.LinkCurves));

/** Only where something is timed. */
const TimeArea = folded(() => import('./timing/TimeArea').then((file) => file.TimeArea));

/** An item is not submitted by a press that comes sooner than this after it appeared. */
const SETTLE_MS = 400;

export interface WorkbenchProps {
  source: WorkSource;
  /** Null in a preview: nothing can be sent. */
  onSubmit: ((outcome: Outcome) => void) | null;
  onReveal: (() => Promise<void>) | null;
  /** The bar above; it may use the workbench's state. */
  top?: () => JSX.Element;
  /** Between the bar and the media: a refusal, for instance. */
  notice?: (work: Work) => JSX.Element;
  /** Takes no keys of the whole window, and lets the focus be. */
  embedded?: boolean;
}

export const Workbench: Component<WorkbenchProps> = (props) => {
  // One workbench is made for one item; another item makes another.
  // eslint-disable-next-line solid/reactivity
  const work = createWork(props.source);
  let root!: HTMLDivElement;
  let shownAt = 0;
  const submit = (event: Event) => {
    // A key that is held, or the second half of a double click, was meant for the item before.
    if (event.timeStamp - shownAt < SETTLE_MS) return;
    completeShapes(work);
    const [first] = work.missing();
    if (!first) return props.onSubmit?.({ type: 'complete' });
    work.say(first.message);
    if (work.missing().length > 1) work.setOverlay('missing');
    else jumpTo(work, first.jump);
  };
  // eslint-disable-next-line solid/reactivity
  const table = commands(work, { submit, live: props.onSubmit !== null });
  const keydown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return;
    if (props.embedded && !(event.target instanceof Node && root.contains(event.target))) return;
    const sign = signOf(event);
    const signed = sign === null ? null : commandOf(sign, bindings());
    const stroke = signed === null ? strokeOf(event) : sign;
    if (stroke === null) return;
    const typing = takesText(event.target);
    const number = signed === null ? digitOf(event) : null;
    const plain = signed !== null || (!event.ctrlKey && !event.metaKey && !event.altKey);
    if (number !== null && plain && !typing && singleKeys() && digit(work, number, event.shiftKey)) {
      return event.preventDefault();
    }
    const id = commandOf(stroke, bindings());
    const isLabel = () => !typing && singleKeys() && work.zone() === 'stage' && labelByKey(work, stroke);
    if (id === null) return isLabel() ? event.preventDefault() : undefined;
    const command = KEYMAP[id];
    const isSingle = plain && stroke.replace('Shift+', '').length === 1;
    if (typing && !command.always && id !== 'step_out') return;
    if (isSingle && !singleKeys()) return;
    if (event.repeat && !command.repeats) return event.preventDefault();
    if (table[id](event) !== false || isLabel()) event.preventDefault();
  };
  onMount(() => {
    shownAt = performance.now();
    window.addEventListener('keydown', keydown);
    if (!props.embedded) startAt(work);
  });
  const kinds = new Set(work.panes.map(({ kind }) => kind));
  fetchesLater(() => [
    ...Object.values(later),
    ...[...kinds].flatMap((kind) => paneKinds[kind].fetchLater ?? []),
  ]);
  onCleanup(() => window.removeEventListener('keydown', keydown));

  return (
    <WorkProvider value={work}>
      <div
        ref={root}
        class="workbench"
        classList={{
          'workbench-embedded': props.embedded,
          'workbench-guided': guidelineOpen(),
          'workbench-listed': regionsOpen(),
        }}
        data-zone-now={work.zone()}
      >
        {props.top?.()}
        {props.notice?.(work)}
        <Dynamic component={props.embedded ? 'div' : 'main'} class="work-main">
          <StageArea onReveal={props.onReveal} />
          <Show when={regionsOpen()}>
            <RegionList />
          </Show>
          <ClaimsPanel />
          <Show when={guidelineOpen()}>
            <Guideline source={work.world.design.guideline ?? ''} />
          </Show>
        </Dynamic>
        <Show when={work.time}>
          <TimeArea />
        </Show>
        <BottomBar live={props.onSubmit !== null} onSubmit={submit} />
        <Show when={work.world.design.links?.length}>
          <LinkCurves />
        </Show>
        <Show when={work.time}>
          <Cues />
        </Show>
        <Switch>
          <Match when={work.overlay() === 'missing'}>
            <MissingDialog />
          </Match>
          <Match when={work.overlay() === 'skip'}>
            <SkipDialog onSkip={(outcome) => props.onSubmit?.(outcome)} />
          </Match>
          <Match when={work.overlay() === 'keys'}>
            <KeysDialog open onClose={() => work.setOverlay(null)} />
          </Match>
          <Match when={isList(work.overlay())}>
            <Choices />
          </Match>
        </Switch>
        <div class="visually-hidden" aria-live="polite" role="status">
          {work.spoken()}
        </div>
      </div>
    </WorkProvider>
  );
};

/** What is open is a list to choose from. */
function isList(overlay: Overlay): boolean {
  return overlay === 'absent' || overlay === 'attach' || overlay === 'labels' || overlay === 'link';
}
