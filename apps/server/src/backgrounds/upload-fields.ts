import { BACKGROUND_LIMITS } from '@backgroundfx/contract';
import { type FieldProblem, invalidRequest } from '../platform/api-error.ts';

export interface UploadFields {
  readonly title: string | undefined;
  readonly tags: readonly string[];
}

/**
 * Reads the text fields of the form of a background.
 * @throws ApiError 400 `invalid_request` for every field that is wrong
 */
export function readUploadFields(fields: Readonly<Record<string, string>>): UploadFields {
  const { title: titleText, tags: tagsText = '', ...strangers } = fields;
  const problems: FieldProblem[] = Object.keys(strangers).map(path => ({
    path,
    message: `There is no field called "${path}"`,
  }));
  const { title: longest, tags: most, tag: longestTag } = BACKGROUND_LIMITS;
  const title = titleText?.trim();
  if (title !== undefined && (title === '' || [...title].length > longest)) {
    problems.push({ path: 'title', message: `title must be a text of 1 to ${longest} characters` });
  }
  const tags = tagsText
    .split(',')
    .map(tag => tag.trim())
    .filter(tag => tag !== '');
  if (tags.length > most || tags.some(tag => [...tag].length > longestTag)) {
    const message = `tags must be at most ${most} words of at most ${longestTag} characters, with commas between them`;
    problems.push({ path: 'tags', message });
  }
  if (problems.length > 0) throw invalidRequest(problems);
  return { title, tags: [...new Set(tags)] };
}
