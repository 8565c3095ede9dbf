// The boolean operations of polygons. The library's module has one default export, its types none, so they are joined here.
import * as library from 'polygon-clipping';
import type { MultiPolygon, Polygon } from 'polygon-clipping';

export type { MultiPolygon, Polygon, Ring } from 'polygon-clipping';

type Operation = (subject: Polygon | MultiPolygon, ...others: (Polygon | MultiPolygon)[]) => MultiPolygon;
type Operations = Record<'intersection' | 'difference', Operation>;

export const { intersection, difference }: Operations = operations(library);

function operations(module: Operations | { default: Operations }): Operations {
  return 'default' in module ? module.default : module;
}
