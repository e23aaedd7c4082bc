import type { Doubts, Matte, NetworkRun, RgbaImage } from '@backgroundfx/core';
import type { TruePicture } from './picture-set.ts';

/** A matte and how it came about. */
export interface Answer {
  readonly matte: Matte;
  /** The picture cut out with that matte; straight alpha. */
  readonly cutout?: RgbaImage | undefined;
  /** From the decoded picture to the cut-out; NaN when unknown. */
  readonly seconds: number;
  /** Of that, until refinement began: preparing and running networks; NaN when unknown. */
  readonly networkSeconds: number;
  readonly confidence?: number | undefined;
  readonly doubts?: Doubts | undefined;
  readonly hasForeground?: boolean | undefined;
  readonly runs?: readonly NetworkRun[] | undefined;
}

/** A way of making mattes. */
export interface Contender {
  readonly name: string;
  /**
   * Borrows `image`, the decoded picture.
   * @throws Error when there is no answer for this picture
   */
  answer(picture: TruePicture, image: RgbaImage): Promise<Answer>;
}
