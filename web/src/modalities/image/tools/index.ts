// The tools of the image stage by name.
import type { ToolId } from '../contract';
import { BrushTool, type LiveMask } from './brush';
import { CornersTool } from './corners';
import { PathTool } from './path';
import { PointsTool } from './points';
import { RotatedBoxTool } from './rotated_box';
import { SelectTool } from './select';
import type { Tool, Workspace } from './tool';

export function makeTool(id: ToolId, space: Workspace, live: LiveMask): Tool {
  switch (id) {
    case 'select':
      return new SelectTool(space);
    case 'box':
    case 'ellipse':
      return new CornersTool(id, space);
    case 'rotated_box':
      return new RotatedBoxTool(space);
    case 'polygon':
    case 'polyline':
      return new PathTool(id, space);
    case 'points':
      return new PointsTool(space);
    case 'brush':
      return new BrushTool(space, live);
  }
}
