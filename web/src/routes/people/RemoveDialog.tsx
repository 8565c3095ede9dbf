// Removing a person: what stays, and what is freed.
import { createSignal, type Component } from 'solid-js';
import { api } from '../../api/client';
import { projectPath } from '../../api/projects';
import type { Member } from '../../api/types';
import { Button } from '../../ui/Button';
import { Dialog } from '../../ui/Dialog';
import { Refusal } from '../../ui/ErrorNote';
import { messages as common } from '../../ui/messages';
import { toast } from '../../ui/Toast';
import { messages } from './messages';

const M = messages.people;

export interface RemoveDialogProps {
  slug: string;
  member: Member;
  onClose: () => void;
  onDone: () => void;
}

export const RemoveDialog: Component<RemoveDialogProps> = (props) => {
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);
  const remove = async () => {
    setBusy(true);
    try {
      const reply = await api.del<{ freed_leases: number }>(
        projectPath(props.slug, 'people', props.member.user.id),
      );
      toast({ text: M.removed(props.member.user.name, reply.freed_leases), tone: 'ok' });
      props.onDone();
      props.onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={M.removeTitle(props.member.user.name)}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{common.common.cancel}</Button>
          <Button look="danger" busy={busy()} onClick={() => void remove()}>
            {common.common.remove}
          </Button>
        </>
      }
    >
      <p>{M.removeWhat(props.member.open_leases)}</p>
      <Refusal error={error()} />
    </Dialog>
  );
};
