// The draft that is being worked on, with its history; tells whoever listens that it changed.
import type { Draft } from '../model/draft';
import { apply, type Edit } from './edits';
import { begin, redone, step, undone, type History } from './history';

export class Document {
  private history: History<Draft>;
  private readonly listeners = new Set<(draft: Draft) => void>();

  constructor(draft: Draft) {
    this.history = begin(draft);
  }

  get draft(): Draft {
    return this.history.present;
  }

  get canUndo(): boolean {
    return this.history.past.length > 0;
  }

  get canRedo(): boolean {
    return this.history.future.length > 0;
  }

  /** Applies an edit. Edits of one gesture (a drag, a word being typed) are undone together. */
  edit(edit: Edit, gesture: string | null = null): void {
    this.move(step(this.history, apply(this.draft, edit), gesture));
  }

  /** Several edits that are undone together. */
  edits(edits: readonly Edit[]): void {
    this.move(
      step(
        this.history,
        edits.reduce((draft, edit) => apply(draft, edit), this.draft),
      ),
    );
  }

  undo(): void {
    this.move(undone(this.history));
  }

  redo(): void {
    this.move(redone(this.history));
  }

  /** Puts another draft in place; undo brings the present one back. */
  replace(draft: Draft): void {
    this.move(step(this.history, draft));
  }

  /** The present draft stays, and undo brings another one to the screen. */
  keepOver(other: Draft): void {
    this.move(step(step(this.history, other), this.draft));
  }

  /** Calls back after every change; returns how to stop it. */
  subscribe(listener: (draft: Draft) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private move(history: History<Draft>): void {
    if (history === this.history) return;
    this.history = history;
    for (const listener of this.listeners) listener(history.present);
  }
}
