import type { ProcessingResult } from '@backgroundfx/contract';
import type { KeptCutout } from './processing.service.ts';

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
      ...(model !== undefined && { model }),
      ...(note !== undefined && { note }),
      ...(classes.length > 0 && { classes: classes.map(({ name }) => name) }),
      ...(confidence !== undefined && { confidence: inThousandths(confidence) }),
    },
    expires_at: expiresAt.toISOString(),
  };
}

/** To the millisecond, and never zero. */
export function rounded(seconds: number): number {
  return Math.max(0.001, inThousandths(seconds));
}

/** As precise as anybody needs it. */
export function inThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
