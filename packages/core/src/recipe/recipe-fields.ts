import { PROMPT_STYLES } from '../backdrop/scene.ts';
import { BLEND_MODES } from '../compose/blend.ts';
import { COLOUR_PATTERN } from '../compose/colour.ts';
import { FINISH_SETTINGS } from '../compose/finish-settings.ts';
import { ANCHORS, type Anchor, BACKDROP_FITS } from '../compose/place-backdrop.ts';
import { EDGE_REFINEMENT, QUALITIES } from '../segment/plan.ts';
import {
  byType,
  fields,
  flag,
  list,
  number,
  oneOf,
  orNull,
  type ReadBy,
  type Reader,
  required,
  text,
  whole,
  wholeOrNull,
} from './read-fields.ts';

/** The version of recipes that this engine writes. */
export const RECIPE_VERSION = 1;

/** Names for the network that a subject is found with; `custom` is one of the caller's own. */
export const RECIPE_MODELS = ['rembg', 'u2net', 'deeplab', 'custom'] as const;
export const RECIPE_FORMATS = ['png', 'webp', 'jpg'] as const;
export const RECIPE_CHANNELS = ['rgba', 'alpha'] as const;
export const GRADIENT_SHAPES = ['linear', 'radial'] as const;

/** Ranges of a recipe's numbers. Lengths are shares of the canvas, so that a recipe is the same picture at any size. */
export const RECIPE_RANGES = {
  edgeRefinement: EDGE_REFINEMENT,
  shiftEdge: FINISH_SETTINGS.shiftEdge,
  feather: FINISH_SETTINGS.feather,
  contrast: FINISH_SETTINGS.contrast,
  decontamination: FINISH_SETTINGS.decontamination,
  /** Degrees, the way that a gradient runs: 0 upwards, 90 to the right, as in CSS. */
  angle: { min: 0, max: 360, default: 180 },
  /** Where a colour of a gradient stands, 0 at its beginning, 1 at its end. */
  stop: { min: 0, max: 1 },
  /** A share of the free space, from the left or the top. */
  anchor: { min: 0, max: 1, default: 0.5 },
  /** Times the size that the fit gives. */
  backdropScale: { min: 0.01, max: 20, default: 1 },
  /** Standard deviation as a share of the picture's longer side. */
  surroundingsBlur: { min: 0.001, max: 0.2, default: 0.02 },
  seed: { min: 0, max: 2_147_483_647, default: 0 },
  /** Shares of the canvas's width and height. */
  subjectShift: { min: -2, max: 2, default: 0 },
  subjectScale: { min: 0.01, max: 20, default: 1 },
  /** Degrees, clockwise. */
  rotation: { min: -360, max: 360, default: 0 },
  /** Share of the canvas's longer side. */
  shadowShift: { min: -1, max: 1, default: 0 },
  dropShift: { min: -1, max: 1, default: 0.015 },
  dropBlur: { min: 0, max: 0.2, default: 0.015 },
  contactBlur: { min: 0, max: 0.2, default: 0.008 },
  dropOpacity: { min: 0, max: 1, default: 0.4 },
  contactOpacity: { min: 0, max: 1, default: 0.6 },
  /** How far the subject's colours go towards the background's; 0 leaves them as they are. */
  colorMatch: { min: 0, max: 1, default: 0 },
  margin: { min: 0, max: 1, default: 0 },
  padding: { min: 0, max: 1, default: 0 },
  outputQuality: { min: 1, max: 100, default: 90 },
} as const;

/** Pixels that a side of a canvas may have. */
export const CANVAS_SIDE = { min: 1, max: 10_000 } as const;
/** Colours that a gradient may have. */
export const GRADIENT_STOPS = { min: 2, max: 12 } as const;

/** Letters, digits, `_` and `-`, as ids are. */
export const ID_PATTERN = /^[\w-]{1,100}$/;
/** What a class of things may be called, in as many characters (code points) of any kind. */
export const CLASS_PATTERN = /^[\s\S]{1,120}$/u;
/** Classes that may be named at once. */
export const MOST_CLASSES = 100;
/** 3 to 500 characters (code points) of any kind. */
export const PROMPT_PATTERN = /^[\s\S]{3,500}$/u;

const range = RECIPE_RANGES;

// Readers are made when a recipe is read: a program that reads none holds none.

function colour(absent?: string): Reader<string> {
  return text(COLOUR_PATTERN, 'a color such as #1a2b3c', absent);
}

function id(): Reader<string> {
  return text(ID_PATTERN, 'an id of up to 100 letters, digits, _ and -');
}

