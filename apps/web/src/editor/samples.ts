const entry = (label: string, stem: string, fileName: string) => ({
  label,
  /** What the picture, and so the download, is called. */
  name: fileName,
  url: `/samples/${stem}.jpg`,
  thumbUrl: `/samples/${stem}.thumb.webp`,
});

/** The pictures to try, in the order shown. */
export const SAMPLES = [
  entry('Mug', '02-mug', 'mug.jpg'),
  entry('Plant', '04-plant', 'plant.jpg'),
  entry('Fur', '01-fur', 'fur.jpg'),
  entry('Toy car', '03-toycar', 'toy-car.jpg'),
  entry('Wheel', '05-wheel', 'wheel.jpg'),
  entry('Bottle', '06-bottle', 'bottle.jpg'),
  entry('Bust', '07-bust', 'bust.jpg'),
  entry('Chair', '08-chair', 'chair.jpg'),
] as const;
