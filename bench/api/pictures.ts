import sharp from 'sharp';
import { samplePaths } from '../api-photo/samples.ts';

const WIDTH = 1152;
const HEIGHT = 868;
/** Between two pictures of one sample, pixels. */
const STEP = 4;

/** So many different JPEG files of one megapixel: all samples in turns, each time another part of them. */
export async function oneMegapixelPictures(count: number): Promise<Blob[]> {
  const paths = await samplePaths();
  const pictures: Blob[] = [];
  for (let i = 0; i < count; i++) {
    const path = paths[i % paths.length];
    const along = STEP * Math.floor(i / paths.length);
    const { width, height } = await sharp(path).metadata();
    const scale = Math.max((WIDTH + along) / width, (HEIGHT + along) / height);
    const jpeg = await sharp(path)
      .resize(Math.ceil(width * scale), Math.ceil(height * scale), { fit: 'fill' })
      .extract({ left: along, top: along, width: WIDTH, height: HEIGHT })
      .jpeg({ quality: 90 })
      .toBuffer();
    pictures.push(new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }));
  }
  return pictures;
}
