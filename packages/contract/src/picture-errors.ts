import { DATABASE_BUSY, type ErrorBody, STORAGE_FULL } from './error.ts';
import { MODEL_BEING_TRIED, MODEL_CHANGED, MODEL_FAILED } from './model-errors.ts';

/** 400 for files that are no pictures. */
export const INVALID_IMAGES: readonly ErrorBody[] = [
  {
    error: 'invalid_image',
    message: 'The picture is damaged and cannot be read',
    details: { reason: 'unreadable_image' },
  },
  {
    error: 'invalid_image',
    message: 'The file is not a JPEG, PNG or WebP picture',
    details: { reason: 'unsupported_image' },
  },
  { error: 'invalid_image', message: 'The file is empty', details: { reason: 'empty_file' } },
];

/** 413 for files and pictures that are too large. */
export const TOO_LARGE_IMAGES: readonly ErrorBody[] = [
  {
    error: 'payload_too_large',
    message: 'The file must not be larger than 50 MB',
    details: { limit_bytes: 50_000_000 },
  },
  {
    error: 'payload_too_large',
    message: 'The picture has 60000 x 60000 pixels; at most 100 megapixels are taken',
    details: { limit_pixels: 100_000_000, width: 60_000, height: 60_000 },
  },
  {
    error: 'payload_too_large',
    message: 'The picture has a side of more than 65535 pixels',
    details: { limit_side: 65_535, width: 70_000, height: 10 },
  },
];

/** 503 while the house is full. */
export const HOUSE_FULL: readonly ErrorBody[] = [
  { error: 'busy', message: 'Too many pictures are waiting; try again soon' },
  { error: 'busy', message: 'Too many of your pictures are waiting; try again soon' },
];

/** 503 where the model that was named cannot be had. */
export const MODEL_FAILS: readonly ErrorBody[] = [
  { error: 'model_unavailable', message: 'The model cannot be used on this server' },
  {
    error: 'model_unavailable',
    message: 'This server has no model "deeplab"',
    details: { model: 'deeplab' },
  },
  {
    error: 'model_unavailable',
    message:
      'U²-Net-P is not installed on this server, which fetches no model by itself; whoever runs it can add the model ' +
      'with "npm run models -- add u2netp"',
    details: { model: 'u2netp', reason: 'not_installed' },
  },
  {
    error: 'model_unavailable',
    message: 'U²-Net-P is still being fetched by this server; try again soon',
    details: { model: 'u2netp', reason: 'being_fetched' },
  },
  {
    error: 'model_unavailable',
    message:
      'U²-Net-P could not be fetched by this server: its source cannot be reached; whoever runs it can add the model ' +
      'with "npm run models -- add u2netp"',
    details: { model: 'u2netp', reason: 'not_fetched' },
  },
  MODEL_CHANGED,
  MODEL_BEING_TRIED,
];

/** 422 for pictures that cannot be cut out, or not be laid on what was asked for. */
export const CUTOUT_REFUSALS: readonly ErrorBody[] = [
  { error: 'no_foreground', message: 'There is no subject in the picture that could be cut out' },
  {
    error: 'prompt_rejected',
    message: 'The prompt has neither a letter nor a digit',
    details: { reason: 'no_words' },
  },
  MODEL_FAILED,
];

/** 503 where a picture is cut out. */
export const CUTOUT_OUTAGES: readonly ErrorBody[] = [
  ...HOUSE_FULL,
  DATABASE_BUSY,
  { error: 'busy', message: 'The server is stopping' },
  ...MODEL_FAILS,
  { error: 'worker_died', message: 'The engine had to be restarted; send the picture again' },
  { error: 'out_of_memory', message: 'The server is out of memory; try again or send a smaller picture' },
  STORAGE_FULL,
];
