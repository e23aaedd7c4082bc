import { EngineError } from '../errors.ts';
import type { Job } from '../pipeline/job.ts';
import type { Matte } from '../raster/planes.ts';
import { type ByteArea, copyArea } from './area.ts';
import type { EditTools } from './edit-tools.ts';
import { findRegion } from './find-region.ts';
import { layMask } from './lay-mask.ts';
import type { LassoEdit, MatteEdit, RegionEdit, StrokeEdit } from './matte-edit.ts';
import { coverPolygon } from './polygon-coverage.ts';
import { alphaUnder } from './stroke-alpha.ts';
import { coverStroke } from './stroke-coverage.ts';

/**
 * What one edit makes of a matte: the new alpha of the part that it changes, or undefined where it changes nothing. Borrows all;
 * the area is new. Outside of the area nothing changes; time and memory grow with it, but for what hangs together (see
 * `findRegion`) and masks.
 * @throws EngineError `cancelled`; `invalid_argument` when a mask is missing
 */
export async function editArea(
  matte: Matte,
  edit: MatteEdit,
  tools: EditTools,
  job: Job = {},
): Promise<ByteArea | undefined> {
  switch (edit.kind) {
    case 'stroke':
      return layStroke(matte, edit, tools, job);
    case 'lasso':
      return layLasso(matte, edit, tools);
    case 'region':
      return layRegion(matte, edit, tools);
    case 'mask': {
      const mask = tools.masks?.get(edit.asset);
      if (mask) return layMask(matte, mask, edit.mode);
      throw new EngineError('invalid_argument', `The mask "${edit.asset}" is missing`, {
        details: { field: 'edits', asset: edit.asset },
      });
    }
  }
}

async function layStroke(
  matte: Matte,
  edit: StrokeEdit,
  tools: EditTools,
  job: Job,
): Promise<ByteArea | undefined> {
  const covered = coverStroke(edit, matte, tools.scale);
  if (covered === undefined) return undefined;
  const area = copyArea(matte, covered);
  if (edit.mode !== 'refine' && !edit.edge_aware) {
    return blendTowards(area, covered, edit.mode === 'restore' ? 255 : 0, edit.opacity);
  }
  const wanted = await alphaUnder(matte, covered, edit, tools, job);
  const { data } = area;
  for (let i = 0; i < data.length; i++) {
    const had = data[i]!;
    const want = wanted[i]!;
    // Restoring never takes away, and erasing never adds.
    if ((edit.mode === 'restore' && want < had) || (edit.mode === 'erase' && want > had)) continue;
    data[i] = towards(had, want, covered.data[i]! * edit.opacity);
  }
  return area;
}

function layLasso(matte: Matte, { points, mode }: LassoEdit, { scale }: EditTools): ByteArea | undefined {
  const covered = coverPolygon(points, matte, scale);
  return covered && blendTowards(copyArea(matte, covered), covered, mode === 'add' ? 255 : 0, 1);
}

function layRegion(matte: Matte, { mode, x, y }: RegionEdit, { scale }: EditTools): ByteArea | undefined {
  const region = findRegion(matte, x * scale, y * scale, mode === 'fill');
  if (region === undefined) return undefined;
  if (mode !== 'only') return blendTowards(copyArea(matte, region), region, mode === 'fill' ? 255 : 0, 1);
  const { left, top, width, height, data } = region;
  const all = new Uint8Array(matte.data.length);
  for (let v = 0, i = 0; v < height; v++) {
    const from = (top + v) * matte.width + left;
    for (let u = from; u < from + width; u++, i++) if (data[i] === 255) all[u] = matte.data[u]!;
  }
  return { left: 0, top: 0, width: matte.width, height: matte.height, data: all };
}

/** Moves an area's alpha to one value where it is covered; takes the area. */
function blendTowards(area: ByteArea, covered: ByteArea, value: number, opacity: number): ByteArea {
  const { data } = area;
  for (let i = 0; i < data.length; i++) data[i] = towards(data[i]!, value, covered.data[i]! * opacity);
  return area;
}

/** `share` is 0..255. */
function towards(from: number, to: number, share: number): number {
  return Math.round(from + ((to - from) * share) / 255);
}
