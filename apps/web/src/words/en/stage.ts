import { pixelSize } from '../formats.ts';
import { formats } from './formats.ts';

const { number, percent } = formats;

/** The picture in the middle: what it is called, what can be done with it, what was done. */
export const stageWords = {
  stage: (picture: string) => `Picture: ${picture}`,
  nothing: 'No picture',
  hints: {
    move: 'Arrow keys move the subject by a pixel, with shift by ten.',
    restore: 'Arrow keys move the brush. Space paints a dab. Enter starts and ends a stroke.',
    erase: 'Arrow keys move the brush. Space paints a dab. Enter starts and ends a stroke.',
    refine: 'Arrow keys move the brush. Space paints a dab. Enter starts and ends a stroke.',
    lasso:
      'Arrow keys move the point. Space sets a corner, Backspace takes it back, Enter closes the outline.',
    region: 'Arrow keys move the point. Space or Enter chooses what lies under it.',
    canvas:
      'The frame is what will be exported. Its sides are handles: arrow keys move one by a pixel, with shift by ten.',
  },
  showView: (view: string) => `View: ${view}`,
  viewColour: 'Colour behind the subject',
  swapBrushes: 'Swap restore and erase',
  compare: 'Compare',
  compareValue: (share: number) => `${percent(share)} original, ${percent(1 - share)} result`,
  original: 'Original',
  result: 'Result',
  pan: 'Pan, while held',
  zoom: 'Zoom',
  zoomValue: (zoom: number) => percent(zoom),
  fit: 'Fit',
  actual: '100 %',
  double: '200 %',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  toggleZoom: 'Fit or 100 %',
  unsureLegend: 'How unsure the edge is',
  aLittle: 'a little',
  very: 'very',
  size: 'Size of the subject',
  sizeValue: (share: number) => percent(share),
  angle: 'Angle of the subject',
  angleValue: (degrees: number) => `${number(degrees, 1)}°`,
  canvasSize: pixelSize,
  canvasIs: (size: string) => `The canvas is ${size}.`,
  canvasSides: {
    top: 'Upper side of the canvas',
    right: 'Right side of the canvas',
    bottom: 'Lower side of the canvas',
    left: 'Left side of the canvas',
  },
  painted: {
    restore: 'Restored a stroke.',
    erase: 'Erased a stroke.',
    refine: 'Refined a stroke.',
  },
  penDown: 'Brush down.',
  penUp: 'Brush up.',
  outlined: { add: 'Added the outlined area.', subtract: 'Removed the outlined area.' },
  corners: (count: number) => (count === 1 ? '1 corner' : `${number(count)} corners`),
  tooFewCorners: 'An outline needs three corners.',
  region: {
    drop: 'Removed this part.',
    fill: 'Filled this hole.',
    only: 'Kept this part alone.',
  },
  noRegion: {
    drop: 'There is no subject here.',
    fill: 'There is no hole here.',
    only: 'There is no subject here.',
  },
  placed: (x: number, y: number) => `Subject at ${number(x)}, ${number(y)}.`,
};
