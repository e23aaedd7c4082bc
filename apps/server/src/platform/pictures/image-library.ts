import sharp from 'sharp';

/**
 * sharp, confined. These settings hold for the whole process, whichever thread sets them.
 *
 * Files come from strangers, so libvips reads the three kinds we take and nothing else: not SVG, PDF, TIFF or what a
 * magic number would wake up. That also keeps it from reading a JPEG with a gain map as anything but its plain picture.
 */
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp'] });

/** Its cache knows files by name, and ours come once each. */
sharp.cache(false);

/** Several pictures are worked on at once; threads within one of them gained nothing (two cores measured). */
sharp.concurrency(1);

export type { Sharp } from 'sharp';
export { sharp };
