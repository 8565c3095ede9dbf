// Goes to a place where something is missing or wrong.
import type { Field, Jump } from '../../model/jump';
import type { Target } from '../../model/types';
import { focusPane } from './commands';
import { CONTROLS, fieldIn, focusElement, focusOfJump } from './focus';
import { keyOf } from './linking';
import { revealRegions } from './regions';
import type { Work } from './work';

export function jumpTo(work: Work, jump: Jump): void {
  switch (jump.to) {
    case 'claim':
    case 'omission':
      return goTo(work, jump, jump.field);
    case 'question':
      showTarget(work, jump.target);
      return goTo(work, jump);
    case 'region':
      showTarget(work, { on: 'region', id: jump.id });
      return void setTimeout(() => focusInspector(jump.attribute));
    case 'link':
      showTarget(work, { on: 'link', id: jump.id });
      return void setTimeout(() => focusRow({ on: 'link', id: jump.id }));
    case 'shape':
      if (work.panes.some((pane) => pane.key === jump.pane)) work.setActivePane(jump.pane);
      return focusPane(work, jump.pane);
    case 'item':
      return document.querySelector<HTMLElement>('.work-panel')?.focus();
  }
}

function goTo(work: Work, jump: Jump, field?: Field): void {
  const focus = focusOfJump(jump);
  if (!focus) return;
  work.setFocus(focus);
  setTimeout(() => focusElement(focus, field));
}

/** Selects what a question is about, and brings it into sight: the questions on a region stand on its card. */
function showTarget(work: Work, target: Target): void {
  const regions = regionsOf(work, target);
  if (regions.length === 0) return;
  work.setSelected(regions);
  const first = work.region(regions[0] ?? '');
  if (first) work.setActivePane(`${first.slot}/${first.part}`);
  revealRegions(work, regions);
}

function regionsOf(work: Work, target: Target): string[] {
  if (target.on === 'region') return [target.id];
  if (target.on !== 'link') return [];
  const link = work.draft().links.find((each) => each.id === target.id);
  return [link?.from, link?.to].flatMap((end) => (end?.on === 'region' ? [end.id] : []));
}

function focusInspector(attribute: string | null): void {
  const card = document.querySelector<HTMLElement>('.inspector');
  const control = card && attribute !== null ? fieldIn(card, `attribute:${attribute}`) : null;
  const found = control ?? card?.querySelector<HTMLElement>(CONTROLS);
  found?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: 'nearest' });
}

function focusRow(target: Target): void {
  const row = document.querySelector<HTMLElement>(`[data-target="${CSS.escape(keyOf(target))}"]`);
  row?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  row?.scrollIntoView({ block: 'nearest' });
}
