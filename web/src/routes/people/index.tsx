// The people of a project: their roles, what they hold, and invitations.
import { useParams } from '@solidjs/router';
import { useQueryClient } from '@tanstack/solid-query';
import { useQuery } from '../../api/query';
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { keys, projectPath } from '../../api/projects';
import type { Member, People as PeopleReply } from '../../api/types';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { words } from '../../ui/ErrorNote';
import { Icon } from '../../ui/Icon';
import { Load } from '../../ui/Load';
import { Table } from '../../ui/Table';
import { toast } from '../../ui/Toast';
import { Invitations } from './Invitations';
import { InviteDialog } from './InviteDialog';
import { MemberRow } from './MemberRow';
import { messages } from './messages';
import { RemoveDialog } from './RemoveDialog';
import './people.css';

const M = messages.people;

const People: Component = () => {
  const params = useParams();
  const slug = () => params.slug ?? '';
  const cache = useQueryClient();
  const people = useQuery(() => ({
    queryKey: keys.below(slug(), 'people'),
    queryFn: ({ signal }) => api.get<PeopleReply>(projectPath(slug(), 'people'), signal),
  }));
  const [inviting, setInviting] = createSignal(false);
  const [removing, setRemoving] = createSignal<Member | null>(null);
  const refresh = () => void cache.invalidateQueries({ queryKey: keys.project(slug()) });
  const change = async (member: Member, role: Member['role']) => {
    try {
      await api.patch(projectPath(slug(), 'people', member.user.id), { role });
      toast({ text: M.roleChanged(member.user.name, messages.role[role]), tone: 'ok' });
    } catch (failure) {
      toast({ text: words(failure), tone: 'danger' });
    }
    refresh();
  };
  const withdraw = async (id: string) => {
    try {
      await api.del(projectPath(slug(), 'invitations', id));
      toast({ text: M.withdrawn });
    } catch (failure) {
      toast({ text: words(failure), tone: 'danger' });
    }
    refresh();
  };
  return (
    <>
      <div class="page-head">
        <div>
          <h1>{M.title}</h1>
          <p class="page-lead">{M.lead}</p>
        </div>
        <Button look="primary" onClick={() => setInviting(true)}>
          <Icon name="add" />
          {M.invite}
        </Button>
      </div>
      <Load query={people} skeleton={{ shape: 'rows', n: 4 }}>
        {(data) => (
          <>
            <Table label={M.members} head={<MemberHeads />}>
              <For each={data().members}>
                {(member) => (
                  <MemberRow
                    member={member}
                    onRole={(role) => void change(member, role)}
                    onRemove={() => setRemoving(member)}
                  />
                )}
              </For>
            </Table>
            <Show when={data().members.length < 2 && data().invitations.length === 0}>
              <EmptyState icon="person" title={M.alone}>
                {M.aloneWhat}
              </EmptyState>
            </Show>
            <Show when={data().invitations.length > 0}>
              <Invitations invitations={data().invitations} onWithdraw={(id) => void withdraw(id)} />
            </Show>
          </>
        )}
      </Load>
      <InviteDialog slug={slug()} open={inviting()} onClose={() => setInviting(false)} onMade={refresh} />
      <Show when={removing()} keyed>
        {(member) => (
          <RemoveDialog slug={slug()} member={member} onClose={() => setRemoving(null)} onDone={refresh} />
        )}
      </Show>
    </>
  );
};

const MemberHeads: Component = () => (
  <>
    <th scope="col">{M.name}</th>
    <th scope="col">{M.role}</th>
    <th scope="col" class="number">
      {M.submitted}
    </th>
    <th scope="col" class="number">
      {M.open}
    </th>
    <th scope="col">{M.seen}</th>
    <th scope="col">
      <span class="visually-hidden">{M.remove}</span>
    </th>
  </>
);

export default People;
