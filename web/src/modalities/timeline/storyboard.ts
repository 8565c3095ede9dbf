// The strip of pictures of a video behind its lane: the one that is nearest in time at each place.
import type { Area, Backdrop, Stretch, TimeView } from './contract';

/** Pictures beside each other in the file. */
const PICTURES = 30;
const HEIGHT_PX = 44;

export interface StoryboardSource extends Stretch {
  readonly url: string;
  /** Of the video. */
  readonly width: number;
  readonly height: number;
}

export class Storyboard implements Backdrop {
  readonly height = HEIGHT_PX;
  private readonly image = new Image();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly source: StoryboardSource) {
    this.image.addEventListener('load', () => {
      for (const changed of this.listeners) changed();
    });
    this.image.src = source.url;
  }

  subscribe(changed: () => void): () => void {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  }

  paint(context: CanvasRenderingContext2D, area: Area, view: TimeView): void {
    const { image, source } = this;
    if (!image.complete || image.naturalWidth === 0) return;
    const across = image.naturalWidth / PICTURES;
    const width = (area.height * source.width) / Math.max(1, source.height);
    const origin = (source.startMs - view.startMs) / view.msPerPx;
    const end = Math.min(area.width, (source.endMs - view.startMs) / view.msPerPx);
    const span = source.endMs - source.startMs;
    for (let n = Math.max(0, Math.floor(-origin / width)); origin + n * width < end; n += 1) {
      const left = origin + n * width;
      const share = ((n + 0.5) * width * view.msPerPx) / span;
      const index = Math.min(PICTURES - 1, Math.max(0, Math.floor(share * PICTURES)));
      const shown = [index * across, 0, across, image.naturalHeight] as const;
      context.drawImage(image, ...shown, left, area.top, width - 1, area.height);
    }
  }
}
