// What each command of the keymap does here. A command that has nothing to do answers false, and the key stays free.
import { takesText } from '../../editor/keys';
import { commandOf, KEYMAP, type CommandId } from '../../editor/keymap';
import { isEvidenceSlot, labelKeys } from '../../model/design';
import type { Label } from '../../model/types';
import {
  arrangement,
  bindings,
  guidelineOpen,
  regionsOpen,
  setArrangement,
  setGuidelineOpen,
  setRegionsOpen,
  setViewsLinked,
  viewsLinked,
} from './bench';
import {
  addOmission,
  claimsDigit,
  dropClaim,
  go,
  goToNextMissing,
  judgeAll,
  makeClaim,
  mergeClaims,
  rewordClaim,
  splitClaim,
  step,
} from './claim_commands';
import { elementOf, focusElement } from './focus';
import { inTime } from './in_time';
import { work as words } from './messages';
import { paneKinds } from './panes';
import { resizeBrush, turnBrush } from './panes/brush';
import { attach, chooseLabel, deleteSelected, linkStart } from './regions';
import { onTimeline } from './timeline/later';
import type { TimeCommandId } from './timing/commands';
import type { Overlay, Pane, Work } from './work';

/** What lies outside of one item. */
export interface DeskCommands {
  submit(event: Event): void;
  /** False where nothing can be skipped, as in a preview. */
  readonly live: boolean;
}

type Command = (event: KeyboardEvent) => void | boolean;

export function commands(work: Work, desk: DeskCommands): Readonly<Record<CommandId, Command>> {
  return {
    ...claimCommands(work),
    ...toolCommands(work),
    ...brushCommands(work),
    ...markCommands(work),
    ...regionCommands(work),
    ...timeCommands(work),
    ...viewCommands(work),
    ...itemCommands(work, desk),
  };
}

function claimCommands(work: Work) {
  return {
    next_claim: () => step(work, 1),
    previous_claim: () => step(work, -1),
    draw_evidence: () => drawEvidence(work),
    attach_evidence: () => {
      const [region] = work.selected();
      if (!work.judged()) return work.say(words.say.chooseClaim);
      if (region !== undefined && !work.lit().has(region)) return attach(work, region);
      work.setOverlay('attach');
    },
    no_evidence: () => (work.judged() ? open(work, 'absent') : work.say(words.say.chooseClaim)),
    add_omission: () => addOmission(work),
    type_ahead: () => typeAhead(work),
    next_missing: () => goToNextMissing(work),
    make_claim: () => makeClaim(work),
    split_claim: () => splitClaim(work),
    merge_claims: () => mergeClaims(work),
    reword_claim: () => rewordClaim(work),
    drop_claim: () => dropClaim(work),
    play_cue: () => inTime(work, (cues) => cues.playCue(work)),
    follow_cues: () => inTime(work, (cues) => cues.followCues(work)),
    measure_offset: () => inTime(work, (cues) => cues.measureOffset(work)),
    start_here: () => inTime(work, (cues) => cues.endHere(work, 'start')),
    end_here: () => inTime(work, (cues) => cues.endHere(work, 'end')),
  } satisfies Partial<Record<CommandId, Command>>;
}

function toolCommands(work: Work) {
  const tool = (id: string) => () => startTool(work, id);
  return {
    tool_select: tool('select'),
    tool_box: tool('box'),
    tool_rotated_box: tool('rotated_box'),
    tool_polygon: tool('polygon'),
    tool_polyline: tool('polyline'),
    tool_points: tool('points'),
    tool_ellipse: tool('ellipse'),
    tool_brush: tool('brush'),
    tool_text: tool('text'),
  } satisfies Partial<Record<CommandId, Command>>;
}

function brushCommands(work: Work) {
  return {
    brush_larger: () => resizeBrush(work, 1.25),
    brush_smaller: () => resizeBrush(work, 0.8),
    erase: () => turnBrush(work),
    cut_hole: () => work.handles.get(work.activePane())?.cutHole?.() ?? false,
  } satisfies Partial<Record<CommandId, Command>>;
}

function markCommands(work: Work) {
  const then = (run: Parameters<typeof onTimeline>[1]) => () => onTimeline(work, run);
  return {
    interval: (event: KeyboardEvent) => onTimeline(work, (file) => file.interval(work, event)),
    point_event: then((file) => file.pointEvent(work)),
    tag_frame: then((file) => file.tagFrame(work)),
    tag_scene: then((file) => file.tagScene(work)),
    play_selection: then((file) => file.playSelection(work)),
    next_mark: then((file) => file.stepMarks(work, 1)),
    previous_mark: then((file) => file.stepMarks(work, -1)),
    keyframe: then((file) => file.toggleKeyframe(work)),
    outside: then((file) => file.toggleFlag(work, 'outside')),
    occluded: then((file) => file.toggleFlag(work, 'occluded')),
    hold: then((file) => file.toggleFlag(work, 'hold')),
    split_track: then((file) => file.splitTrack(work)),
    merge_tracks: then((file) => file.mergeTracks(work)),
  } satisfies Partial<Record<CommandId, Command>>;
}

