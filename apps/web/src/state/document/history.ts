import { applyCommand, type Command } from './commands.ts';
import type { EditDocument } from './edit-document.ts';

/** What happened to a document, in the order in which it was kept. Undoing is something that happens too: nothing is removed. */
export type LogEntry =
  | { readonly kind: 'do'; readonly id: string; readonly command: Command }
  /** Takes back the command `of`; says nothing where that is not the last one any more. */
  | { readonly kind: 'undo'; readonly of: string }
  /** Does the command `of` again; says nothing where that is not the next one any more. */
  | { readonly kind: 'redo'; readonly of: string };

interface Step {
  readonly id: string;
  readonly command: Command;
  /** The document before it. */
  readonly before: EditDocument;
}

/** A document with what can be undone and redone. Never changed in place. */
export interface History {
  readonly document: EditDocument;
  readonly done: readonly Step[];
  /** The next to be redone is the last. */
  readonly undone: readonly Step[];
}

export function startHistory(document: EditDocument): History {
  return { document, done: [], undone: [] };
}

/** The history after one more entry; the same for the same entries in the same order, whoever wrote them. */
export function advance(history: History, entry: LogEntry): History {
  const { document, done, undone } = history;
  if (entry.kind === 'do') {
    const step = { id: entry.id, command: entry.command, before: document };
    return { document: applyCommand(document, entry.command), done: [...done, step], undone: [] };
  }
  const step = (entry.kind === 'undo' ? done : undone).at(-1);
  if (step === undefined || step.id !== entry.of) return history;
  if (entry.kind === 'undo') {
    return { document: step.before, done: done.slice(0, -1), undone: [...undone, step] };
  }
  return {
    document: applyCommand(document, step.command),
    done: [...done, { ...step, before: document }],
    undone: undone.slice(0, -1),
  };
}
