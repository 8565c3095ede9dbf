// Pictures that move together: one tells where it looks, in parts of the picture, and the others look there too.
import { createEffect, on, type Accessor } from 'solid-js';
import type { Stage, View } from '../../../modalities/image/contract';
import { viewsLinked } from '../bench';
import type { Work } from '../work';

interface Sharing {
  readonly work: Work;
  readonly pane: () => string;
  readonly stage: Accessor<Stage | undefined>;
  readonly picture: () => { readonly width: number; readonly height: number };
  readonly host: () => HTMLElement;
}

export interface SharedViews {
  /** The picture moved: by hand, or because it was told. */
  moved(view: View): void;
  share(): void;
}

/** Half a CSS pixel: what two views may differ by and still be the same. */
const SAME = 0.5;

export function sharedViews({ work, pane, stage, picture, host }: Sharing): SharedViews {
  let told: View | null = null;
  const tell = (view: View) => {
    const { width, height } = picture();
    const { clientWidth, clientHeight } = host();
    const x = (view.x + clientWidth / 2 / view.scale) / width;
    const y = (view.y + clientHeight / 2 / view.scale) / height;
    work.setSharedView({ from: pane(), x, y, across: view.scale * width });
  };
  const follow = () => {
    const shared = work.sharedView();
    const now = stage();
    if (!shared || !now || !viewsLinked() || shared.from === pane()) return;
    const { width, height } = picture();
    const { clientWidth, clientHeight } = host();
    const scale = shared.across / width;
    const x = shared.x * width - clientWidth / 2 / scale;
    const y = shared.y * height - clientHeight / 2 / scale;
    told = { x, y, scale };
    now.show(told);
  };
  createEffect(on([work.sharedView, stage], follow));
  return {
    moved: (view) => {
      if (!viewsLinked()) return;
      if (told && isSame(told, view)) return;
      // A picture that just appeared looks where the others do.
      if (told === null && work.sharedView() !== null && work.sharedView()?.from !== pane()) return follow();
      told = view;
      tell(view);
    },
    share: () => {
      const view = stage()?.view;
      if (view) tell(view);
    },
  };
}

function isSame(a: View, b: View): boolean {
  const far = Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) * b.scale;
  return far < SAME && Math.abs(a.scale / b.scale - 1) < 0.001;
}
