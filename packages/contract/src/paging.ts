import { z } from '@hono/zod-openapi';
import { errorAnswer } from './error.ts';

const MOST_PAGES = 1_000_000;
const MOST_ITEMS = 100;
const USUAL_ITEMS = 20;

/** A whole number in a query, with one message for whatever else is sent. */
function wholeNumber(name: string, least: number, most: number, usual: number) {
  const message = `${name} must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .refine(text => /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most, message)
    .transform(Number)
    .default(usual)
    .openapi({ type: 'integer', minimum: least, maximum: most, default: usual, example: usual });
}

/** `page` and `limit` of a list. */
export const pageQuery = {
  page: wholeNumber('page', 1, MOST_PAGES, 1),
  limit: wholeNumber('limit', 1, MOST_ITEMS, USUAL_ITEMS),
};

/** One page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    total: z.int().openapi({ description: 'Of all pages' }),
    page: z.int(),
    pages: z.int().openapi({ description: 'At least 1' }),
  });
}

/** 400 of the routes that list something. */
export function wrongPage(description = 'The page asked for is none') {
  return errorAnswer(description, [
    {
      error: 'invalid_request',
      message: 'The request is not valid',
      details: {
        fields: [{ path: 'limit', message: `limit must be a whole number from 1 to ${MOST_ITEMS}` }],
      },
    },
  ]);
}
