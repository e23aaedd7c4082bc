import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TruePicture } from './picture-set.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PICTURES = join(ROOT, 'public/samples');
const MATTES = join(ROOT, 'packages/inference/test/fixtures');
/** Samples with holes that are looked at by themselves: the mug's handle, beside the bust's neck, between the wheel's spokes and the chair's spindles. */
const HOLED = ['02-mug', '05-wheel', '07-bust', '08-chair'];

/**
 * The project's own sample pictures with their exact mattes.
 * @param truths folder with what is too large for the repository: `NAME.fg.png` (true foreground, straight RGBA) and
 *   `NAME.coverage.png` (the outline with glass counted as solid, from which the glass is found)
 */
export function listSamples(truths?: string): TruePicture[] {
  const kept = (file: string) => {
    const path = truths === undefined ? '' : join(truths, file);
    return existsSync(path) ? path : undefined;
  };
  return readdirSync(PICTURES)
    .filter(file => file.endsWith('.jpg'))
    .sort()
    .map(file => {
      const { name } = parse(file);
      const coverage = kept(`${name}.coverage.png`);
      return {
        set: 'samples',
        name,
        image: join(PICTURES, file),
        mask: join(MATTES, `${name}.alpha.png`),
        foreground: kept(`${name}.fg.png`),
        regions: [
          ...(HOLED.includes(name) ? [{ kind: 'hole', from: 'matte' } as const] : []),
          ...(coverage ? [{ kind: 'glass', from: 'coverage', file: coverage } as const] : []),
        ],
      };
    });
}
