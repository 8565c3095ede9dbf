// The state of the workbench around one draft: what is in focus, selected and shown. Everything on the screen reads it.
import {
  createContext,
  createMemo,
  createSignal,
  getOwner,
  onCleanup,
  runWithOwner,
  useContext,
  type Accessor,
} from 'solid-js';
import type { Document } from '../../editor/document';
import type { Edit } from '../../editor/edits';
import { claimRows, type ClaimRow } from '../../model/claims';
import { titled } from '../../model/design';
import type { Draft, Judged, Unfinished } from '../../model/draft';
import { evidenceRegions } from '../../model/draft';
import type { Missing } from '../../model/jump';
import { problems } from '../../model/problems';
import { sameTarget } from '../../model/targets';
import type {
  Answer,
  Label,
  MediaKind,
  MediaUrls,
  Region,
  Target,
  TextPlace,
  World,
} from '../../model/types';
import type { SharedView } from './bench';
import { labelsFor, placeKey } from '../../model/design';
import { focusKey, judgedOf, sequence, type Focus } from './focus';
import { work as words } from './messages';
import type { Jumped } from './missing';
import type { PaneHandle } from './panes/types';
import type { MasterClock } from './timing';
import type { Started } from './timing/start';

/** A shape that is being drawn, as it is now, and where it is kept. */
export interface Begun {
  readonly begun: Unfinished | null;
  keep(next: Unfinished | null): void;
}

export interface WorkSource {
  readonly world: World;
  readonly media: MediaUrls;
  readonly hiddenSlots: readonly string[];
  readonly document: Document;
  /** Answers that stand as they were given before slots were revealed. */
  readonly fixed: readonly Answer[];
  readonly unfinished?: Begun;
}

/** One medium on the screen. */
export interface Pane {
  /** `slot/part`. */
  readonly key: string;
  readonly slot: string;
  readonly part: string;
  readonly kind: MediaKind;
  readonly title: string;
  /** The claim source stands above the claims when there is something else to look at. */
  readonly where: 'stage' | 'panel';
}

export type Overlay = 'keys' | 'skip' | 'link' | 'absent' | 'attach' | 'labels' | 'missing' | 'adjust' | null;

/** What the next selection in the claim source is for. */
export interface Marking {
  readonly claim: string;
  readonly aspect: string;
  readonly index: number;
}

export type Zone = 'claims' | 'stage';

export function createWork(source: WorkSource) {
  const { world, document } = source;
  const [draft, setDraft] = createSignal<Draft>(document.draft);
  const stop = document.subscribe((next) => setDraft(() => next));
  onCleanup(stop);
  const [focus, setFocus] = createSignal<Focus | null>(null, { equals: sameFocus });
  const [chosen, setSelected] = createSignal<readonly string[]>([]);
  /** What is not there any more is not selected either; undo brings both back. */
  const selected = createMemo(() => existing(draft(), chosen()));
  const [hovered, setHovered] = createSignal<string | null>(null);
  const [zone, setZone] = createSignal<Zone>('claims');
  const [label, setLabel] = createSignal<string | null>(null);
  const [textTool, setTextTool] = createSignal(initialTextTool(world));
  const [overlay, setOverlay] = createSignal<Overlay>(null);
  const [marking, setMarking] = createSignal<Marking | null>(null);
  const [allHidden, setAllHidden] = createSignal(false);
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set<string>());
  const [locked, setLocked] = createSignal<ReadonlySet<string>>(new Set<string>());
  const [pulledTo, setPulledTo] = createSignal<Target | null>(null);
  const [maximised, setMaximised] = createSignal(false);
  const [sharedView, setSharedView] = createSignal<SharedView | null>(null);
  const [rewording, setRewording] = createSignal<string | null>(null);
  const [noteOpen, setNoteOpen] = createSignal(document.draft.note !== '');
  const [spoken, setSpoken] = createSignal('');
  const [begunInterval, setBegunInterval] = createSignal<{ pane: string; ms: number } | null>(null);
  /** Words that are selected in the claim source. */
  const [selection, setSelection] = createSignal<TextPlace | null>(null);
  /** The claims that are said at the playhead while it moves through them. */
  const [said, setSaid] = createSignal<ReadonlySet<string>>(new Set<string>());

  const panes = panesOf(source);
  const [activePane, setActivePane] = createSignal(
    panes.find((pane) => pane.where === 'stage')?.key ?? panes[0]?.key ?? '',
  );
  const rows = createMemo(() => claimRows(world, draft()));
  const order = createMemo(() => sequence(world, draft()));
  const [jumped, setJumped] = createSignal<Jumped | null>(null);
  const [unclosed, setUnclosed] = createSignal<string | null>(null);
  const missing: Accessor<readonly Missing[]> = createMemo(() => {
    const pane = unclosed();
    const shape = { message: words.missing.unfinished, jump: { to: 'shape', pane: pane ?? '' } } as const;
    return [...(pane === null ? [] : [shape]), ...problems(world, draft(), words.missing)];
  });
  const evidence = createMemo(() => evidenceMap(draft(), rows()));
  const judged = createMemo(() => judgedOf(focus()));
  const lit = createMemo(() => litRegions(draft(), focus()));
  const pane = createMemo(() => panes.find((each) => each.key === activePane()));
  const handles = new Map<string, PaneHandle>();
  const [started, setStarted] = createSignal<Started | null>(null);

  const work = {
    world,
    media: source.media,
    /** The item's master clock, once it is there; null where nothing is timed. */
    get time(): MasterClock | null {
      return started()?.clock ?? null;
    },
    /** Something of it has a time; the clock may still be on its way. */
    timed: isTimed(source),
    /** What the keys of time do, once the clock is there. */
    onClock: () => started()?.commands,
    unfinished: source.unfinished,
    hiddenSlots: source.hiddenSlots,
    document,
    draft,
    edit: (edit: Edit, gesture?: string) => document.edit(edit, gesture ?? null),
    rows,
    order,
    missing,
    /** The missing thing that the key brought one to. */
    jumped,
    setJumped,
    /** The medium on which a shape was found unfinished when the item should have been sent. */
    unclosed,
    setUnclosed,
    /** Region → what it is evidence for. */
    evidence,
    /** The regions that belong to what is in focus. */
    lit,
    focus,
    setFocus,
    judged,
    selected,
    setSelected,
    hovered,
    setHovered,
    zone,
    setZone,
    label,
    setLabel,
    textTool,
    setTextTool,
    overlay,
    setOverlay,
    marking,
    setMarking,
    allHidden,
    setAllHidden,
    hidden,
    setHidden,
    locked,
    setLocked,
    /** The other end of a link that was pulled, while its type is asked for. */
    pulledTo,
    setPulledTo,
    maximised,
    setMaximised,
    /** Where the pictures look that move together. */
    sharedView,
    setSharedView,
    /** A shared claim whose words are being changed; it is replaced once they differ. */
    rewording,
    setRewording,
    noteOpen,
    setNoteOpen,
    selection,
    setSelection,
    said,
    setSaid,
    /** An interval that ends with the next press. */
    begunInterval,
    setBegunInterval,
    panes,
    activePane,
    setActivePane,
    pane,
    handles,
    spoken,
    /** Announces something to people who do not see it. */
    say: (text: string): void => void setSpoken((before) => (before === text ? `${text}\u00a0` : text)),
    isFixed: (question: string, target: Target) =>
      source.fixed.some((answer) => answer.question === question && sameTarget(answer.target, target)),
    labels: (slot: string): readonly Label[] => labelsFor(world.design, slot),
    region: (id: string): Region | undefined => draft().regions.find((region) => region.id === id),
    row: (claim: string): ClaimRow | undefined => rows().find((row) => row.claim.id === claim),
  };
  if (work.timed) {
    const owner = getOwner();
    let left = false;
    onCleanup(() => (left = true));
    void import('./timing/start').then(({ start }) => {
      if (!left) runWithOwner(owner, () => setStarted(start(work)));
    });
  }
  return work;
}

