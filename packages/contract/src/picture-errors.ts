import type { ErrorBody } from './error.ts';

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
    message: 'This server has no model "custom"',
    details: { model: 'custom' },
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
];
