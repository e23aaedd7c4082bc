import { type ProcessingResult, removeBackgroundRoute } from '@backgroundfx/contract';
import { streamOf } from '../platform/byte-response.ts';
import { contentDisposition } from '../platform/content-disposition.ts';
import type { Gates } from '../platform/gates.ts';
import { newRouter } from '../platform/router.ts';
import { chooseAnswer, RESULT_TYPES } from './answer-type.ts';
import type { KeptCutout, ProcessingService, SentCutout } from './processing.service.ts';

/** `POST /process/remove-background`: addresses of the result or the picture itself, as the `Accept` header asks. */
export function processingRoutes(service: ProcessingService, gates: Gates): ReturnType<typeof newRouter> {
  const routes = newRouter();
  // Not `openapi`: it is to leave the body alone.
  routes.post(removeBackgroundRoute.getRoutingPath(), gates.once.metered, async context => {
    const header = context.req.header('Accept');
    const type = chooseAnswer(header);
    const { signal } = context.req.raw;
    const request = { message: context.env.incoming, userId: context.get('user').id, signal };
    context.header('Cache-Control', 'no-store');
    if (type === 'application/json') return context.json(toResult(await service.keepCutout(request)));
    const cutout = await service.sendCutout(request, { type, header });
    return context.body(streamOf(cutout.bytes), 200, headersOf(cutout));
  });
  return routes;
}

/** A kept cut-out as the contract has it. */
export function toResult({ id, imageUrl, maskUrl, expiresAt, ...report }: KeptCutout): ProcessingResult {
  const { width, height, format, seconds, model, note, classes, confidence } = report;
  return {
    id,
    image: imageUrl,
    ...(maskUrl !== undefined && { mask: maskUrl }),
    metadata: {
      width,
      height,
      format,
      processing_time: rounded(seconds),
      model,
      ...(note !== undefined && { note }),
      ...(classes.length > 0 && { classes: classes.map(({ name }) => name) }),
      confidence: inThousandths(confidence),
    },
    expires_at: expiresAt.toISOString(),
  };
}

function headersOf(cutout: SentCutout): Record<string, string> {
  const { width, height, format, seconds, model, note, classes, confidence, size, fileName } = cutout;
  return {
    'Content-Type': RESULT_TYPES[format],
    'Content-Length': String(size),
    'Content-Disposition': contentDisposition('inline', fileName),
    'X-Processing-Time': String(rounded(seconds)),
    'X-Image-Width': String(width),
    'X-Image-Height': String(height),
    'X-Model': model,
    ...(note !== undefined && { 'X-Note': inHeader(note) }),
    ...(classes.length > 0 && {
      'X-Classes': classes.map(({ name }) => encodeURIComponent(name)).join(', '),
    }),
    'X-Confidence': String(inThousandths(confidence)),
  };
}

/** What is not plain ASCII, in percent-encoding, as headers hold nothing else. */
function inHeader(text: string): string {
  return text.replaceAll(/[^ -$&-~]/gu, encodeURIComponent);
}

/** To the millisecond, and never zero. */
function rounded(seconds: number): number {
  return Math.max(0.001, inThousandths(seconds));
}

function inThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
