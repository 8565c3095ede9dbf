// Gives regions a label, or takes it away.
import type { Draft } from '../../model/draft';

export interface SetLabel {
  readonly kind: 'set_label';
  readonly ids: readonly string[];
  readonly label: string | null;
}

export function setLabel(draft: Draft, { ids, label }: SetLabel): Draft {
  const chosen = new Set(ids);
  const regions = draft.regions.map((region) => (chosen.has(region.id) ? { ...region, label } : region));
  return { ...draft, regions };
}
