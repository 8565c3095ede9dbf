// The design of a project: edit the newest version, look at the older ones.
import { useParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { useQuery } from '../../api/query';
import { createSignal, Show, type Component } from 'solid-js';
import { api, ApiError } from '../../api/client';
import { keys, projectPath, useProject } from '../../api/projects';
import type { DesignDetail, ItemDetail, ItemPage, ProjectDetail, PublishedDesign } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Load } from '../../ui/Load';
import { Preview } from './Preview';
import { createEditing } from './editing';
import { DesignEditor } from './DesignEditor';
import { messages } from './messages';
import { Effect, parts, Published } from './Published';
import { TakeGuideline } from './TakeGuideline';
import { TextEditor } from './TextEditor';
import { Versions } from './Versions';

const DesignPage: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const project = useProject(slug);
  return (
    <Load query={project} skeleton={{ shape: 'block' }}>
      {(data) => (
        <Show when={`${data().slug}/${data().design_version}`} keyed>
          <Newest project={data()} />
        </Show>
      )}
    </Load>
  );
};

function useVersion(slug: () => string, version: () => number) {
  return useQuery(() => ({
    queryKey: keys.below(slug(), 'design', version()),
    queryFn: ({ signal }) => api.get<DesignDetail>(projectPath(slug(), 'design', version()), signal),
    staleTime: Infinity,
  }));
}

/** What became of the last publication; outlives the reload of the editor. */
const [published, setPublished] = createSignal<{ slug: string; result: PublishedDesign } | null>(null);

const Newest: Component<{ project: ProjectDetail }> = (props) => {
  const [looking, setLooking] = createSignal<number | null>(null);
  const detail = useVersion(
    () => props.project.slug,
    () => looking() ?? props.project.design_version,
  );
  return (
    <>
      <div>
        <h1>{messages.title}</h1>
        <p class="page-lead">{messages.lead}</p>
      </div>
      <Show when={published()?.slug === props.project.slug && published()}>
        {(last) => <Published result={last().result} />}
      </Show>
      <Load query={detail} skeleton={{ shape: 'block' }}>
        {(data) => (
          <Show when={data()} keyed>
            {(version) => (
              <Show
                when={version.version === props.project.design_version}
                fallback={
                  <section class="stack">
                    <div class="row">
                      <p class="grow">{messages.readonly(version.version)}</p>
                      <Button onClick={() => setLooking(null)}>{messages.toCurrent}</Button>
                    </div>
                    <TextEditor text={version.text} problems={[]} />
                  </section>
                }
              >
                <Editor project={props.project} version={version} />
              </Show>
            )}
          </Show>
        )}
      </Load>
      <TakeGuideline slug={props.project.slug} version={props.project.design_version} />
      <Versions slug={props.project.slug} current={props.project.design_version} onLook={setLooking} />
    </>
  );
};

const Editor: Component<{ project: ProjectDetail; version: DesignDetail }> = (props) => {
  const cache = useQueryClient();
  // eslint-disable-next-line solid/reactivity -- an editor begins with one version and is replaced with it
  const editing = createEditing(props.version.text);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const [effect, setEffect] = createSignal<PublishedDesign | null>(null);
  const changed = () => editing.text() !== props.version.text;
  const send = (preview: boolean) =>
    api.post<PublishedDesign>(projectPath(props.project.slug, 'design'), {
      base_version: props.version.version,
      text: editing.text(),
      preview,
    });
  /** Publishes at once what parts no answers; the rest is shown first. */
  const publish = async (seen: boolean) => {
    setBusy(true);
    setError(null);
    setEffect(null);
    const slug = props.project.slug;
    try {
      const preview = seen ? null : await send(true);
      if (preview && parts(preview)) {
        setEffect(preview);
        return;
      }
      setPublished({ slug, result: await send(false) });
      await cache.invalidateQueries({ queryKey: keys.project(slug) });
    } catch (failure) {
      const conflict = failure instanceof ApiError && failure.status === 409;
      setError(conflict ? new Error(messages.conflict) : failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div class="design-page">
      <div class="stack design-page-editor">
        <DesignEditor editing={editing} />
        <Refusal error={error()} />
        <div class="row design-publish">
          <Button
            look="primary"
            busy={busy()}
            disabled={!changed() || !editing.good()}
            onClick={() => void publish(false)}
          >
            {messages.publish}
          </Button>
          <Show when={!changed()}>
            <span class="muted">{messages.unchanged}</span>
          </Show>
        </div>
        <Dialog
          open={effect() !== null}
          onClose={() => setEffect(null)}
          title={messages.before}
          footer={
            <>
              <Button onClick={() => setEffect(null)}>{messages.back}</Button>
              <Button look="primary" onClick={() => void publish(true)}>
                {messages.reallyPublish}
              </Button>
            </>
          }
        >
          <Show when={effect()} keyed>
            {(result) => (
              <div class="stack">
                <p>{messages.concerned(result.n_annotations)}</p>
                <Effect result={result} />
              </div>
            )}
          </Show>
        </Dialog>
      </div>
      <FirstItem slug={props.project.slug}>
        {(detail) => <Preview design={editing.design()} item={detail.item} media={detail.media} />}
      </FirstItem>
    </div>
  );
};

/** Reads the first item of the project, to show the design on it. */
const FirstItem: Component<{ slug: string; children: (detail: ItemDetail) => ReturnType<Component> }> = (
  props,
) => {
  const first = useQuery(() => ({
    queryKey: keys.below(props.slug, 'first-item'),
    queryFn: async ({ signal }) => {
      const page = await api.get<ItemPage>(`${projectPath(props.slug, 'items')}?limit=1`, signal);
      const row = page.items[0];
      return row ? api.get<ItemDetail>(projectPath(props.slug, 'items', row.id), signal) : null;
    },
  }));
  return (
    <Show when={!first.isPending && first.data} keyed>
      {(detail) => props.children(detail)}
    </Show>
  );
};

export default DesignPage;
