// What the keys do with claims and questions: move, judge, make, split, merge, reword, drop.
import { dropped, made, merged, reworded, split } from '../../editor/claim_edits';
import type { ReplaceClaims } from '../../editor/edits/replace_claims';
import { answerValue } from '../../model/conditions';
import { aspectsOf, titled } from '../../model/design';
import { freshId, verdictOf } from '../../model/draft';
import { merelyDropped } from '../../model/claims';
import type { Claim } from '../../model/types';
import { digitAnswer } from '../../questions';
import { fieldIn, elementOf, focusElement, focusKey, focusOfJump, type Focus } from './focus';
import { inTime } from './in_time';
import { jumpTo } from './jumping';
import { jumpKey, nextIndex } from './missing';
import { work as words } from './messages';
import { firstMissing, revealRegions } from './regions';
import type { Work } from './work';

/** J and K. */
export function step(work: Work, by: 1 | -1): void {
  const order = work.order();
  const now = work.focus();
  const at = now === null ? -1 : order.findIndex((focus) => focusKey(focus) === focusKey(now));
  const index = at < 0 ? (by > 0 ? 0 : order.length - 1) : at + by;
  const next = order[Math.max(0, Math.min(order.length - 1, index))];
  if (next) go(work, next);
}

export function go(work: Work, focus: Focus): void {
  work.setFocus(focus);
  queueMicrotask(() => focusElement(focus));
  revealRegions(work, work.lit());
}

/** Judges a claim, and opens the first field that the verdict needs. Null takes the verdict back. */
export function judge(work: Work, claim: string, aspect: string, value: string | null): void {
  const row = work.row(claim);
  if (!row || row.failedBy[aspect] !== undefined) return;
  work.edit({ kind: 'set_verdict', claim, aspect, value });
  const chosen = work.world.design.claims?.verdicts?.find((each) => each.id === value);
  work.say(words.say.claim(row.number, chosen ? titled(chosen) : words.claims.unjudged));
  if (value === null) return;
  const focus: Focus = { on: 'claim', id: claim, aspect };
  queueMicrotask(() => {
    const field = firstMissing(work, claim, aspect);
    const element = elementOf(focus);
    const control = field && element ? fieldIn(element, field) : null;
    if (control && field !== 'evidence') control.focus();
    else focusElement(focus);
  });
}

/** A digit among the claims: a verdict, or the answer to the question in focus. */
export function claimsDigit(work: Work, digit: number): boolean {
  const focus = work.focus();
  if (focus?.on === 'claim') {
    if (digit === 0) judge(work, focus.id, focus.aspect, null);
    const value = work.world.design.claims?.verdicts?.[digit - 1];
    if (value) judge(work, focus.id, focus.aspect, value.id);
    return digit === 0 || value !== undefined;
  }
  if (focus?.on !== 'question' || work.isFixed(focus.question, focus.target)) return false;
  const question = work.world.design.questions?.find((each) => each.id === focus.question);
  const { target } = focus;
  if (!question) return false;
  const value = digitAnswer(question, answerValue(work.draft(), question.id, target), digit);
  if (value === undefined) return false;
  work.edit({ kind: 'set_answer', question: question.id, target, value });
  return true;
}

/** A digit with Shift: the same verdict under every aspect of the claim that has none, and on to the next claim. */
export function judgeAll(work: Work, digit: number): boolean {
  const rules = work.world.design.claims;
  const focus = work.focus();
  const value = rules?.verdicts?.[digit - 1]?.id;
  const row = focus?.on === 'claim' ? work.row(focus.id) : undefined;
  // With one aspect the digit alone does it, and Shift is for labels.
  if (!rules || !row || value === undefined || aspectsOf(rules).length < 2) return false;
  const claim = row.claim.id;
  const isOpen = (aspect: string) =>
    row.failedBy[aspect] === undefined && !verdictOf(work.draft(), claim, aspect)?.value;
  const open = aspectsOf(rules).flatMap(({ id }) => (isOpen(id) ? [id] : []));
  work.document.edits(open.map((aspect) => ({ kind: 'set_verdict', claim, aspect, value })));
  const needs = aspectsOf(rules).find(({ id }) => firstMissing(work, claim, id) !== undefined);
  const next = work.rows()[row.number]?.claim.id;
  const aspect = needs?.id ?? aspectsOf(rules)[0]?.id ?? 'default';
  go(work, { on: 'claim', id: needs || next === undefined ? claim : next, aspect });
  return true;
}

