import type { RgbaImage } from '../raster/planes.ts';
import type { Colour } from './colour.ts';

/**
 * Lays a picture over a colour, whose own alpha does not count: source-over on sRGB values; afterwards it is opaque. For
 * formats that know no transparency. Takes `image`: its buffer becomes the result.
 */
export function flatten(image: RgbaImage, { r, g, b }: Colour): RgbaImage {
  const { data } = image;
  for (let p = 0; p < data.length; p += 4) {
    const alpha = data[p + 3]!;
    if (alpha === 255) continue;
    const share = alpha / 255;
    data[p] = (r + (data[p]! - r) * share + 0.5) | 0;
    data[p + 1] = (g + (data[p + 1]! - g) * share + 0.5) | 0;
    data[p + 2] = (b + (data[p + 2]! - b) * share + 0.5) | 0;
    data[p + 3] = 255;
  }
  return image;
}
