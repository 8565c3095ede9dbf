// Where a pointer is: on the window, on the stage, and in the picture.
import { clampedPoint } from '../../model/geometry/place';
import type { Point, Size } from '../../model/geometry/types';
import type { Camera } from './camera';
import type { Press } from './tools/tool';

interface Where {
  readonly surface: HTMLElement;
  readonly camera: Camera;
  readonly picture: Size;
}

export function pressAt(event: MouseEvent, touch: boolean, { surface, camera, picture }: Where): Press {
  const { left, top } = surface.getBoundingClientRect();
  const stage: Point = [event.clientX - left, event.clientY - top];
  const loose = camera.toImage(stage);
  return {
    at: clampedPoint(loose, picture),
    loose,
    stage,
    client: [event.clientX, event.clientY],
    shift: event.shiftKey,
    alt: event.altKey,
    touch,
    keys: false,
  };
}
