import { describe, expect, it } from 'vitest';
import { placeAffine } from './spaces.ts';
import { actualSize, createStageView, resizeStage, showWorld, zoomTo } from './stage-view.ts';
import { fitted, toStage } from './viewport.ts';

const STAGE = { width: 1000, height: 800 };
const PICTURE = { width: 400, height: 300 };
/** The picture in the middle of a larger canvas. */
const CANVAS = { width: 600, height: 400 };
const place = (changes = {}) =>
  placeAffine({ pivot: { x: 200, y: 150 }, at: { x: 300, y: 200 }, scale: 1, rotation: 0, ...changes });

function opened(affine = place()) {
  const view = createStageView();
  resizeStage(view, STAGE, 1);
  const show = (space: 'picture' | 'canvas', isOtherCanvas = false, canvas = CANVAS, pictureId = 'first') =>
    showWorld(view, {
      pictureId,
      space,
      world: space === 'picture' ? PICTURE : canvas,
      picture: PICTURE,
      place: affine,
      isOtherCanvas,
    });
  show('canvas');
  return { view, show };
}

describe('what the stage shows', () => {
  it('shows the other space whole as well, and nothing moves where both are alike', () => {
    const { view, show } = opened(place({ rotation: 20, at: { x: 330, y: 200 } }));
    show('picture');
    expect(view.getState()).toMatchObject({ viewport: fitted(PICTURE, STAGE, 1), isFitted: true });
    show('canvas');
    expect(view.getState()).toMatchObject({ viewport: fitted(CANVAS, STAGE, 1), isFitted: true });
    show('canvas', false, PICTURE);
    const before = view.getState().viewport;
    show('picture');
    expect(view.getState().viewport).toEqual(before);
  });

  it.each([
    ['was looked at closely', 6],
    ['was shown whole', null],
  ])('shows another picture whole when the one before %s', (_, scale) => {
    const { view, show } = opened();
    if (scale !== null) zoomTo(view, scale, { x: 900, y: 100 });
    show('picture', false, CANVAS, 'second');
    expect(view.getState()).toMatchObject({ viewport: fitted(PICTURE, STAGE, 1), isFitted: true });
    zoomTo(view, 3);
    // Of the same size, in the same space.
    show('picture', false, CANVAS, 'third');
    expect(view.getState()).toMatchObject({ viewport: fitted(PICTURE, STAGE, 1), isFitted: true });
  });

  it('keeps what is looked at closely under the middle, the subject being turned and moved', () => {
    const affine = place({ at: { x: 350, y: 220 }, rotation: 30, scale: 1.5 });
    const { view, show } = opened(affine);
    // The pivot of the subject is looked at.
    zoomTo(view, 6);
    view.setState(({ viewport }) => ({ viewport: { ...viewport, x: 350 - 500 / 6, y: 220 - 400 / 6 } }));
    show('picture');
    const { viewport } = view.getState();
    expect(viewport.scale).toBeCloseTo(9, 6);
    expect(toStage(viewport, { x: 200, y: 150 }).x).toBeCloseTo(500, 4);
    expect(toStage(viewport, { x: 200, y: 150 }).y).toBeCloseTo(400, 4);
    show('canvas');
    expect(view.getState().viewport.scale).toBeCloseTo(6, 6);
    expect(toStage(view.getState().viewport, { x: 350, y: 220 }).x).toBeCloseTo(500, 4);
  });

  it('shows another canvas whole, and one that follows its subject as closely as before', () => {
    const { view, show } = opened();
    actualSize(view);
    zoomTo(view, 3, { x: 900, y: 100 });
    const before = view.getState().viewport;
    show('canvas', false, { width: 604, height: 400 });
    expect(view.getState().viewport).toEqual(before);
    show('canvas', true, { width: 300, height: 400 });
    expect(view.getState().viewport).toEqual(fitted({ width: 300, height: 400 }, STAGE, 1));
    expect(view.getState().isFitted).toBe(true);
  });

  it('keeps its sight when a larger version of the picture comes', () => {
    const view = createStageView();
    resizeStage(view, STAGE, 1);
    const show = (world: typeof PICTURE) =>
      showWorld(view, {
        pictureId: 'first',
        space: 'picture',
        world,
        picture: null,
        place: null,
        isOtherCanvas: false,
      });
    show(PICTURE);
    zoomTo(view, 4, { x: 100, y: 100 });
    const was = toStage(view.getState().viewport, { x: 40, y: 30 });
    show({ width: 800, height: 600 });
    const is = toStage(view.getState().viewport, { x: 80, y: 60 });
    expect(is.x).toBeCloseTo(was.x, 6);
    expect(is.y).toBeCloseTo(was.y, 6);
  });
});
