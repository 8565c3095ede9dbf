// Invitations that nobody has accepted yet.
import { For, type Component } from 'solid-js';
import type { Invitation } from '../../api/types';
import { Button } from '../../ui/Button';
import { date } from '../../ui/format';
import { Table } from '../../ui/Table';
import { messages } from './messages';

const M = messages.people;

export interface InvitationsProps {
  invitations: readonly Invitation[];
  onWithdraw: (id: string) => void;
}

export const Invitations: Component<InvitationsProps> = (props) => (
  <section class="stack" style={{ '--gap': 'var(--space-2)' }}>
    <h2>{M.invitations}</h2>
    <Table
      label={M.invitations}
      head={
        <>
          <th scope="col">{M.name}</th>
          <th scope="col">{M.role}</th>
          <th scope="col">{M.expires}</th>
          <th scope="col">{M.by}</th>
          <th scope="col">
            <span class="visually-hidden">{M.withdraw}</span>
          </th>
        </>
      }
    >
      <For each={props.invitations}>
        {(invitation) => (
          <tr>
            <td>{invitation.email ?? <span class="muted">{M.anybody}</span>}</td>
            <td>{messages.role[invitation.role]}</td>
            <td>{date(invitation.expires_at)}</td>
            <td>
              <bdi>{invitation.created_by}</bdi>
            </td>
            <td class="number">
              <Button small onClick={() => props.onWithdraw(invitation.id)}>
                {M.withdraw}
              </Button>
            </td>
          </tr>
        )}
      </For>
    </Table>
  </section>
);
