import { commandsWords } from './en/commands.ts';
import { correctWords } from './en/correct.ts';
import { editorWords } from './en/editor.ts';
import { engineWords } from './en/engine.ts';
import { exportWords } from './en/export.ts';
import { offlineWords } from './en/offline.ts';
import { ownModelWords } from './en/own-model.ts';
import { problemWords } from './en/problems.ts';
import { projectsWords } from './en/projects.ts';
import { replaceWords } from './en/replace.ts';
import { serverWords } from './en/server.ts';
import { stageWords } from './en/stage.ts';
import { startWords } from './en/start.ts';
import { uiWords } from './en/ui.ts';

/** Everything the editor says, in English: the dictionary that the others are measured by. One line a room. */
export const english = {
  ui: uiWords,
  commands: commandsWords,
  correct: correctWords,
  editor: editorWords,
  engine: engineWords,
  export: exportWords,
  offline: offlineWords,
  ownModel: ownModelWords,
  problems: problemWords,
  projects: projectsWords,
  replace: replaceWords,
  server: serverWords,
  stage: stageWords,
  start: startWords,
};

/** A whole language. A word that a language lacks, or has too many, is a type error in its file. */
export type Words = typeof english;
