// Two drafts of one item: both are shown, one is gone on with, and the other one stays within reach.
import { For, Show, type Component } from 'solid-js';
import { readBody } from '../../../editor/body';
import type { Session } from '../../../editor/session';
import type { Draft } from '../../../model/draft';
import { Button } from '../../../ui/Button';
import { Dialog } from '../../../ui/Dialog';
import { asides } from './messages';

export const ConflictDialog: Component<{ session: Session }> = (props) => {
  const theirs = () => readBody(props.session.conflict?.body)?.draft;
  const savedAt = () => new Date(props.session.conflict?.saved_at ?? 0).toLocaleTimeString();
  return (
    <Dialog
      open
      firm
      title={asides.conflict.title}
      onClose={() => undefined}
      footer={
        <>
          <Button onClick={() => void props.session.takeTheirs()}>{asides.conflict.useTheirs}</Button>
          <Button look="primary" autofocus onClick={() => void props.session.keepMine()}>
            {asides.conflict.useMine}
          </Button>
        </>
      }
    >
      <p>{asides.conflict.what}</p>
      <div class="conflict">
        <Side title={asides.conflict.mine} draft={props.session.draft} />
        <Show when={theirs()}>
          {(draft) => (
            <Side
              title={`${asides.conflict.theirs} · ${asides.conflict.savedAt(savedAt())}`}
              draft={draft()}
            />
          )}
        </Show>
      </div>
    </Dialog>
  );
};

const Side: Component<{ title: string; draft: Draft }> = (props) => {
  const judged = () => props.draft.verdicts.filter((verdict) => verdict.value !== null);
  return (
    <section class="conflict-side">
      <h3>{props.title}</h3>
      <p>
        {asides.conflict.summary(props.draft.regions.length, judged().length, props.draft.answers.length)}
      </p>
      <ul>
        <For each={judged().slice(0, 6)}>
          {(verdict) => (
            <li>
              {verdict.claim}: {verdict.value}
            </li>
          )}
        </For>
      </ul>
      <Show when={props.draft.note}>
        <p>“{props.draft.note}”</p>
      </Show>
    </section>
  );
};