function regionCommands(work: Work) {
  return {
    start_link: () => {
      if ((work.world.design.links?.length ?? 0) === 0) return false;
      if (!linkStart(work)) return work.say(words.links.none);
      const [, second, ...more] = work.selected();
      if (second !== undefined && more.length === 0) work.setPulledTo({ on: 'region', id: second });
      work.setOverlay('link');
    },
    attributes: () => {
      if (work.selected().length === 0) return work.say(words.say.chooseRegion);
      document.querySelector<HTMLElement>('.inspector select, .inspector input, .inspector button')?.focus();
    },
    delete_region: () => deleteSelected(work),
    region_list: () => void setRegionsOpen(!regionsOpen()),
    lock_region: () => {
      const ids = work.selected();
      if (ids.length === 0) return work.say(words.say.chooseRegion);
      const locks = !ids.every((id) => work.locked().has(id));
      const next = new Set(work.locked());
      for (const id of ids) if (locks) next.add(id);
        else next.delete(id); // prettier-ignore
      work.setLocked(next);
      work.say(locks ? words.say.locked : words.say.unlocked);
    },
  } satisfies Partial<Record<CommandId, Command>>;
}

/** What they do is fetched with the clock; without one their keys are free. */
function timeCommands(work: Work) {
  const ask = (id: TimeCommandId) => (event: KeyboardEvent) => work.onClock()?.[id](event) ?? false;
  return {
    play_pause: ask('play_pause'),
    play_typing: ask('play_typing'),
    jump_back: ask('jump_back'),
    step_back: ask('step_back'),
    step_forward: ask('step_forward'),
    step_back_10: ask('step_back_10'),
    step_forward_10: ask('step_forward_10'),
    slower: ask('slower'),
    faster: ask('faster'),
    loop_selection: ask('loop_selection'),
    to_start: ask('to_start'),
    to_end: ask('to_end'),
    check_sound: ask('check_sound'),
  } satisfies Partial<Record<CommandId, Command>>;
}

function viewCommands(work: Work) {
  const handle = () => work.handles.get(work.activePane());
  return {
    other_zone: () => otherZone(work),
    other_zone_back: () => otherZone(work),
    next_pane: () => otherPane(work, 1),
    previous_pane: () => otherPane(work, -1),
    maximise: () => void work.setMaximised(!work.maximised()),
    link_views: () => linkViews(work),
    arrange: () => void setArrangement(arrangement() === 'tile' ? 'tab' : 'tile'),
    fit: () => handle()?.fit?.() ?? false,
    one_to_one: () => handle()?.oneToOne?.() ?? false,
    zoom_in: () => handle()?.zoomBy?.(1.25) ?? false,
    zoom_out: () => handle()?.zoomBy?.(0.8) ?? false,
    hide_regions: () => void work.setAllHidden(!work.allHidden()),
    brightness: () => open(work, work.overlay() === 'adjust' ? null : 'adjust'),
  } satisfies Partial<Record<CommandId, Command>>;
}

function itemCommands(work: Work, desk: DeskCommands) {
  return {
    submit: (event: KeyboardEvent) => desk.submit(event),
    skip: () => (desk.live ? open(work, 'skip') : false),
    flag: () => flag(work),
    note: () => openNote(work),
    guideline: () => void setGuidelineOpen(!guidelineOpen()),
    undo: () => undo(work),
    redo: () => redo(work),
    help: () => open(work, 'keys'),
    step_out: () => stepOut(work),
  } satisfies Partial<Record<CommandId, Command>>;
}

export function undo(work: Work): void {
  work.say(work.document.canUndo ? words.say.undone : words.say.nothingToUndo);
  work.document.undo();
}

export function redo(work: Work): void {
  work.document.redo();
  work.say(words.say.redone);
}

/** Pictures move together from now on, beginning with what the one at hand shows; or each by itself again. */
export function linkViews(work: Work): void {
  setViewsLinked(!viewsLinked());
  if (viewsLinked()) work.handles.get(work.activePane())?.share?.();
  work.say(viewsLinked() ? words.say.linked : words.say.unlinked);
}

/** Digits depend on the zone: verdicts and answers among the claims, labels in the media. */
export function digit(work: Work, number: number, shift: boolean): boolean {
  if (work.zone() === 'claims') return shift ? judgeAll(work, number) : claimsDigit(work, number);
  return number > 0 && labelByKey(work, shift ? `⇧${number}` : String(number));
}

/**
 * The keys of labels. A letter that is a command stays one, and its label gets a digit. Commands about time are none where
 * nothing has a time.
 */
