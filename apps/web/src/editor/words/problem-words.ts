import type { Problem } from '../../state/problem.ts';
import { addCommand } from './choice-words.ts';
import { refusalWords } from './own-model-words.ts';
import { megabytes, megapixels } from './sizes.ts';

export interface ProblemWords {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly text: string;
}

function tooLarge({ fileName, details }: Problem): string {
  const { pixels, limitPixels, bytes, limitBytes } = details;
  if (typeof pixels === 'number' && typeof limitPixels === 'number') {
    return `${fileName} has ${megapixels(pixels)} megapixels; up to ${megapixels(limitPixels)} fit. Make it smaller and try again.`;
  }
  if (typeof bytes === 'number' && typeof limitBytes === 'number') {
    return `${fileName} has ${megabytes(bytes)} MB; up to ${megabytes(limitBytes)} MB fit. Make it smaller and try again.`;
  }
  return `Make ${fileName} smaller and try again.`;
}

const NOT_FOUND = 404;

function unavailable({ details: { status, model } }: Problem): ProblemWords {
  if (status === NOT_FOUND && typeof model === 'string') {
    return {
      title: 'This server does not have the model yet',
      text: `Whoever runs the server can get it: ${addCommand(model)}. Until then, choose another model.`,
    };
  }
  return {
    title: 'The model did not arrive',
    text: 'It is downloaded once, before the first picture. Check the connection and try again.',
  };
}

/** What happened to a picture and what to do about it. */
export function problemWords(problem: Problem): ProblemWords {
  const { code, fileName } = problem;
  switch (code) {
    case 'empty_file':
      return {
        title: 'This file is empty',
        text: `There is nothing in ${fileName}. Choose another picture.`,
      };
    case 'unsupported_image':
      return {
        title: 'This kind of file cannot be read',
        text: `JPEG, PNG and WebP can. Save ${fileName} as one of them and try again.`,
      };
    case 'unreadable_image':
      return {
        title: 'This picture is damaged',
        text: `${fileName} cannot be read to its end. Try another copy of it.`,
      };
    case 'image_too_large':
      return { title: 'This picture is too large', text: tooLarge(problem) };
    case 'sample_unavailable':
      return {
        title: 'The sample did not arrive',
        text: 'Check the connection and try again, or choose a photo of your own.',
      };
    case 'model_unavailable':
      return unavailable(problem);
    case 'model_corrupt':
      return {
        title: 'The model arrived damaged',
        text: 'It was thrown away. Try again to download it anew.',
      };
    case 'invalid_model':
      return refusalWords(problem.details);
    case 'out_of_memory':
      return {
        title: 'Not enough memory',
        text: 'Close other tabs, choose a lower quality or take a smaller picture, then try again.',
      };
    case 'disk_full':
      return {
        title: 'The disk is full',
        text: 'Free some of it, then try again.',
      };
    case 'worker_died':
      return {
        title: 'The engine was stopped',
        text: 'It may have run out of memory. Try again; if that does not help, reload the page.',
      };
    case 'inference_failed':
      return {
        title: 'The engine failed on this picture',
        text: 'Try again, or choose another quality.',
      };
    case 'prompt_rejected':
      return {
        title: 'There is nothing to draw in that',
        text: 'Say in three letters or more what the background should show.',
      };
    case 'invalid_argument':
    case 'internal':
      return { title: 'Something went wrong', text: 'Try again. If it stays, reload the page.' };
  }
}
