// The bottom of the workbench: skip, flag, note; what is missing; submit.
import { Show, type Component } from 'solid-js';
import { Button } from '../../../ui/Button';
import { Kbd } from '../../../ui/Kbd';
import { flag } from '../commands';
import { work as words } from '../messages';
import { useWork } from '../work';
import './bars.css';

interface BottomBarProps {
  live: boolean;
  onSubmit: (event: Event) => void;
}

export const BottomBar: Component<BottomBarProps> = (props) => {
  const work = useWork();
  const draft = () => work.draft();
  const count = () => work.missing().length;
  return (
    <footer class="bottombar">
      <Show when={props.live}>
        <Button look="quiet" small onClick={() => work.setOverlay('skip')}>
          {words.foot.skip} <Kbd keys="S" />
        </Button>
      </Show>
      <Button
        look="quiet"
        small
        aria-pressed={draft().flagged}
        class={draft().flagged ? 'bottombar-flagged' : ''}
        onClick={() => flag(work)}
      >
        {draft().flagged ? words.foot.flagged : words.foot.flag} <Kbd keys="F" />
      </Button>
      <Show when={draft().flagged}>
        <input
          class="input input-small work-flag"
          dir="auto"
          aria-label={words.foot.flagWhy}
          placeholder={words.foot.flagWhy}
          value={draft().flag}
          onInput={(event) =>
            work.edit({ kind: 'set_flag', flagged: true, flag: event.currentTarget.value }, 'flag')
          }
        />
      </Show>
      <Show
        when={work.noteOpen()}
        fallback={
          <Button look="quiet" small onClick={() => work.setNoteOpen(true)}>
            {words.foot.note} <Kbd keys="⇧ N" />
          </Button>
        }
      >
        <input
          class="input input-small work-note"
          dir="auto"
          aria-label={words.foot.note}
          placeholder={words.foot.notePlaceholder}
          value={draft().note}
          onInput={(event) => work.edit({ kind: 'set_note', note: event.currentTarget.value }, 'note')}
        />
      </Show>
      <span class="topbar-space" />
      <button
        type="button"
        class="bottombar-missing"
        classList={{ 'bottombar-ready': count() === 0 }}
        onClick={() => count() > 0 && work.setOverlay('missing')}
      >
        {count() > 0 ? words.foot.missing(count()) : `${words.foot.ready} ✓`}
      </button>
      <Button look="primary" disabled={!props.live} onClick={(event) => props.onSubmit(event)}>
        {words.foot.submit} <Kbd keys="Ctrl ⏎" />
      </Button>
    </footer>
  );
};
