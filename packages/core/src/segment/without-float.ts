import type { EngineErrorCode } from '../errors.ts';

const WHY: Partial<Readonly<Record<EngineErrorCode, string>>> = {
  out_of_memory: 'there may be too little memory for that',
  model_unavailable: 'its files for that are not here',
};

/** One sentence for people: why a plan that asks for float had to do without (`MatteResult.withoutFloat`). */
export function withoutFloatNote(why: EngineErrorCode): string {
  return `The network worked in 8 bits and not in float: ${WHY[why] ?? 'it could not be opened so'}`;
}
