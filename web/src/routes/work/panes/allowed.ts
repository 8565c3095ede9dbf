// Which tools make sense on a medium: those whose regions the design allows there.
import type { ToolDescription } from '../../../modalities/types';
import { selectorsFor } from '../../../model/design';
import type { Pane, Work } from '../work';

export function allowedTools<Id extends string>(
  work: Work,
  pane: Pane,
  tools: readonly ToolDescription<Id>[],
): readonly ToolDescription<Id>[] {
  const slot = work.world.design.slots.find((each) => each.id === pane.slot);
  if (!slot) return [];
  const selectors = selectorsFor(work.world.design, slot);
  return tools.filter((tool) => tool.selector === null || selectors.has(tool.selector));
}