export function addOmission(work: Work): void {
  const rules = work.world.design.claims;
  if (!rules || rules.omissions === false) return;
  const id = freshId(
    'o',
    work.draft().omissions.map((omission) => omission.id),
  );
  work.edit({ kind: 'set_omission', id, change: {} });
  const focus: Focus = { on: 'omission', id };
  work.setFocus(focus);
  queueMicrotask(() => focusElement(focus, 'text'));
  inTime(work, (cues) => cues.giveInterval(work, id));
}

export function goToNextMissing(work: Work): void {
  const now = work.focus();
  const index = nextIndex(work.missing(), work.jumped(), (jump) => {
    const focus = focusOfJump(jump);
    return focus !== null && now !== null && focusKey(focus) === focusKey(now);
  });
  const next = work.missing()[index];
  if (!next) return work.say(words.say.nothingMissing);
  work.setJumped({ key: jumpKey(next.jump), index });
  work.say(next.message);
  jumpTo(work, next.jump);
}

/** The claim in focus, if claims can be changed here. */
function editable(work: Work) {
  if (work.world.design.claims?.editable === false) {
    work.say(words.say.notEditable);
    return null;
  }
  const focus = work.focus();
  const row = focus?.on === 'claim' ? work.row(focus.id) : undefined;
  if (!row) work.say(words.say.chooseClaim);
  return row ?? null;
}

function replace(work: Work, edit: ReplaceClaims, to?: string): void {
  work.edit(edit);
  const id = to ?? edit.add[0]?.id;
  const focus = work.focus();
  const aspect =
    focus?.on === 'claim' ? focus.aspect : (work.world.design.claims?.aspects?.[0]?.id ?? 'default');
  if (id !== undefined) go(work, { on: 'claim', id, aspect });
}

export function makeClaim(work: Work): void {
  if (work.world.design.claims?.editable === false) return work.say(words.say.notEditable);
  const place = work.selection() ?? sourceHandle(work)?.taken?.() ?? null;
  if (!place) return work.say(words.say.selectWords);
  sourceHandle(work)?.clearSelection?.();
  replace(work, made(work.world, work.draft(), place.spans));
}

export function splitClaim(work: Work): void {
  const row = editable(work);
  if (!row) return;
  const span = (work.selection() ?? sourceHandle(work)?.taken?.())?.spans[0];
  const own = row.claim.spans?.[0];
  if (!span || !own) return work.say(words.say.selectWords);
  const at = span.start > own.start ? span.start : span.end;
  const edit = split(work.world, work.draft(), row.claim, at);
  if (!edit) return work.say(words.say.selectWords);
  sourceHandle(work)?.clearSelection?.();
  replace(work, edit);
}

export function mergeClaims(work: Work): void {
  const row = editable(work);
  if (!row) return;
  const next = work.rows()[row.number];
  if (!next) return work.say(words.say.noNext);
  replace(work, merged(work.world, work.draft(), row.claim, next.claim));
}

/** Opens the wording of the claim. A shared one stays until its words are other ones. */
export function rewordClaim(work: Work): void {
  const row = editable(work);
  if (!row) return;
  if (!row.own) work.setRewording(row.claim.id);
  const focus = work.focus();
  if (focus) queueMicrotask(() => focusElement(focus, 'text'));
}

/** Replaces a shared claim by an own one with other words; gives the own one's id. */
export function putInOtherWords(work: Work, claim: Claim, text: string): string | undefined {
  const edit = reworded(work.world, work.draft(), claim, text);
  work.setRewording(null);
  replace(work, edit);
  return edit.add[0]?.id;
}

export function dropClaim(work: Work): void {
  const focus = work.focus();
  if (focus === null) return restoreLast(work);
  const row = editable(work);
  if (!row) return;
  const rows = work.rows();
  const neighbour = rows[row.number] ?? rows[row.number - 2];
  work.edit(dropped(work.draft(), row.claim));
  if (neighbour && focus.on === 'claim') go(work, { ...focus, id: neighbour.claim.id });
  else work.setFocus(null);
}

function restoreLast(work: Work): void {
  const last = merelyDropped(work.world, work.draft()).at(-1);
  if (last) work.edit({ kind: 'restore_claim', id: last.id });
}

function sourceHandle(work: Work) {
  const source = work.panes.find((pane) => pane.slot === work.world.design.claims?.slot);
  return source && work.handles.get(source.key);
}
