import { existsSync, readdirSync } from 'node:fs';
import { basename, join, parse, resolve } from 'node:path';

/** A part of a picture whose alpha is looked at by itself. */
export type RegionKind = 'hole' | 'glass';

/** One picture with its true matte, as files. */
export interface TruePicture {
  readonly set: string;
  /** Without ending; unique in its set. */
  readonly name: string;
  readonly image: string;
  readonly mask: string;
  /** Where the true foreground is known: RGBA, straight alpha. */
  readonly foreground?: string | undefined;
  readonly regions: readonly RegionSource[];
}

/** Where a region comes from: a file of its own (255 inside), the true matte's holes, or an outline that counts glass as solid. */
export type RegionSource = { readonly kind: RegionKind } & (
  | { readonly from: 'file' | 'coverage'; readonly file: string }
  | { readonly from: 'matte' }
);

const PICTURE = /\.(jpe?g|png|webp)$/i;
const REGION_KINDS: readonly RegionKind[] = ['hole', 'glass'];

/**
 * Lists the pictures of a set, or of each set in a folder of sets, by name. A set has `images/NAME.jpg` (or png, webp)
 * and `masks/NAME.png`, and may have `fg/NAME.png` (the true foreground, straight RGBA) and `regions/NAME.hole.png` or
 * `NAME.glass.png`. Everything is of the picture's size. Pictures without a mask are left out.
 * @throws Error when there is no set in the folder
 */
export function listPictures(folder: string): TruePicture[] {
  const isSet = (path: string) => existsSync(join(path, 'images')) && existsSync(join(path, 'masks'));
  if (isSet(folder)) return listSet(folder);
  const sets = existsSync(folder) ? readdirSync(folder).sort() : [];
  const pictures = sets
    .map(set => join(folder, set))
    .filter(isSet)
    .flatMap(listSet);
  if (pictures.length === 0) throw new Error(`No set with images and masks in ${folder}`);
  return pictures;
}

function listSet(folder: string): TruePicture[] {
  const set = basename(resolve(folder));
  return readdirSync(join(folder, 'images'))
    .filter(file => PICTURE.test(file))
    .sort()
    .map(file => {
      const { name } = parse(file);
      const foreground = join(folder, 'fg', `${name}.png`);
      const regions = REGION_KINDS.map(kind => ({
        kind,
        from: 'file' as const,
        file: join(folder, 'regions', `${name}.${kind}.png`),
      })).filter(region => existsSync(region.file));
      return {
        set,
        name,
        image: join(folder, 'images', file),
        mask: join(folder, 'masks', `${name}.png`),
        foreground: existsSync(foreground) ? foreground : undefined,
        regions,
      };
    })
    .filter(({ mask }) => existsSync(mask));
}
