import type { Database } from '../platform/database/schema.ts';
import { ImageRepository } from './image.repository.ts';
import { type ImagesDeps, ImagesService } from './images.service.ts';

export interface ImagesSetup extends Omit<ImagesDeps, 'images'> {
  readonly database: Database;
}

/** Puts the capability together; its routes need gates as well, see `imagesRoutes`. */
export function createImages({ database, ...rest }: ImagesSetup): ImagesService {
  return new ImagesService({ ...rest, images: new ImageRepository(database) });
}
