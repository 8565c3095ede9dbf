// The documentation of the HTTP API, made from the server's own description of itself.
import { useQuery } from '../../api/query';
import { createMemo, createSignal, For, onMount, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { Button, LinkButton } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Load } from '../../ui/Load';
import { TextInput } from '../../ui/TextInput';
import { found, operations, type ApiDocument } from './document';
import { messages } from './messages';
import { OperationView } from './OperationView';
import { TypeView } from './TypeView';
import './docs.css';

const Docs: Component = () => {
  const document = useQuery(() => ({
    queryKey: ['openapi'],
    queryFn: ({ signal }) => api.get<ApiDocument>('/api/openapi.json', signal),
    staleTime: Infinity,
  }));
  return (
    <main id="content" class="page docs">
      <div class="page-head">
        <div>
          <h1>{messages.title}</h1>
          <p class="page-lead">{messages.lead}</p>
        </div>
        <div class="row">
          <LinkButton href="/settings">{messages.tokens}</LinkButton>
          <LinkButton href="/api/openapi.json" download="openapi.json">
            {messages.document}
          </LinkButton>
        </div>
      </div>
      <Load query={document} skeleton={{ shape: 'rows', n: 8 }}>
        {(data) => <Reference document={data()} />}
      </Load>
    </main>
  );
};

const Reference: Component<{ document: ApiDocument }> = (props) => {
  const [search, setSearch] = createSignal('');
  const all = createMemo(() => operations(props.document));
  const shown = createMemo(() => found(all(), search()));
  const groups = createMemo(() => [...new Set(shown().map((one) => one.group))]);
  // The part that the address names was not on the page yet when the browser looked for it.
  onMount(() => document.getElementById(location.hash.slice(1))?.scrollIntoView());
  return (
    <div class="docs-columns">
      <nav class="docs-nav" aria-label={messages.groups}>
        <label class="field-label" for="docs-search">
          {messages.search}
        </label>
        <TextInput
          id="docs-search"
          type="search"
          placeholder={messages.searchWhat}
          value={search()}
          onValue={setSearch}
        />
        <p class="muted small" role="status">
          {messages.n(shown().length, all().length)}
        </p>
        <ul class="docs-groups">
          <For each={groups()}>
            {(group) => (
              <li>
                <a href={`#group-${group}`}>{group}</a>
              </li>
            )}
          </For>
          <li>
            <a href="#types">{messages.types}</a>
          </li>
        </ul>
      </nav>
      <div class="docs-body">
        <Show when={shown().length === 0}>
          <EmptyState
            icon="search"
            title={messages.nothing}
            action={<Button onClick={() => setSearch('')}>{messages.clear}</Button>}
          >
            {messages.nothingWhat}
          </EmptyState>
        </Show>
        <For each={groups()}>
          {(group) => (
            <section id={`group-${group}`} class="docs-group">
              <h2>{group}</h2>
              <For each={shown().filter((one) => one.group === group)}>
                {(one) => <OperationView one={one} />}
              </For>
            </section>
          )}
        </For>
        <section id="types" class="docs-group">
          <h2>{messages.types}</h2>
          <For each={Object.entries(props.document.components.schemas)}>
            {([name, schema]) => <TypeView name={name} schema={schema} />}
          </For>
        </section>
      </div>
    </div>
  );
};

export default Docs;
