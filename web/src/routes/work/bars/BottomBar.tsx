// The bottom of the workbench: skip, flag, note; what is missing; submit.
import { Show, type Component } from 'solid-js';
import { Button } from '../../../ui/Button';
import { IconButton } from '../../../ui/IconButton';
import { Kbd } from '../../../ui/Kbd';
import { flag, redo, undo } from '../commands';
import { hint } from '../hints';
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
  const can = () => {
    void work.draft();
    return { undo: work.document.canUndo, redo: work.document.canRedo };
  };
  const count = () => work.missing().length;
  return (
    <footer class="bottombar">
      <Show when={props.live}>
        <Button look="quiet" small onClick={() => work.setOverlay('skip')}>
          {words.foot.skip} <Kbd keys={hint('skip')} />
        </Button>
      </Show>
      <Button
        look="quiet"
        small
        aria-pressed={draft().flagged}
        class={draft().flagged ? 'bottombar-flagged' : ''}
        onClick={() => flag(work)}
      >
        {draft().flagged ? words.foot.flagged : words.foot.flag} <Kbd keys={hint('flag')} />
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
            {words.foot.note} <Kbd keys={hint('note')} />
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
      <IconButton
        icon="undo"
        small
        label={words.commands.undo}
        keys={hint('undo')}
        disabled={!can().undo}
        onClick={() => undo(work)}
      />
      <IconButton
        icon="redo"
        small
        label={words.commands.redo}
        keys={hint('redo')}
        disabled={!can().redo}
        onClick={() => redo(work)}
      />
      <button
        type="button"
        class="bottombar-missing"
        classList={{ 'bottombar-ready': count() === 0 }}
        onClick={() => count() > 0 && work.setOverlay('missing')}
      >
        {count() > 0 ? words.foot.missing(count()) : `${words.foot.ready} ✓`}
      </button>
      <Button look="primary" disabled={!props.live} onClick={(event) => props.onSubmit(event)}>
        {words.foot.submit} <Kbd keys={hint('submit')} />
      </Button>
    </footer>
  );
};
