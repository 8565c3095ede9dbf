// What is shown when a page itself fails: nobody should meet it, and nobody should be left alone with it.
import type { Component } from 'solid-js';
import { Button } from '../../ui/Button';
import { EmptyState } from '../../ui/EmptyState';
import { messages } from '../../ui/messages';

export const Crash: Component<{ error: unknown }> = (props) => (
  <main class="page">
    <EmptyState
      icon="warning"
      title={messages.error.crash}
      action={
        <Button look="primary" onClick={() => location.reload()}>
          {messages.error.reload}
        </Button>
      }
    >
      <p>{messages.error.crashWhat}</p>
      <pre class="crash">{props.error instanceof Error ? props.error.message : String(props.error)}</pre>
    </EmptyState>
  </main>
);
