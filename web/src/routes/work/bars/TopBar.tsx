// The top of the workbench: where one is, the guideline, the keys, what is saved, how far one has come.
import { A } from '@solidjs/router';
import { Show, type Component } from 'solid-js';
import { IconButton } from '../../../ui/IconButton';
import { guidelineOpen, setGuidelineOpen } from '../bench';
import { hint } from '../hints';
import { work as words } from '../messages';
import { useWork } from '../work';
import { SaveMark, type SaveMarkProps } from './SaveMark';
import './bars.css';

export interface TopBarProps extends SaveMarkProps {
  project: string;
  slug: string;
  /** The item was submitted before, and opened again. */
  again: boolean;
  done: number;
  total: number;
  today: number;
  /** How the last submission was kept, where that is more than simply accepted. */
  kept: 'late' | 'surplus' | null;
}

export const TopBar: Component<TopBarProps> = (props) => {
  const work = useWork();
  return (
    <header class="topbar">
      <A href="/" class="topbar-home link" aria-label={words.bar.exit} data-tip={words.bar.exit}>
        <svg width="20" height="20" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4.5 12.5l5 5L19.5 6.5" />
          <path d="M4.5 6.5l5 5" />
        </svg>
      </A>
      <span class="topbar-trail">
        <A href={`/p/${props.slug}`} class="link topbar-crumb">
          {props.project}
        </A>
        <span class="topbar-item">{props.again ? words.bar.again : `#${props.done + 1}`}</span>
      </span>
      <span class="topbar-space" />
      <Show when={props.kept}>
        {(how) => (
          <span class="topbar-note" role="status">
            {words.bar.kept[how()]}
          </span>
        )}
      </Show>
      <SaveMark save={props.save} sending={props.sending} caughtUp={props.caughtUp} />
      <A
        href={`/p/${props.slug}/mine`}
        class="topbar-progress link"
        data-tip={words.bar.progressTip(props.today)}
      >
        <span class="topbar-bar" aria-hidden="true">
          <span style={{ 'inline-size': `${share(props.done, props.total)}%` }} />
        </span>
        {words.bar.progress(props.done, props.total)}
      </A>
      <IconButton
        class="topbar-guideline"
        icon="file"
        label={words.bar.guideline}
        keys={hint('guideline')}
        aria-pressed={guidelineOpen()}
        onClick={() => setGuidelineOpen(!guidelineOpen())}
      />
      <IconButton
        icon="keyboard"
        label={words.bar.keys}
        keys={hint('help')}
        onClick={() => work.setOverlay('keys')}
      />
    </header>
  );
};

function share(done: number, total: number): number {
  return total > 0 ? Math.min(100, (done / total) * 100) : 0;
}
