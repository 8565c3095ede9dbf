// Gold in words: what is wrong, and what share is right.
import type { GoldRow, RightShare } from '../../api/types';
import { percent } from '../../ui/format';
import { messages } from './messages';

/** What is known to be wrong of an item. */
export function known(row: Pick<GoldRow, 'known' | 'made_from'>): string {
  if (!row.known) return row.made_from ? messages.none : messages.byHand;
  const { kind, before, after, offset_ms } = row.known;
  const cue = kind === 'shift_cue';
  const what =
    cue && typeof offset_ms === 'number' ? messages.shift(offset_ms) : messages.change(before, after);
  return `${messages.kinds[kind][0]}: ${what}`;
}

/** A share with its interval; nothing where nobody has decided anything. */
export function share(of: RightShare | null | undefined): string {
  return of ? messages.shareOf(percent(of.share), percent(of.low), percent(of.high)) : '–';
}