export type Work = ReturnType<typeof createWork>;

export const WorkContext = createContext<Work>();
export const WorkProvider = WorkContext.Provider;

export function useWork(): Work {
  const work = useContext(WorkContext);
  if (!work) throw new Error('this part stands inside of a workbench');
  return work;
}

/** What brings a time brings its duration; texts are timed by the design. */
function isTimed({ world, media }: WorkSource): boolean {
  return (
    world.design.slots.some((slot) => slot.timed) ||
    Object.values(media).some((urls) => 'duration_ms' in urls)
  );
}

/** The regions that are there; the same list where all are. */
function existing({ regions }: Draft, ids: readonly string[]): readonly string[] {
  const wanted = new Set(ids);
  const there = new Set(regions.flatMap(({ id }) => (wanted.has(id) ? [id] : [])));
  return there.size === wanted.size ? ids : ids.filter((id) => there.has(id));
}

function sameFocus(a: Focus | null, b: Focus | null): boolean {
  return a === b || (a !== null && b !== null && focusKey(a) === focusKey(b));
}

function panesOf({ world }: WorkSource): readonly Pane[] {
  const all = world.design.slots.flatMap((slot) => {
    const parts = world.item.slots[slot.id] ?? [];
    return parts.map((part, index): Pane => ({
      key: placeKey(slot.id, part.id),
      slot: slot.id,
      part: part.id,
      kind: slot.kind,
      title: parts.length > 1 ? `${titled(slot)} ${index + 1}` : titled(slot),
      where: 'stage',
    }));
  });
  const isSource = (pane: Pane) => pane.slot === world.design.claims?.slot && pane.kind === 'text';
  if (all.every(isSource)) return all;
  return all.map((pane) => (isSource(pane) ? { ...pane, where: 'panel' } : pane));
}

/** Where texts are labelled, selecting makes spans from the start. */
function initialTextTool(world: World): string {
  const labelled = world.design.slots.some(
    (slot) =>
      slot.kind === 'text' &&
      slot.id !== world.design.claims?.slot &&
      labelsFor(world.design, slot.id, 'text').length > 0,
  );
  return labelled ? 'text' : 'select';
}

function evidenceMap(draft: Draft, rows: readonly ClaimRow[]): ReadonlyMap<string, readonly Judged[]> {
  const found = new Map<string, Judged[]>();
  const add = (regions: readonly string[], judged: Judged) => {
    for (const region of regions) found.set(region, [...(found.get(region) ?? []), judged]);
  };
  const shown = new Set(rows.map((row) => row.claim.id));
  for (const { claim, aspect, evidence } of draft.verdicts) {
    if (shown.has(claim)) add(evidenceRegions(evidence), { on: 'claim', id: claim, aspect });
  }
  for (const { id, evidence } of draft.omissions) add(evidenceRegions(evidence), { on: 'omission', id });
  return found;
}

function litRegions(draft: Draft, focus: Focus | null): ReadonlySet<string> {
  if (focus === null) return new Set();
  if (focus.on === 'question') return new Set(focus.target.on === 'region' ? [focus.target.id] : []);
  const found =
    focus.on === 'omission'
      ? draft.omissions.filter((omission) => omission.id === focus.id)
      : draft.verdicts.filter((verdict) => verdict.claim === focus.id && verdict.aspect === focus.aspect);
  return new Set(found.flatMap((judged) => evidenceRegions(judged.evidence)));
}