export function keysOfLabels(work: Work, labels: readonly Label[]): ReadonlyMap<string, string> {
  return labelKeys(labels, (key) => {
    const command = commandOf(key.toLowerCase(), bindings());
    return command === null || (!work.timed && ['marks', 'time'].includes(KEYMAP[command].group));
  });
}

/** A key that a label of the medium at hand carries. */
export function labelByKey(work: Work, key: string): boolean {
  const pane = work.pane();
  const same = (each: string) => each.toLowerCase() === key.toLowerCase();
  const found = pane && [...keysOfLabels(work, work.labels(pane.slot))].find(([, each]) => same(each));
  if (!found) return false;
  chooseLabel(work, found[0]);
  return true;
}

function open(work: Work, overlay: Overlay): void {
  work.setOverlay(overlay);
}

/** F: asks a reviewer to look, with room for the reason; or takes that back. */
export function flag(work: Work): void {
  const { flagged } = work.draft();
  work.edit({ kind: 'set_flag', flagged: !flagged });
  work.say(flagged ? words.say.unflagged : words.say.flagged);
  if (!flagged) queueMicrotask(() => document.querySelector<HTMLElement>('.work-flag')?.focus());
}

function openNote(work: Work): void {
  work.setNoteOpen(true);
  queueMicrotask(() => document.querySelector<HTMLElement>('.work-note')?.focus());
}

/** E: to the medium where evidence lies, with the tool that drew last. */
export function drawEvidence(work: Work): void {
  const judged = work.judged();
  if (!judged) return work.say(words.say.chooseClaim);
  const lies = (pane: Pane) => isEvidenceSlot(work.world.design, pane.slot);
  const active = work.pane();
  const pane = active && lies(active) ? active : work.panes.find(lies);
  if (!pane) return work.say(words.say.noEvidenceHere);
  work.setActivePane(pane.key);
  const kind = paneKinds[pane.kind];
  kind.setTool(work, kind.drawingTool(work));
  focusPane(work, pane.key);
}

/** Where the work on an item begins: with its claims and questions, or on a picture that is there to be labelled. */
export function startAt(work: Work): void {
  const pane = work.panes.find(
    (each) => paneKinds[each.kind].begins && work.labels(each.slot).length > 0 && !work.world.design.claims,
  );
  const [first] = work.order();
  if (pane) {
    work.setActivePane(pane.key);
    focusPane(work, pane.key);
  } else if (first) {
    go(work, first);
  } else {
    focusPane(work, work.activePane());
  }
}

/** Chooses a tool, and goes to a medium that it works on. */
function startTool(work: Work, tool: string): void | boolean {
  const knows = (pane: Pane) => paneKinds[pane.kind].tools.some((each) => each.id === tool);
  const active = work.pane();
  const pane = active && knows(active) ? active : work.panes.find(knows);
  if (!pane) return false;
  paneKinds[pane.kind].setTool(work, tool);
  work.setActivePane(pane.key);
  focusPane(work, pane.key);
}

export function focusPane(work: Work, key: string): void {
  queueMicrotask(() => work.handles.get(key)?.focus());
}

function otherZone(work: Work): void {
  if (work.zone() === 'claims') focusPane(work, work.activePane());
  else backToClaims(work);
}

function backToClaims(work: Work): void {
  const focus = work.focus() ?? work.order()[0];
  if (focus && elementOf(focus)) {
    work.setFocus(focus);
    focusElement(focus);
  } else {
    document.querySelector<HTMLElement>('.work-panel')?.focus();
  }
}

function otherPane(work: Work, by: 1 | -1): void | boolean {
  const at = work.panes.findIndex((pane) => pane.key === work.activePane());
  const next = work.panes[(at + by + work.panes.length) % work.panes.length];
  if (!next || work.panes.length < 2) return false;
  work.setActivePane(next.key);
  focusPane(work, next.key);
}

function typeAhead(work: Work): void {
  if (work.zone() === 'stage') return open(work, 'labels');
  const focus = work.focus();
  const element = focus && elementOf(focus);
  element?.querySelector<HTMLElement>('.picker-input')?.focus();
}

/** Escape steps out one level: field, marking, selection, claim. */
function stepOut(work: Work): void | boolean {
  const active = document.activeElement;
  const row = active instanceof HTMLElement ? active.closest<HTMLElement>('[data-focus]') : null;
  if (row && row !== active) return row.focus();
  if (takesText(active)) return backToClaims(work);
  if (work.marking()) return void work.setMarking(null);
  if (work.begunInterval()) return void onTimeline(work, (file) => file.giveUpInterval(work));
  if (work.selected().length > 0) return void work.setSelected([]);
  if (work.maximised()) return void work.setMaximised(false);
  if (work.focus() === null) return false;
  work.setFocus(null);
  if (row) row.blur();
}
