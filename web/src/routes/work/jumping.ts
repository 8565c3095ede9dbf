// Goes to a place where something is missing or wrong.
import type { Jump } from '../../model/jump';
import { focusElement, focusOfJump } from './focus';
import { revealRegions } from './regions';
import type { Work } from './work';

export function jumpTo(work: Work, jump: Jump): void {
  const focus = focusOfJump(jump);
  if (focus) {
    work.setFocus(focus);
    const field = jump.to === 'claim' || jump.to === 'omission' ? jump.field : undefined;
    setTimeout(() => focusElement(focus, field));
  } else if (jump.to === 'region') {
    work.setSelected([jump.id]);
    revealRegions(work, [jump.id]);
    setTimeout(() => document.querySelector<HTMLElement>('.inspector select, .inspector input')?.focus());
  }
}
