import { EngineError } from '@backgroundfx/core';
import type { Words } from '../words/en.ts';

/** Why words became no background, as the dictionary has it. */
export type PromptProblem = Extract<keyof Words['replace']['prompt'], 'tooShort' | 'noWords' | 'failed'>;

/** What to tell somebody whose words became no picture. */
export function promptProblem(error: unknown): PromptProblem {
  if (!(error instanceof EngineError) || error.code !== 'prompt_rejected') return 'failed';
  return error.details.reason === 'no_words' ? 'noWords' : 'tooShort';
}
