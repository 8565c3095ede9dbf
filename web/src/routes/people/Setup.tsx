// The first start: the link that the server printed makes the administrator.
import { useLocation, useNavigate } from '@solidjs/router';
import { createSignal, Show, type Component } from 'solid-js';
import { api } from '../../api/client';
import { enterWith } from '../../api/session';
import type { Me } from '../../api/types';
import { Button } from '../../ui/Button';
import { Refusal } from '../../ui/ErrorNote';
import { Mark } from '../shell/Mark';
import { AccountFields, accountForm } from './Account';
import { messages } from './messages';

const M = messages.setup;

const Setup: Component = () => {
  const navigate = useNavigate();
  const token = useLocation().hash.slice(1);
  const form = accountForm('');
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [error, setError] = createSignal<unknown>(null);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (form.short() || busy()) return;
    setBusy(true);
    setError(null);
    try {
      await enterWith(api.post<Me>('/api/setup', { token, ...form.account() }));
      navigate('/new?first=1', { replace: true });
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main class="narrow">
      <div class="narrow-head">
        <Mark size={36} />
        <h1>{M.title}</h1>
        <p class="muted">{token === '' ? M.noToken : M.lead}</p>
      </div>
      <Show when={token !== ''}>
        <form class="stack" onSubmit={(event) => void submit(event)}>
          <AccountFields form={form} tried={tried()} />
          <Refusal error={error()} />
          <Button look="primary" type="submit" busy={busy()}>
            {M.submit}
          </Button>
        </form>
      </Show>
    </main>
  );
};

export default Setup;
