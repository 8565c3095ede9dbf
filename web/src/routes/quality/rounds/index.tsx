// Calibration rounds: agreement before and after, who has answered, and what to talk about.
import { A, useParams } from '@solidjs/router';
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../../api/client';
import { keys, projectPath, useProject } from '../../../api/projects';
import { useQuery } from '../../../api/query';
import type { Rounds as RoundsReply } from '../../../api/types';
import { useLive } from '../../../api/useLive';
import { Button } from '../../../ui/Button';
import { EmptyState } from '../../../ui/EmptyState';
import { Load } from '../../../ui/Load';
import '../quality.css';
import { messages } from './messages';
import { OpenRound } from './OpenRound';
import { RoundCard } from './RoundCard';
import { courses, RoundPlot } from './RoundPlot';
import './rounds.css';

const Rounds: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const project = useProject(slug);
  const [opening, setOpening] = createSignal(false);
  const rounds = useQuery(() => ({
    queryKey: keys.below(slug(), 'rounds'),
    queryFn: ({ signal }) => api.get<RoundsReply>(projectPath(slug(), 'rounds'), signal),
  }));
  const refresh = () => void rounds.refetch();
  useLive(slug, () => (rounds.isPending ? undefined : rounds.data?.seq), refresh);
  const manages = () => !project.isPending && project.data?.role === 'manager';
  const running = () => rounds.data?.rounds.some((round) => round.closed_at == null) ?? false;
  return (
    <>
      <div class="page-head">
        <div>
          <p class="small">
            <A class="link" href={`/p/${slug()}/quality`}>
              {messages.back}
            </A>
          </p>
          <h1>{messages.title}</h1>
          <p class="page-lead">{messages.lead}</p>
        </div>
        <Show when={manages() && (rounds.data?.rounds.length ?? 0) > 0}>
          <Button
            look="primary"
            disabled={running()}
            data-tip={running() ? messages.oneOpen : undefined}
            onClick={() => setOpening(true)}
          >
            {messages.open}
          </Button>
        </Show>
      </div>
      <Load query={rounds} skeleton={{ shape: 'block' }}>
        {(data) => (
          <Show
            when={data().rounds.length > 0}
            fallback={<Nothing manages={manages()} onOpen={() => setOpening(true)} />}
          >
            <Show when={courses(data().rounds).length > 0}>
              <RoundPlot rounds={data().rounds} />
            </Show>
            <Show when={!project.isPending && project.data}>
              {(found) => (
                <For each={[...data().rounds].reverse()}>
                  {(round) => (
                    <RoundCard
                      slug={slug()}
                      round={round}
                      design={found().design}
                      manages={manages()}
                      onChange={refresh}
                    />
                  )}
                </For>
              )}
            </Show>
          </Show>
        )}
      </Load>
      <OpenRound slug={slug()} open={opening()} onClose={() => setOpening(false)} onOpened={refresh} />
    </>
  );
};

const Nothing: Component<{ manages: boolean; onOpen: () => void }> = (props) => (
  <EmptyState
    icon="person"
    title={messages.empty}
    action={
      <Show when={props.manages}>
        <Button look="primary" onClick={() => props.onOpen()}>
          {messages.openFirst}
        </Button>
      </Show>
    }
  >
    {messages.emptyWhat}
    <Show when={!props.manages}> {messages.emptyReader}</Show>
  </EmptyState>
);

export default Rounds;
