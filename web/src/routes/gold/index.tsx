// Items with known answers: the list, what people get right of them, and what they contest.
import { A, useParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath, useProject } from '../../api/projects';
import { useQuery } from '../../api/query';
import type { GoldPage, GoldRow, ProjectDetail } from '../../api/types';
import { Button, LinkButton } from '../../ui/Button';
import { Chip, type ChipProps } from '../../ui/Chip';
import { EmptyState } from '../../ui/EmptyState';
import { words } from '../../ui/ErrorNote';
import { count } from '../../ui/format';
import { Icon } from '../../ui/Icon';
import { Load } from '../../ui/Load';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';
import { Appeals } from './Appeals';
import { Check } from './Check';
import { Generate } from './Generate';
import { messages } from './messages';
import { People } from './People';
import { known, share } from './words';
import './gold.css';

const TONE: Readonly<Record<GoldRow['state'], ChipProps['tone']>> = {
  proposed: 'accent',
  rejected: 'plain',
  active: 'ok',
  retired: 'plain',
};

const Gold: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const cache = useQueryClient();
  const project = useProject(slug);
  const gold = useQuery(() => ({
    queryKey: keys.below(slug(), 'gold'),
    queryFn: ({ signal }) => api.get<GoldPage>(projectPath(slug(), 'gold'), signal),
  }));
  const refresh = () => void cache.invalidateQueries({ queryKey: keys.project(slug()) });
  return (
    <Load query={gold} skeleton={{ shape: 'rows', n: 5 }}>
      {(data) => (
        <Show when={!project.isPending && project.data}>
          {(found) => <View slug={slug()} page={data()} project={found()} refresh={refresh} />}
        </Show>
      )}
    </Load>
  );
};

interface ViewProps {
  slug: string;
  page: GoldPage;
  project: ProjectDetail;
  refresh: () => void;
}

const View: Component<ViewProps> = (props) => {
  const [generating, setGenerating] = createSignal(false);
  // Which items are looked at, one after the other.
  const [checking, setChecking] = createSignal<readonly string[] | null>(null);
  const manager = () => props.project.role === 'manager';
  const proposed = () => props.page.items.filter((row) => row.state === 'proposed');
  const close = () => {
    setChecking(null);
    props.refresh();
  };
  return (
    <Show
      when={checking()}
      fallback={
        <>
          <div class="page-head">
            <div>
              <h1>{messages.title}</h1>
              <p class="page-lead">{messages.lead}</p>
              <p class="muted">{messages.caution}</p>
            </div>
            <div class="gold-actions">
              <Show when={proposed().length > 0}>
                <Button look="primary" onClick={() => setChecking(proposed().map((row) => row.item))}>
                  {messages.checkAll(proposed().length)}
                </Button>
              </Show>
              <Show when={manager()}>
                <Button
                  look={proposed().length > 0 ? 'plain' : 'primary'}
                  onClick={() => setGenerating(true)}
                >
                  <Icon name="add" />
                  {messages.generate}
                </Button>
              </Show>
            </div>
          </div>
          <Show when={manager() && props.project.policy.gold?.share === 0 && props.page.items.length > 0}>
            <p class="row" role="note">
              {messages.share}
              <LinkButton small href={`/p/${props.slug}/settings`}>
                {messages.toSettings}
              </LinkButton>
            </p>
          </Show>
          <Show
            when={props.page.items.length > 0}
            fallback={
              <EmptyState icon="check" title={messages.empty}>
                {messages.emptyWhat}
              </EmptyState>
            }
          >
            <List {...props} onLook={(item) => setChecking([item])} />
          </Show>
          <People annotators={props.page.annotators} />
          <Appeals slug={props.slug} role={props.project.role} onDecided={props.refresh} />
          <Generate
            slug={props.slug}
            open={generating()}
            onClose={() => setGenerating(false)}
            onMade={props.refresh}
          />
        </>
      }
    >
      {(items) => (
        <Check
          slug={props.slug}
          items={items()}
          design={props.project.design}
          role={props.project.role}
          onClose={close}
        />
      )}
    </Show>
  );
};

const List: Component<ViewProps & { onLook: (item: string) => void }> = (props) => {
  const retire = async (row: GoldRow) => {
    try {
      await api.post(projectPath(props.slug, 'gold', row.item, 'retire'), { reason: messages.retireWhy });
      toast({ text: messages.retired, tone: 'ok' });
    } catch (failure) {
      toast({ text: words(failure), tone: 'danger' });
    }
    props.refresh();
  };
  return (
    <Table label={messages.list} head={<Heads />}>
      <For each={props.page.items}>
        {(row) => (
          <tr>
            <th scope="row">
              <A class="link" href={`/p/${props.slug}/items/${row.item}`}>
                {row.external_id}
              </A>
              <span class="gold-excerpt" dir="auto">
                {row.excerpt}
              </span>
            </th>
            <td class="gold-known">{known(row)}</td>
            <td>
              <Chip tone={TONE[row.state]}>{messages.states[row.state]}</Chip>
            </td>
            <td class="number">{count(row.answered)}</td>
            <td class="number">{share(row.right)}</td>
            <td class="number">{count(row.contested)}</td>
            <td>
              <div class="gold-actions">
                <Button small onClick={() => props.onLook(row.item)}>
                  {row.state === 'proposed' ? messages.check : messages.look}
                </Button>
                <Show when={row.state === 'active' && props.project.role === 'manager'}>
                  <Button small onClick={() => void retire(row)}>
                    {messages.retire}
                  </Button>
                </Show>
              </div>
            </td>
          </tr>
        )}
      </For>
    </Table>
  );
};

const Heads: Component = () => (
  <>
    <th scope="col">{messages.item}</th>
    <th scope="col">{messages.known}</th>
    <th scope="col">{messages.state}</th>
    <th scope="col" class="number">
      {messages.answered}
    </th>
    <th scope="col" class="number">
      {messages.right}
    </th>
    <th scope="col" class="number">
      {messages.contested}
    </th>
    <th scope="col">
      <span class="visually-hidden">{messages.actions}</span>
    </th>
  </>
);

export default Gold;
