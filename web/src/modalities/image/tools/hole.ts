// Cuts a hole into the selected polygon, as a guest while the chosen tool waits.
import { PathTool } from './path';
import type { Tool, Workspace } from './tool';

/** Nothing where no single polygon is selected that may be changed. */
export function holeTool(space: Workspace, done: () => void): Tool | null {
  const [id, ...others] = space.selected;
  const region = id === undefined || space.locked ? undefined : space.regions.free(id);
  if (!region || others.length > 0 || region.selector.type !== 'polygon') return null;
  return new PathTool('polygon', space, { id: region.id, shape: region.selector, done });
}
