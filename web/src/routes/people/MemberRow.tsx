// One member of a project.
import { Show, type Component } from 'solid-js';
import { useMe } from '../../api/session';
import type { Member, ProjectRole } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { ago, count, dateTime } from '../../ui/format';
import { IconButton } from '../../ui/IconButton';
import { Select } from '../../ui/Select';
import { messages } from './messages';

const M = messages.people;
export const ROLES: readonly ProjectRole[] = ['annotator', 'reviewer', 'expert', 'manager'];

export interface MemberRowProps {
  member: Member;
  onRole: (role: ProjectRole) => void;
  onRemove: () => void;
}

export const MemberRow: Component<MemberRowProps> = (props) => {
  const me = useMe();
  const mine = () => !me.isPending && me.data?.user?.id === props.member.user.id;
  const choose = (value: string) => {
    const role = ROLES.find((one) => one === value);
    if (role) props.onRole(role);
  };
  return (
    <tr>
      <td>
        <span class="row" style={{ '--gap': '6px' }}>
          <strong>
            <bdi>{props.member.user.name}</bdi>
          </strong>
          <Show when={mine()}>
            <Chip tone="accent">{M.you}</Chip>
          </Show>
          <Show when={props.member.user.admin}>
            <Chip>{M.administrator}</Chip>
          </Show>
        </span>
        <span class="muted small">{props.member.user.email}</span>
      </td>
      <td>
        <Select
          class="member-role"
          aria-label={M.roleOf(props.member.user.name)}
          value={props.member.role}
          options={ROLES.map((value) => ({ value, title: messages.role[value] }))}
          onValue={choose}
        />
      </td>
      <td class="number">
        {count(props.member.submitted)}
        <Show when={props.member.guideline_outdated}>
          <span class="muted small member-guideline">{M.rereading}</span>
        </Show>
      </td>
      <td class="number">{count(props.member.open_leases)}</td>
      <td class="muted">
        <Show when={props.member.last_seen} fallback={M.never}>
          {(seen) => <span data-tip={dateTime(seen())}>{ago(seen())}</span>}
        </Show>
      </td>
      <td class="number">
        <IconButton
          icon="trash"
          label={`${M.remove}: ${props.member.user.name}`}
          onClick={() => props.onRemove()}
        />
      </td>
    </tr>
  );
};
