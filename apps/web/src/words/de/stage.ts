import type { stageWords as english } from '../en/stage.ts';
import { pixelSize } from '../formats.ts';
import { formats } from './formats.ts';

const { number, percent } = formats;

export const stageWords: typeof english = {
  stage: picture => `Bild: ${picture}`,
  nothing: 'Kein Bild',
  hints: {
    move: 'Pfeiltasten verschieben das Motiv um ein Pixel, mit Umschalt um zehn.',
    restore:
      'Pfeiltasten bewegen den Pinsel. Leertaste malt einen Tupfer. Enter beginnt und beendet einen Strich.',
    erase:
      'Pfeiltasten bewegen den Pinsel. Leertaste malt einen Tupfer. Enter beginnt und beendet einen Strich.',
    refine:
      'Pfeiltasten bewegen den Pinsel. Leertaste malt einen Tupfer. Enter beginnt und beendet einen Strich.',
    lasso:
      'Pfeiltasten bewegen den Punkt. Leertaste setzt eine Ecke, Rücktaste nimmt sie zurück, Enter schließt den Umriss.',
    region: 'Pfeiltasten bewegen den Punkt. Leertaste oder Enter wählt, was darunter liegt.',
    canvas:
      'Der Rahmen ist das, was exportiert wird. Seine Seiten sind Griffe: Pfeiltasten verschieben eine um ein Pixel, mit Umschalt um zehn.',
  },
  showView: view => `Ansicht: ${view}`,
  viewColour: 'Farbe hinter dem Motiv',
  swapBrushes: 'Zurückholen und Radieren tauschen',
  compare: 'Vergleichen',
  compareValue: share => `${percent(share)} Original, ${percent(1 - share)} Ergebnis`,
  original: 'Original',
  result: 'Ergebnis',
  pan: 'Schieben, solange gehalten',
  zoom: 'Zoom',
  zoomValue: zoom => percent(zoom),
  fit: 'Einpassen',
  actual: '100 %',
  double: '200 %',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  toggleZoom: 'Einpassen oder 100 %',
  unsureLegend: 'Wie unsicher die Kante ist',
  aLittle: 'etwas',
  very: 'sehr',
  size: 'Größe des Motivs',
  sizeValue: share => percent(share),
  angle: 'Winkel des Motivs',
  angleValue: degrees => `${number(degrees, 1)}°`,
  canvasSize: pixelSize,
  canvasIs: size => `Die Leinwand ist ${size}.`,
  canvasSides: {
    top: 'Obere Seite der Leinwand',
    right: 'Rechte Seite der Leinwand',
    bottom: 'Untere Seite der Leinwand',
    left: 'Linke Seite der Leinwand',
  },
  painted: {
    restore: 'Ein Strich zurückgeholt.',
    erase: 'Ein Strich radiert.',
    refine: 'Ein Strich verfeinert.',
  },
  penDown: 'Pinsel aufgesetzt.',
  penUp: 'Pinsel abgehoben.',
  outlined: { add: 'Umrissene Fläche hinzugefügt.', subtract: 'Umrissene Fläche entfernt.' },
  corners: count => (count === 1 ? '1 Ecke' : `${number(count)} Ecken`),
  tooFewCorners: 'Ein Umriss braucht drei Ecken.',
  region: {
    drop: 'Diesen Teil entfernt.',
    fill: 'Dieses Loch gefüllt.',
    only: 'Nur diesen Teil behalten.',
  },
  noRegion: {
    drop: 'Hier ist kein Motiv.',
    fill: 'Hier ist kein Loch.',
    only: 'Hier ist kein Motiv.',
  },
  placed: (x, y) => `Motiv bei ${number(x)}, ${number(y)}.`,
};
