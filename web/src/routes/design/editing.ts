// A design file being edited: the text is the truth, the form edits it in place (comments stay), the server checks it.
import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from 'solid-js';
import { parseDocument, type Document } from 'yaml';
import { api } from '../../api/client';
import type { Design, DesignCheck, Problem } from '../../api/types';

const PAUSE_MS = 300;

export interface DesignEditing {
  text: Accessor<string>;
  setText: (text: string) => void;
  /** The file as it parses now; null while it does not. */
  document: Accessor<Document | null>;
  /** Changes the file where the form was changed. */
  edit: (change: (document: Document) => void) => void;
  /** The last text that was a design, read by the server with all its defaults. */
  design: Accessor<Design | null>;
  problems: Accessor<readonly Problem[]>;
  checking: Accessor<boolean>;
  /** The text is a design without problems. */
  good: Accessor<boolean>;
}

function parsed(text: string): Document | null {
  const document = parseDocument(text);
  return document.errors.length === 0 ? document : null;
}

export function createEditing(first: string): DesignEditing {
  const [text, setText] = createSignal(first);
  const [design, setDesign] = createSignal<Design | null>(null);
  const [problems, setProblems] = createSignal<readonly Problem[]>([]);
  const [checked, setChecked] = createSignal<string | null>(null);
  const document = createMemo(() => parsed(text()));
  let timer = 0;
  let request: AbortController | undefined;

  const check = async (now: string) => {
    request?.abort();
    request = new AbortController();
    try {
      const reply = await api.post<DesignCheck>(
        '/api/design/check',
        { text: now },
        { signal: request.signal },
      );
      if (reply.design) setDesign(reply.design);
      setProblems(reply.problems);
      setChecked(now);
    } catch (failure) {
      if (failure instanceof DOMException) return;
      setProblems([{ code: 'check', message: failure instanceof Error ? failure.message : String(failure) }]);
    }
  };
  createEffect(
    on(text, (now, before) => {
      clearTimeout(timer);
      timer = setTimeout(() => void check(now), before === undefined ? 0 : PAUSE_MS);
    }),
  );
  onCleanup(() => {
    clearTimeout(timer);
    request?.abort();
  });
  return {
    text,
    setText,
    document,
    edit: (change) => {
      const now = parsed(text());
      if (!now) return;
      change(now);
      setText(now.toString({ lineWidth: 110 }));
    },
    design,
    problems,
    checking: () => checked() !== text(),
    good: () => checked() === text() && problems().length === 0 && design() !== null,
  };
}
