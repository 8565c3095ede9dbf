// Makes an invitation link; it is shown once, so it can be copied at once.
import { createSignal, For, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { projectPath } from '../../api/projects';
import type { InvitationLink, ProjectRole } from '../../api/types';
import { Button } from '../../ui/Button';
import { CopyField } from '../../ui/CopyField';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { Field } from '../../ui/Field';
import { date } from '../../ui/format';
import { messages as common } from '../../ui/messages';
import { Select } from '../../ui/Select';
import { TextInput } from '../../ui/TextInput';
import { ROLES } from './MemberRow';
import { messages } from './messages';

const M = messages.people;
const DAYS = [1, 7, 30, 90] as const;

export interface InviteDialogProps {
  slug: string;
  open: boolean;
  onClose: () => void;
  onMade: () => void;
}

export const InviteDialog: Component<InviteDialogProps> = (props) => {
  const [role, setRole] = createSignal<ProjectRole>('annotator');
  const [email, setEmail] = createSignal('');
  const [days, setDays] = createSignal('7');
  const [link, setLink] = createSignal<InvitationLink | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const close = () => {
    setLink(null);
    setError(null);
    props.onClose();
  };
  const make = async () => {
    setBusy(true);
    setError(null);
    try {
      const body = { role: role(), email: email().trim() || null, days: Number(days()) };
      setLink(await api.post<InvitationLink>(projectPath(props.slug, 'invitations'), body));
      setEmail('');
      props.onMade();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={props.open}
      onClose={close}
      title={M.inviteTitle}
      footer={
        <Show
          when={link()}
          fallback={
            <>
              <Button onClick={close}>{common.common.cancel}</Button>
              <Button look="primary" busy={busy()} onClick={() => void make()}>
                {M.make}
              </Button>
            </>
          }
        >
          <Button onClick={() => setLink(null)}>{M.another}</Button>
          <Button onClick={close}>{M.done}</Button>
        </Show>
      }
    >
      <p class="muted">{M.inviteWhat}</p>
      <Show
        when={link()}
        fallback={
          <>
            <Roles value={role()} onValue={setRole} />
            <Field label={M.inviteEmail} optional={common.common.optional} help={M.inviteEmailWhat}>
              {(control) => <TextInput {...control} type="email" value={email()} onValue={setEmail} />}
            </Field>
            <Field label={M.inviteDays}>
              {(control) => (
                <Select
                  {...control}
                  value={days()}
                  onValue={setDays}
                  options={DAYS.map((n) => ({ value: String(n), title: M.days(n) }))}
                />
              )}
            </Field>
          </>
        }
      >
        {(made) => (
          <CopyField
            label={M.link}
            value={made().url}
            help={`${messages.role[role()]}, ${M.expires.toLowerCase()} ${date(made().expires_at)}`}
          />
        )}
      </Show>
      <Refusal error={error()} />
    </Dialog>
  );
};

const Roles: Component<{ value: ProjectRole; onValue: (role: ProjectRole) => void }> = (props) => (
  <fieldset class="stack" style={{ '--gap': 'var(--space-2)' }}>
    <legend class="field-label">{M.inviteRole}</legend>
    <For each={ROLES}>
      {(role) => (
        <label class="check">
          <input
            type="radio"
            name="role"
            checked={props.value === role}
            onChange={() => props.onValue(role)}
          />
          <span>
            {messages.role[role]} <span class="muted">– {messages.roleWhat[role]}</span>
          </span>
        </label>
      )}
    </For>
  </fieldset>
);