function side(): Reader<number | null> {
  return wholeOrNull(CANVAS_SIDE.min, CANVAS_SIDE.max);
}

/** The tag of an object that `byType` has chosen by it. */
function tag<const T extends string>(type: T): Reader<T> {
  return () => type;
}

/** `{x, y}`, or one of the names of `ANCHORS`, which becomes that. */
function position(): Reader<Anchor> {
  const point = fields({ x: number(range.anchor), y: number(range.anchor) });
  return (value, path, problems) => {
    if (typeof value !== 'string') return point(value, path, problems);
    if (Object.hasOwn(ANCHORS, value)) return ANCHORS[value as keyof typeof ANCHORS];
    problems.push({ path, message: `must be ${Object.keys(ANCHORS).join(' or ')}, or x and y` });
    return ANCHORS.center;
  };
}

function backgroundReader() {
  return byType(
    {
      transparent: fields({ type: tag('transparent') }),
      color: fields({ type: tag('color'), color: colour('#ffffff') }),
      gradient: fields({
        type: tag('gradient'),
        shape: oneOf(GRADIENT_SHAPES, 'linear'),
        angle: number(range.angle),
        center: position(),
        stops: list(
          fields({ at: required(range.stop), color: colour() }),
          GRADIENT_STOPS.min,
          GRADIENT_STOPS.max,
        ),
      }),
      library: fields({ type: tag('library'), id: id() }),
      image: fields({
        type: tag('image'),
        id: id(),
        fit: oneOf(BACKDROP_FITS, 'cover'),
        position: position(),
        scale: number(range.backdropScale),
      }),
      blur: fields({ type: tag('blur'), blur: number(range.surroundingsBlur) }),
      prompt: fields({
        type: tag('prompt'),
        prompt: text(PROMPT_PATTERN, 'a text of 3 to 500 characters'),
        style: oneOf(PROMPT_STYLES, 'realistic'),
        seed: whole(range.seed),
      }),
    },
    'transparent',
  );
}

function shadowReader() {
  return byType(
    {
      none: fields({ type: tag('none') }),
      drop: fields({
        type: tag('drop'),
        x: number(range.shadowShift),
        y: number(range.dropShift),
        blur: number(range.dropBlur),
        color: colour('#000000'),
        opacity: number(range.dropOpacity),
      }),
      contact: fields({
        type: tag('contact'),
        x: number(range.shadowShift),
        y: number(range.shadowShift),
        blur: number(range.contactBlur),
        color: colour('#000000'),
        opacity: number(range.contactOpacity),
      }),
    },
    'none',
  );
}

/** Reads every field of a recipe, but for what several of them have to say together. */
export function recipeReader() {
  return fields({
    version: oneOf([RECIPE_VERSION], RECIPE_VERSION),
    model: oneOf(RECIPE_MODELS, 'rembg'),
    model_id: orNull(id()),
    classes: orNull(list(text(CLASS_PATTERN, 'the name of a class'), 1, MOST_CLASSES)),
    quality: oneOf(QUALITIES, 'high'),
    edge_refinement: number(range.edgeRefinement),
    finish: fields({
      shift_edge: number(range.shiftEdge),
      feather: number(range.feather),
      contrast: number(range.contrast),
      decontamination: number(range.decontamination),
    }),
    background: backgroundReader(),
    blend_mode: oneOf(BLEND_MODES, 'normal'),
    color_match: number(range.colorMatch),
    subject: fields({
      x: number(range.subjectShift),
      y: number(range.subjectShift),
      scale: number(range.subjectScale),
      rotation: number(range.rotation),
    }),
    shadow: shadowReader(),
    second_shadow: shadowReader(),
    canvas: fields({
      crop: flag(false),
      margin: number(range.margin),
      padding: number(range.padding),
      width: side(),
      height: side(),
    }),
    output: fields({
      format: oneOf(RECIPE_FORMATS, 'png'),
      quality: number(range.outputQuality),
      max_side: side(),
      channels: oneOf(RECIPE_CHANNELS, 'rgba'),
      matte: flag(false),
    }),
  });
}

/**
 * How one picture is made: how its subject is found and finished, what lies behind it, where it lies and what comes out. A
 * document that is kept and sent as JSON; see `RECIPE_RANGES` for what its numbers mean.
 */
export type Recipe = ReadBy<ReturnType<typeof recipeReader>>;
export type RecipeBackground = Recipe['background'];
export type RecipeShadow = Recipe['shadow'];
