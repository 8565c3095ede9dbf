// The design beside its first item, the policy, the files, and Start.
import {
  createMemo,
  createResource,
  createSignal,
  Match,
  onCleanup,
  Show,
  Switch,
  untrack,
  type Component,
} from 'solid-js';
import type { Policy, Template } from '../../api/types';
import type { Upload } from '../../api/upload';
import { Button } from '../../ui/Button';
import { Icon } from '../../ui/Icon';
import { DesignEditor } from '../design/DesignEditor';
import { createEditing } from '../design/editing';
import { Preview } from '../design/Preview';
import { DropZone } from '../import/DropZone';
import { FileList } from '../import/FileList';
import { Mapping } from '../import/Mapping';
import { PolicyForm } from '../settings/PolicyForm';
import { exampleItem } from './example_item';
import { firstItem, isArchive } from './first_item';
import { messages } from './messages';
import { Start } from './Start';

export interface WizardProps {
  template: Template;
  onBack: () => void;
}

export const Wizard: Component<WizardProps> = (props) => {
  // One wizard is for one template: everything below begins with it.
  // eslint-disable-next-line solid/reactivity
  const editing = createEditing(props.template.text);
  // eslint-disable-next-line solid/reactivity
  const [policy, setPolicy] = createSignal<Policy>(props.template.policy);
  const [files, setFiles] = createSignal<Upload[]>([]);
  const [started, setStarted] = createSignal(false);
  const design = () => editing.design() ?? props.template.design;
  const shape = createMemo(() =>
    JSON.stringify([design().slots, design().claims?.slot, design().claims?.split]),
  );
  const [own] = createResource(
    () => (files().length > 0 ? ([files(), shape()] as const) : null),
    ([uploads]) => untrack(() => firstItem(design(), uploads)),
  );
  const [drawn] = createResource(shape, () => untrack(() => exampleItem(design(), props.template.sample)));
  const example = () => (drawn.state === 'ready' || drawn.state === 'refreshing' ? drawn.latest : null);
  const mine = () => (own.state === 'ready' || own.state === 'refreshing' ? own.latest : null);
  onCleanup(() => Object.values(mine()?.media ?? {}).forEach((urls) => URL.revokeObjectURL(urls.original)));
  return (
    <Switch>
      <Match when={started()}>
        <Start
          text={editing.text()}
          template={props.template}
          design={design()}
          policy={policy()}
          files={files()}
          onBack={() => setStarted(false)}
        />
      </Match>
      <Match when={!started()}>
        <div class="page-head">
          <div>
            <h1>{messages.step}</h1>
            <p class="page-lead">{messages.stepWhat}</p>
          </div>
          <Button onClick={() => props.onBack()}>
            <Icon name="back" />
            {messages.other}
          </Button>
        </div>
        <div class="design-page">
          <div class="stack design-page-editor" style={{ '--gap': 'var(--space-6)' }}>
            <section class="stack" style={{ '--gap': 'var(--space-3)' }}>
              <h2>{messages.items}</h2>
              <p class="muted">{messages.itemsWhat}</p>
              <DropZone small onFiles={(more) => setFiles((before) => [...before, ...more])} />
              <Show when={files().length > 0} fallback={<Mapping design={design()} />}>
                <FileList files={files()} onChange={setFiles} />
              </Show>
              <Show when={files().length > 0 && own.state === 'ready' && !mine()}>
                <p class="small" role="status">
                  {files().some((one) => isArchive(one)) ? messages.archive : messages.noFirst}
                </p>
              </Show>
              <Show when={mine()}>
                {(found) => (
                  <p class="small" role="status">
                    {messages.firstFrom(found().from)}{' '}
                    <Show when={found().missing.length > 0}>
                      <strong class="design-bad">{messages.missing(found().missing.join(', '))}</strong>
                    </Show>
                  </p>
                )}
              </Show>
            </section>
            <section class="stack" style={{ '--gap': 'var(--space-3)' }}>
              <h2>{messages.design}</h2>
              <DesignEditor editing={editing} />
            </section>
            <section class="stack" style={{ '--gap': 'var(--space-3)' }}>
              <h2>{messages.policy}</h2>
              <PolicyForm design={design()} policy={policy()} onChange={setPolicy} />
            </section>
            <div class="row design-publish new-start">
              <Button look="primary" disabled={!editing.good()} onClick={() => setStarted(true)}>
                {files().length === 0 ? messages.start : messages.startWith(files().length)}
              </Button>
            </div>
          </div>
          <Preview
            design={design()}
            item={mine()?.item ?? example()?.item ?? props.template.sample}
            media={mine()?.media ?? example()?.media ?? {}}
          />
        </div>
      </Match>
    </Switch>
  );
};
