import { commandsWords } from './de/commands.ts';
import { correctWords } from './de/correct.ts';
import { editorWords } from './de/editor.ts';
import { engineWords } from './de/engine.ts';
import { exportWords } from './de/export.ts';
import { offlineWords } from './de/offline.ts';
import { ownModelWords } from './de/own-model.ts';
import { problemWords } from './de/problems.ts';
import { projectsWords } from './de/projects.ts';
import { replaceWords } from './de/replace.ts';
import { serverWords } from './de/server.ts';
import { stageWords } from './de/stage.ts';
import { startWords } from './de/start.ts';
import { uiWords } from './de/ui.ts';
import type { Words } from './en.ts';

/** Everything the editor says, in German. One line a room. */
export const german: Words = {
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
