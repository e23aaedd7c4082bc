import {
  blurSurroundings,
  createRedrawing,
  type EdgeSettings,
  type FloatMatte,
  type Frame,
  isSameEdit,
  type Job,
  type Matte,
  type MatteEdits,
  type Quality,
  type Recipe,
  type Redrawing,
  type RgbaImage,
  subjectBox,
} from '@backgroundfx/core';
import type { StageOriginal, StudioSource } from '../studio.api.ts';
import { readCoarse } from './coarse-blob.ts';
import { createOpenPicture, isSameFile, type OpenPicture } from './open-picture.ts';
import type { Decoding } from './picture-decoder.ts';
import { type Size, sizeWithin } from './shrink-picture.ts';

/** A cut-out as it was drawn last; lent. */
export interface StudioCutout {
  readonly cutout: RgbaImage;
  readonly matte: Matte;
  /** What is subject in the picture, whatever was made of its edges. */
  readonly found: Matte;
  /**
   * Of the subject, in pixels of the whole picture, as the largest sheet has it on which this very cut-out lies: a draft must
   * not move what is laid out by it. Null where nothing is left.
   */
  readonly box: Frame | null;
}

/** One picture at one size. */
export interface StudioSheet {
  readonly image: RgbaImage;
  /** The full size of the picture that it shows. */
  readonly picture: Size;
  /** The cut-out with its edits and finish; drawn only where something of that has changed. Lent until the next call. */
  cutout(recipe: Recipe, edits: MatteEdits, job: Job): Promise<StudioCutout>;
  /** What is behind the subject out of focus, for the cut-out drawn last. Lent. */
  surroundings(blur: number, job: Job): Promise<RgbaImage>;
}

/** Where the open picture lies. */
export interface StudioTable {
  /** The whole picture of a file; kept until another one comes. @throws EngineError what `decodePicture` throws */
  picture(file: Blob): Promise<RgbaImage>;
  /** The picture of a file with at most so many pixels, to look at. @throws EngineError as `picture` does */
  look(file: Blob, pixels: number): Promise<StageOriginal>;
  /**
   * A source at a size of at most so many pixels; what lay here before is let go when it is another source.
   * @throws EngineError what `decodePicture` throws; `unreadable_image` when the matte cannot be read any more
   */
  sheet(source: StudioSource, pixels: number): Promise<StudioSheet>;
}

interface Laid {
  readonly key: string;
  readonly open: OpenPicture;
  readonly coarse: FloatMatte;
  /** By their widths: at most `MOST_SHEETS`, the last used at the end. */
  readonly sheets: Map<number, StudioSheet & LaidSheet>;
}

/** What a sheet tells the others of its picture. */
interface LaidSheet {
  /** The box on it, if the cut-out that is asked for is the one that lies there. */
  boxOf(edges: EdgeSettings, edits: MatteEdits['edits']): Frame | null | undefined;
}

/** A draft's size and the full one. */
const MOST_SHEETS = 2;

export function createStudioTable(decoding: Decoding): StudioTable {
  let open: OpenPicture | undefined;
  let laid: Laid | undefined;

  async function openFile(file: Blob): Promise<OpenPicture> {
    if (open && (await isSameFile(open.file, file))) return open;
    laid = undefined;
    open = createOpenPicture(file, decoding);
    return open;
  }

  async function lay(source: StudioSource): Promise<Laid> {
    if (laid?.key === source.key) return laid;
    laid = undefined;
    const picture = await openFile(source.file);
    laid = { key: source.key, open: picture, coarse: await readCoarse(source.coarse), sheets: new Map() };
    return laid;
  }

  return {
    picture: async file => (await openFile(file)).whole(),
    look: async (file, pixels) => (await openFile(file)).look(pixels),
    async sheet(source, pixels) {
      const { open: picture, coarse, sheets } = await lay(source);
      const full = await picture.size();
      const size = sizeWithin(full, pixels);
      const sheet =
        sheets.get(size.width) ?? createSheet(full, await picture.at(size), coarse, source.quality, sheets);
      sheets.delete(size.width);
      sheets.set(size.width, sheet);
      for (const width of sheets.keys()) if (sheets.size > MOST_SHEETS) sheets.delete(width);
      return sheet;
    },
  };
}

function createSheet(
  picture: Size,
  image: RgbaImage,
  coarse: FloatMatte,
  quality: Quality,
  /** All of the picture, this one among them once it is laid. */
  sheets: ReadonlyMap<number, LaidSheet>,
): StudioSheet & LaidSheet {
  const scale = image.width / picture.width;
  const redrawing: Redrawing = createRedrawing({ image, coarse, quality, scale });
  let drawn:
    | (StudioCutout & { readonly edges: EdgeSettings; readonly edits: MatteEdits['edits'] })
    | undefined;
  let behind: { readonly of: Matte; readonly blur: number; readonly picture: RgbaImage } | undefined;

  function finestBox(edges: EdgeSettings, edits: MatteEdits['edits']): Frame | null | undefined {
    const finest = [...sheets].sort(([a], [b]) => b - a);
    return finest.map(([, sheet]) => sheet.boxOf(edges, edits)).find(box => box !== undefined);
  }

  return {
    image,
    picture,
    async cutout(recipe, edits, job) {
      const edges = edgesOf(recipe);
      if (!drawn || !isSame(drawn.edges, edges) || !areSame(drawn.edits, edits.edits)) {
        // Its memory goes before the next one's is taken.
        drawn = undefined;
        const made = await redrawing.draw({ ...edges, ...edits }, job);
        drawn = { ...made, box: boxOnWhole(made.matte, picture), edges, edits: edits.edits };
      }
      return { ...drawn, box: finestBox(edges, edits.edits) ?? null };
    },
    boxOf: (edges, edits) =>
      drawn && isSame(drawn.edges, edges) && areSame(drawn.edits, edits) ? drawn.box : undefined,
    async surroundings(blur, job) {
      if (!drawn) throw new Error('Surroundings are those of a cut-out that was drawn');
      // As a server takes them: of the matte whose edges nobody shifted. The other one is new with every drawing.
      const { matte, found } = drawn;
      if (behind?.of !== matte || behind.blur !== blur) {
        behind = { of: matte, blur, picture: await blurSurroundings(image, found, blur, job) };
      }
      return behind.picture;
    },
  };
}

/** The subject's box on the whole picture, told from a matte that may be smaller. */
function boxOnWhole(matte: Matte, { width, height }: Size): Frame | null {
  const small = subjectBox(matte);
  if (!small) return null;
  const [across, down] = [width / matte.width, height / matte.height];
  const left = Math.floor(small.left * across);
  const top = Math.floor(small.top * down);
  return {
    left,
    top,
    width: Math.min(width, Math.ceil((small.left + small.width) * across)) - left,
    height: Math.min(height, Math.ceil((small.top + small.height) * down)) - top,
  };
}

function edgesOf({ edge_refinement, finish }: Recipe): Required<EdgeSettings> {
  const { shift_edge, feather, contrast, decontamination } = finish;
  return { edgeRefinement: edge_refinement, shiftEdge: shift_edge, feather, contrast, decontamination };
}

function isSame(a: EdgeSettings, b: EdgeSettings): boolean {
  return (Object.keys(a) as (keyof EdgeSettings)[]).every(name => a[name] === b[name]);
}

function areSame(a: MatteEdits['edits'], b: MatteEdits['edits']): boolean {
  return a.length === b.length && a.every((edit, k) => isSameEdit(edit, b[k] ?? edit));
}
