// Accepting an invitation: with a new account, or as the person who is signed in.
import { A, useLocation, useNavigate } from '@solidjs/router';
import { useQuery } from '../../api/query';
import { createSignal, Show, type Component } from 'solid-js';
import { api, path } from '../../api/client';
import { enterWith, useMe } from '../../api/session';
import type { InvitationView, Me } from '../../api/types';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { Refusal } from '../../ui/ErrorNote';
import { date } from '../../ui/format';
import { Load } from '../../ui/Load';
import { Mark } from '../shell/Mark';
import { AccountFields, accountForm } from './Account';
import { messages } from './messages';

const M = messages.join;

const Join: Component = () => {
  const token = useLocation().hash.slice(1);
  const invitation = useQuery(() => ({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) => api.get<InvitationView>(path('/api/invitations', token), signal),
    enabled: token !== '',
    retry: false,
  }));
  return (
    <main class="narrow">
      <Mark size={36} />
      <Show
        when={token !== '' && !invitation.isLoadingError}
        fallback={<EmptyState title={M.gone}>{M.goneWhat}</EmptyState>}
      >
        <Load query={invitation}>{(view) => <Accept token={token} invitation={view()} />}</Load>
      </Show>
    </main>
  );
};

const Accept: Component<{ token: string; invitation: InvitationView }> = (props) => {
  const me = useMe();
  const navigate = useNavigate();
  const user = () => (me.isPending ? null : (me.data?.user ?? null));
  // eslint-disable-next-line solid/reactivity -- the invitation of one token does not change
  const form = accountForm(props.invitation.email ?? '');
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || (user() === null && form.short())) return;
    setBusy(true);
    setError(null);
    try {
      const body = user() === null ? form.account() : {};
      await enterWith(api.post<Me>(path('/api/invitations', props.token, 'accept'), body));
      const slug = props.invitation.project?.slug;
      navigate(slug === undefined ? '/' : `/p/${slug}`, { replace: true });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div class="stack" style={{ '--gap': '4px' }}>
        <h1>{props.invitation.project ? M.title(props.invitation.project.title) : M.titlePlain}</h1>
        <p class="muted">
          {M.lead(messages.role[props.invitation.role])} {M.until(date(props.invitation.expires_at))}
        </p>
      </div>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Show
          when={user()}
          fallback={<AccountFields form={form} tried={tried()} fixedEmail={!!props.invitation.email} />}
        >
          {(person) => <p>{M.signedAs(person().name)}</p>}
        </Show>
        <Refusal error={error()} />
        <Button look="primary" type="submit" busy={busy()}>
          {user() ? M.submitSigned : M.submit}
        </Button>
      </form>
      <Show when={!user()}>
        <A href={`/signin?next=${encodeURIComponent(`/join#${props.token}`)}`}>{M.have}</A>
      </Show>
    </>
  );
};

export default Join;
