// The colour of each state of an item, everywhere the same.
import type { ItemState } from '../../api/types';
import type { ChipProps } from '../../ui/Chip';

export const STATE_TONE: Readonly<Record<ItemState, ChipProps['tone']>> = {
  open: 'accent',
  done: 'ok',
  unusable: 'warn',
  excluded: 'plain',
  gold: 'plain',
  disputed: 'warn',
  review: 'accent',
  settled: 'ok',
};
