// Where an item comes from: ids, files with creators and licences, and what the importer kept beside it.
import { createMemo, For, Show, type Component, type JSX } from 'solid-js';
import type { AnnotationView, Item } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { bytes, dateTime, duration } from '../../ui/format';
import { messages } from './messages';

export interface ProvenanceProps {
  item: Item;
  annotations: readonly AnnotationView[];
}

export const Provenance: Component<ProvenanceProps> = (props) => {
  const assets = createMemo(() =>
    Object.values(props.item.slots)
      .flat()
      .flatMap((part) => (part.content === 'asset' ? [part.asset] : [])),
  );
  const metadata = createMemo(() =>
    Object.entries(props.item.metadata ?? {}).map(([name, value]: [string, unknown]) => ({
      name,
      value: typeof value === 'string' ? value : JSON.stringify(value),
    })),
  );
  return (
    <details class="provenance" open>
      <summary>
        <h2>{messages.provenance}</h2>
      </summary>
      <dl>
        <Row name={messages.id}>
          <span class="mono">{props.item.external_id}</span>
        </Row>
        <Show when={props.item.group}>{(group) => <Row name={messages.group}>{group()}</Row>}</Show>
        <Show when={props.item.split}>{(split) => <Row name={messages.split}>{split()}</Row>}</Show>
        <For each={assets()}>
          {(asset) => (
            <>
              <Row name={messages.file}>
                <bdi>{asset.name ?? asset.sha256.slice(0, 12)}</bdi>
                <span class="muted">
                  {' '}
                  {messages.pixels(asset.info.width ?? 0, asset.info.height ?? 0, bytes(asset.info.size))}
                </span>
              </Row>
              <Show when={asset.provenance?.creator}>
                {(name) => <Row name={messages.creator}>{name()}</Row>}
              </Show>
              <Show when={asset.provenance?.license}>
                {(name) => <Row name={messages.licence}>{name()}</Row>}
              </Show>
              <Show when={asset.provenance?.source}>
                {(name) => <Row name={messages.source}>{name()}</Row>}
              </Show>
              <Row name={messages.hash}>
                <span class="mono provenance-hash">{asset.sha256}</span>
              </Row>
            </>
          )}
        </For>
        <For each={metadata()}>{(one) => <Row name={one.name}>{one.value}</Row>}</For>
        <For each={props.annotations}>
          {(annotation) => (
            <Row name={annotation.annotator.name}>
              <span class="row" style={{ '--gap': '6px' }}>
                {dateTime(annotation.submitted_at)}
                <span class="muted">
                  {duration(annotation.body.active_ms ?? 0)}, {messages.versions(annotation.design_version)}
                </span>
                <Show when={annotation.late}>
                  <span data-tip={messages.lateWhat}>
                    <Chip tone="warn">{messages.late}</Chip>
                  </span>
                </Show>
                <Show when={annotation.surplus}>
                  <span data-tip={messages.surplusWhat}>
                    <Chip>{messages.surplus}</Chip>
                  </span>
                </Show>
              </span>
            </Row>
          )}
        </For>
      </dl>
    </details>
  );
};

const Row: Component<{ name: string; children: JSX.Element }> = (props) => (
  <div class="provenance-row">
    <dt class="muted">
      <bdi>{props.name}</bdi>
    </dt>
    <dd dir="auto">{props.children}</dd>
  </div>
);
