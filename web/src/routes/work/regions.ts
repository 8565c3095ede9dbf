// What is done with regions: drawn, changed, attached as evidence, labelled, deleted, linked.
import { takesText } from '../../editor/keys';
import { freshId } from '../../model/draft';
import { isEvidenceSlot, titled, verdictValue } from '../../model/design';
import { verdictOf } from '../../model/draft';
import { missingFields } from '../../model/problems';
import type { Place, SelectorKind, Target } from '../../model/types';
import { elementOf, fieldIn, focusElement } from './focus';
import { regionTitle } from './looks';
import { work as words } from './messages';
import type { Pane, Work } from './work';

/** The timeline among the handles of media: it shows regions of all of them. */
export const TIMELINE = 'timeline';

/** The number of the claim in focus, for announcements. */
export function focusNumber(work: Work): number | null {
  const focus = work.focus();
  return focus?.on === 'claim' ? (work.row(focus.id)?.number ?? null) : null;
}

/** What a new region in this slot is evidence for. */
export function evidenceTarget(work: Work, slot: string) {
  const judged = work.judged();
  if (!judged || !isEvidenceSlot(work.world.design, slot)) return null;
  if (judged.on === 'omission') return judged;
  const value = verdictOf(work.draft(), judged.id, judged.aspect)?.value ?? null;
  const ruledOut = work.row(judged.id)?.failedBy[judged.aspect] !== undefined;
  const forbidden = verdictValue(work.world.design.claims, value)?.evidence === 'forbidden';
  return ruledOut || forbidden ? null : judged;
}

/** The label of what is drawn next, if it fits; plain regions take the first that does. */
function labelFor(
  work: Work,
  slot: string,
  kind: SelectorKind,
  isEvidence: boolean,
  wanted: string | null,
): string | null {
  const fitting = work
    .labels(slot)
    .filter((label) => !label.selectors?.length || label.selectors.includes(kind));
  const chosen = fitting.find((label) => label.id === wanted);
  if (chosen) return chosen.id;
  return isEvidence ? null : (fitting[0]?.id ?? null);
}

/** Adds what was drawn; for a claim in focus it is evidence, and the focus goes back to what the claim still needs. */
export function drawn(work: Work, pane: Pane, selector: Place, wanted = work.label()): string {
  const judged = evidenceTarget(work, pane.slot);
  const id = freshId(
    'r',
    work.draft().regions.map((region) => region.id),
  );
  const label = labelFor(work, pane.slot, selector.type, judged !== null, wanted);
  const region = { id, slot: pane.slot, part: pane.part, selector, label, attributes: {} };
  work.edit({ kind: 'add_region', region, judged });
  work.setSelected([id]);
  const title = regionTitle(work, region) || words.stage.region(id.slice(1));
  const number = focusNumber(work);
  if (judged && number !== null) {
    work.say(words.say.evidence(number, title));
    backToClaim(work);
  } else if (judged) {
    backToClaim(work);
  } else {
    work.say(words.say.drawn(title));
  }
  return id;
}

/** Before an item is left: finishes what is being drawn where it can be finished; what cannot is missing from then on. */
export function completeShapes(work: Work): void {
  const open = [...work.handles].filter(([, handle]) => handle.complete?.() === false).map(([key]) => key);
  const begun = work.unfinished?.begun?.pane;
  const isAway = begun !== undefined && !work.handles.has(begun);
  work.setUnclosed(open[0] ?? (isAway ? begun : null));
}

/** After evidence was drawn by way of a claim: on with what its verdict needs, else with the claim. */
export function backToClaim(work: Work): void {
  const focus = work.focus();
  if (!focus) return;
  queueMicrotask(() => {
    const element = elementOf(focus);
    // Who writes there already goes on writing.
    if (takesText(document.activeElement) && element?.contains(document.activeElement)) return;
    const field = focus.on === 'claim' ? firstMissing(work, focus.id, focus.aspect) : undefined;
    const control = element && field ? fieldIn(element, field) : null;
    if (control && field !== 'evidence') control.focus();
    else focusElement(focus);
  });
}

export function firstMissing(work: Work, claim: string, aspect: string) {
  const rules = work.world.design.claims;
  const verdict = verdictOf(work.draft(), claim, aspect);
  const value = verdictValue(rules, verdict?.value ?? null);
  return rules && verdict && value ? missingFields(rules, value, verdict)[0] : undefined;
}

/** Makes a region evidence for what is in focus. */
export function attach(work: Work, region: string): void {
  const found = work.region(region);
  const judged = found ? evidenceTarget(work, found.slot) : null;
  if (!found || !judged) return work.say(words.say.noEvidenceHere);
  work.edit({ kind: 'attach_evidence', judged, region });
  const title = regionTitle(work, found) || words.stage.region(region.slice(1));
  const number = focusNumber(work);
  if (number !== null) work.say(words.say.evidence(number, title));
}

/** Gives the selected regions of the medium at hand a label, or the next one that is drawn. */
export function chooseLabel(work: Work, id: string): void {
  const pane = work.pane();
  const label = pane && work.labels(pane.slot).find((each) => each.id === id);
  if (!label) return;
  const fitting = work.selected().filter((id) => {
    const region = work.region(id);
    if (region?.slot !== pane.slot || region.part !== pane.part) return false;
    return !label.selectors?.length || label.selectors.includes(region.selector.type);
  });
  if (fitting.length > 0) work.edit({ kind: 'set_label', ids: fitting, label: id });
  const same = work.label() === id && fitting.length === 0;
  work.setLabel(same ? null : id);
  work.say(same ? words.stage.noLabel : words.say.label(titled(label)));
}

export function deleteSelected(work: Work): boolean {
  const ids = work.selected().filter((id) => !work.locked().has(id));
  if (ids.length === 0) return false;
  work.edit({ kind: 'delete_regions', ids });
  work.setSelected([]);
  work.say(words.say.deleted(ids.length));
  return true;
}

/** Where a link begins: the selected region, else what is in focus. */
export function linkStart(work: Work): Target | null {
  const [region] = work.selected();
  if (region !== undefined) return { on: 'region', id: region };
  const judged = work.judged();
  return judged ? { on: judged.on, id: judged.id } : null;
}

/** Shows regions on their panes, without moving what is in sight already. */
export function revealRegions(work: Work, ids: Iterable<string>): void {
  for (const id of ids) {
    const region = work.region(id);
    const handle = region && work.handles.get(`${region.slot}/${region.part}`);
    if (region) work.handles.get(TIMELINE)?.reveal(region.selector);
    if (region && handle) return handle.reveal(region.selector);
  }
}
