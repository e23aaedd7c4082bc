import { CANVAS_SIDE, planCanvas, type Recipe } from '@backgroundfx/core';
import type { StageGeometry } from '../engine/studio.api.ts';
import type { RecipeChanges } from '../state/document/commands.ts';
import { STILL, subjectFromBox } from '../state/subject-box.ts';

type Canvas = Recipe['canvas'];
type Laid = Pick<StageGeometry, 'picture' | 'box'>;

/** What a canvas is made for. */
type Rule =
  | { readonly kind: 'original' }
  /** Width to height; as many pixels as the picture has. */
  | { readonly kind: 'ratio'; readonly width: number; readonly height: number }
  /** A shop's own size; the thing fills this share of it. */
  | { readonly kind: 'shop'; readonly width: number; readonly height: number; readonly fills: number }
  /** A person, cut off by the lower edge; shoulders and head take this share of the height. */
  | { readonly kind: 'passport'; readonly width: number; readonly height: number; readonly fills: number };

/**
 * Sizes in pixels. Passports at 300 dpi: 35 x 45 mm in Europe, 2 x 2 inches in the United States. Shops as they recommend for the
 * first picture of an offer: Amazon wants at least 85 % filled, eBay 80 to 90 %; Etsy at least 2000 pixels on the shorter side and
 * crops to several ratios, so that more room is left.
 */
const RULES = {
  original: { kind: 'original' },
  square: { kind: 'ratio', width: 1, height: 1 },
  portrait: { kind: 'ratio', width: 4, height: 5 },
  story: { kind: 'ratio', width: 9, height: 16 },
  wide: { kind: 'ratio', width: 16, height: 9 },
  amazon: { kind: 'shop', width: 2000, height: 2000, fills: 0.88 },
  ebay: { kind: 'shop', width: 1600, height: 1600, fills: 0.85 },
  etsy: { kind: 'shop', width: 3000, height: 2250, fills: 0.8 },
  shopify: { kind: 'shop', width: 2048, height: 2048, fills: 0.85 },
  passport: { kind: 'passport', width: 413, height: 531, fills: 0.88 },
  'passport-us': { kind: 'passport', width: 600, height: 600, fills: 0.88 },
} as const satisfies Readonly<Record<string, Rule>>;

export type CanvasPreset = keyof typeof RULES;
export const CANVAS_PRESETS = Object.keys(RULES) as readonly CanvasPreset[];
/** Those whose shops and offices want plain white behind. */
export const WANTS_WHITE: readonly CanvasPreset[] = ['amazon', 'ebay', 'passport', 'passport-us'];

/** The width and height that a preset gives a picture; null where it leaves them to the picture. */
export function presetSize(
  preset: CanvasPreset,
  picture: StageGeometry['picture'],
): { readonly width: number; readonly height: number } | null {
  const rule: Rule = RULES[preset];
  if (rule.kind === 'original') return null;
  if (rule.kind !== 'ratio') return { width: rule.width, height: rule.height };
  // The smallest of the ratio that the whole picture fits into, unscaled.
  const unit = Math.max(picture.width / rule.width, picture.height / rule.height);
  const most = CANVAS_SIDE.max / Math.max(rule.width, rule.height);
  const share = Math.min(unit, most);
  return { width: Math.round(rule.width * share), height: Math.round(rule.height * share) };
}

/** The size that a preset always has, as people may type it; none where the picture decides. */
export function presetWords(preset: CanvasPreset): readonly string[] {
  const rule: Rule = RULES[preset];
  return 'fills' in rule ? [`${rule.width}x${rule.height}`] : [];
}

/** What choosing a preset changes: the canvas, and where it says where the subject lies, that too. */
export function presetChanges(preset: CanvasPreset, { canvas }: Recipe, laid: Laid): RecipeChanges {
  const rule: Rule = RULES[preset];
  const size = presetSize(preset, laid.picture) ?? { width: null, height: null };
  const bare: Canvas = { crop: true, margin: 0, padding: 0, ...size };
  switch (rule.kind) {
    case 'original':
      return { canvas: { ...bare, crop: false }, subject: STILL };
    case 'ratio':
      return { canvas: { ...canvas, ...size } };
    case 'shop':
      return { canvas: { ...bare, margin: marginFor(rule.fills) }, subject: STILL };
    case 'passport':
      return { canvas: bare, subject: standing(bare, laid, rule.fills) };
  }
}

/** The preset that a canvas has come from and still is; null for one of the user's own. */
export function presetOf(canvas: Canvas, picture: StageGeometry['picture']): CanvasPreset | null {
  const fitting = CANVAS_PRESETS.filter(preset => {
    const rule: Rule = RULES[preset];
    const size = presetSize(preset, picture);
    if (canvas.width !== (size?.width ?? null) || canvas.height !== (size?.height ?? null)) return false;
    if (rule.kind === 'original') return !canvas.crop && canvas.padding === 0;
    return rule.kind === 'shop' ? canvas.crop : true;
  });
  // A shop's size may happen to be the picture's square; its margin tells.
  const byMargin = fitting.find(preset => {
    const rule: Rule = RULES[preset];
    return rule.kind === 'shop' && canvas.margin === marginFor(rule.fills);
  });
  return byMargin ?? fitting[0] ?? null;
}

/** The room around the subject for it to fill a share of the canvas's side. */
function marginFor(fills: number): number {
  return Math.round(((1 / fills - 1) / 2) * 1e4) / 1e4;
}

/** A subject as large as that, its lower end on the canvas's. */
function standing(canvas: Canvas, { picture, box }: Laid, fills: number): Recipe['subject'] {
  if (box === null) return STILL;
  const plan = planCanvas(picture, box, { ...canvas, maxSide: null });
  const height = plan.height * fills;
  const width = (height * box.width) / box.height;
  const place = { x: (plan.width - width) / 2, y: plan.height - height, width, height, angle: 0 };
  return subjectFromBox({ canvas: plan, box }, place) ?? STILL;
}
