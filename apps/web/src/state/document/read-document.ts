import { readRecipe } from '@backgroundfx/core';
import type { StoredLog } from '../../storage/workspace-storage.ts';
import { applyCommand, COMMAND_SUBJECTS, type Command } from './commands.ts';
import { DOCUMENT_VERSION, type EditDocument } from './edit-document.ts';
import type { LogEntry } from './history.ts';
import type { KeptEntry } from './log.ts';
import { readEdit } from './read-edit.ts';

/** A kept document that this editor does not go on with; it is left as it is. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused';
  /** `document_newer`: a later version of the editor wrote it. */
  readonly code: 'document_newer' | 'document_damaged';

  constructor(code: DocumentRefused['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * What was kept of a picture's document, checked and brought to this version.
 * @throws DocumentRefused
 */
export function readStoredLog({ start, entries }: StoredLog): {
  readonly start: EditDocument;
  readonly kept: readonly KeptEntry[];
} {
  const first = readDocument(start);
  const kept = entries.map(({ seq, key, entry }) => ({ seq, key, entry: readEntry(entry, first) }));
  return { start: first, kept };
}

/** @throws DocumentRefused */
export function readDocument(value: unknown): EditDocument {
  const { version, recipe, edits } = objectOf(value, 'document');
  if (typeof version !== 'number') throw damaged('The document has no version');
  if (version > DOCUMENT_VERSION) throw newer(version);
  if (!Array.isArray(edits)) throw damaged('The document has no list of edits');
  const recipeVersion = objectOf(recipe, 'recipe').version;
  const read = readRecipe(recipe);
  if (!read.ok) {
    // Whatever else is wrong with it may be right in a later version.
    if (typeof recipeVersion === 'number' && read.problems.some(({ path }) => path === 'version')) {
      throw newer(recipeVersion);
    }
    throw damaged(read.problems.map(({ path, message }) => `${path} ${message}`).join('; '));
  }
  return { version: DOCUMENT_VERSION, recipe: read.recipe, edits: edits.map(edit => editOf(edit)) };
}

/**
 * An entry of a log. A change of a recipe is checked against the document that the log begins with: its parts are whole.
 * @throws DocumentRefused
 */
export function readEntry(value: unknown, start: EditDocument): LogEntry {
  const entry = objectOf(value, 'entry');
  if (entry.kind === 'undo' || entry.kind === 'redo') return { kind: entry.kind, of: textOf(entry.of) };
  if (entry.kind !== 'do') throw unknownThing('entry', entry.kind);
  return { kind: 'do', id: textOf(entry.id), command: readCommand(entry.command, start) };
}

function readCommand(value: unknown, start: EditDocument): Command {
  const command = objectOf(value, 'command');
  switch (command.name) {
    case 'add-edit':
      return { name: 'add-edit', edit: editOf(command.edit) };
    case 'clear-edits':
      return { name: 'clear-edits' };
    case 'replace-document':
      return {
        name: 'replace-document',
        about: subjectOf(command.about),
        document: readDocument(command.document),
      };
    case 'change-recipe': {
      const changes = objectOf(command.changes, 'changes');
      const read: Command = { name: 'change-recipe', about: subjectOf(command.about), changes };
      const { recipe } = readDocument(applyCommand(start, read));
      const checked = Object.fromEntries(
        Object.entries(recipe).filter(([field]) => Object.hasOwn(changes, field)),
      );
      return { ...read, changes: checked };
    }
    default:
      throw unknownThing('command', command.name);
  }
}

function editOf(value: unknown) {
  const read = readEdit(value);
  if (read === 'unknown') throw unknownThing('edit', objectOf(value, 'edit').kind);
  if (read === null) throw damaged('An edit of the matte cannot be read');
  return read;
}

function subjectOf(value: unknown) {
  const subject = COMMAND_SUBJECTS.find(known => known === value);
  if (!subject) throw unknownThing('subject', value);
  return subject;
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw damaged('An id is missing');
  return value;
}

function objectOf(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw damaged(`There is no ${what}`);
}

function newer(version: number): DocumentRefused {
  return new DocumentRefused('document_newer', `A later version of the editor wrote version ${version}`);
}

/** Only a later editor writes names that this one does not know; anything but a name is a damage. */
function unknownThing(what: string, name: unknown): DocumentRefused {
  return typeof name === 'string'
    ? new DocumentRefused('document_newer', `This version knows no ${what} "${name}"`)
    : damaged(`The ${what} has no name`);
}

function damaged(message: string): DocumentRefused {
  return new DocumentRefused('document_damaged', message);
}
