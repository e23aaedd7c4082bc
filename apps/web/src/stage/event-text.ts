import type { Words } from '../words/en.ts';
import type { StageEvent } from './stage-tools.ts';

/** What is told of something that happened on the stage. */
export function eventText(event: StageEvent, words: Words['stage']): string {
  switch (event.kind) {
    case 'painted':
      return words.painted[event.mode];
    case 'pen':
      return event.isDown ? words.penDown : words.penUp;
    case 'outlined':
      return words.outlined[event.mode];
    case 'point':
      return words.corners(event.count);
    case 'too_few_points':
      return words.tooFewCorners;
    case 'region':
      return words.region[event.mode];
    case 'no_region':
      return words.noRegion[event.mode];
    case 'placed':
      return words.placed(event.x, event.y);
    case 'canvas':
      return words.canvasIs(words.canvasSize(event.width, event.height));
  }
}
