import type { Words } from '../words/en.ts';

const entry = (id: keyof Words['start']['samples'], stem: string, fileName: string) => ({
  /** Of its word. */
  id,
  /** What the picture, and so the export, is called. */
  name: fileName,
  url: `/samples/${stem}.jpg`,
  thumbUrl: `/samples/${stem}.thumb.webp`,
});

/** The pictures to try, in the order shown. */
export const SAMPLES = [
  entry('mug', '02-mug', 'mug.jpg'),
  entry('plant', '04-plant', 'plant.jpg'),
  entry('fur', '01-fur', 'fur.jpg'),
  entry('car', '03-toycar', 'toy-car.jpg'),
  entry('wheel', '05-wheel', 'wheel.jpg'),
  entry('bottle', '06-bottle', 'bottle.jpg'),
  entry('bust', '07-bust', 'bust.jpg'),
  entry('chair', '08-chair', 'chair.jpg'),
] as const;
