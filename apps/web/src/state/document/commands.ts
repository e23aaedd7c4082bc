import type { MatteEdit, Recipe } from '@backgroundfx/core';
import type { EditDocument } from './edit-document.ts';

/** What a change was about, as undo names it. */
export const COMMAND_SUBJECTS = [
  'cutout',
  'edges',
  'restore',
  'erase',
  'refine',
  'lasso',
  'region',
  'mask',
  'edits',
  'background',
  'blend',
  'subject',
  'shadow',
  'canvas',
  'output',
  'reset',
] as const;
export type CommandSubject = (typeof COMMAND_SUBJECTS)[number];

/** Whole parts of a recipe, each as it shall be. */
export type RecipeChanges = Partial<Omit<Recipe, 'version'>>;

/** One step of a document's history: plain data, so that it can be kept, sent and done again. */
export type Command =
  | { readonly name: 'change-recipe'; readonly about: CommandSubject; readonly changes: RecipeChanges }
  | { readonly name: 'add-edit'; readonly edit: MatteEdit }
  | { readonly name: 'clear-edits' }
  | { readonly name: 'replace-document'; readonly about: CommandSubject; readonly document: EditDocument };

/** The document after a command; the given one stays as it is. */
export function applyCommand(document: EditDocument, command: Command): EditDocument {
  switch (command.name) {
    case 'change-recipe':
      return { ...document, recipe: { ...document.recipe, ...command.changes } };
    case 'add-edit':
      return { ...document, edits: [...document.edits, command.edit] };
    case 'clear-edits':
      return { ...document, edits: [] };
    case 'replace-document':
      return command.document;
  }
}

/** What undo says it takes back. */
export function subjectOf(command: Command): CommandSubject {
  switch (command.name) {
    case 'change-recipe':
    case 'replace-document':
      return command.about;
    case 'clear-edits':
      return 'edits';
    case 'add-edit':
      return command.edit.kind === 'stroke' ? command.edit.mode : command.edit.kind;
  }
}
