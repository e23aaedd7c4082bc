import type { Quality, StrokeMode } from '@backgroundfx/core';
import type { ChosenModel, ModelInfo, OwnModel } from '../engine/chosen-model.ts';
import type { CutoutMaker, CutoutProgress, Expectation, InspectedModel } from '../engine/cutout.api.ts';
import type { StageFrame, StudioRequest, StudioSource } from '../engine/studio.api.ts';
import type { CanvasSize } from '../storage/workspace-storage.ts';
import type { CutoutFacts } from './cutout-facts.ts';
import type { Command, RecipeChanges } from './document/commands.ts';
import type { CutoutChoice } from './document/cutout-choice.ts';
import type { EditDocument } from './document/edit-document.ts';
import type { History } from './document/history.ts';
import type { Problem } from './problem.ts';
import type { ProjectsStore } from './projects-store.ts';

export type { CutoutFacts } from './cutout-facts.ts';

/** How far a picture's cut-out is. */
export type PictureWork =
  | { readonly name: 'waiting' }
  /** `source` is a quick matte that can be looked at while the sharp one is made. Its progress never falls. */
  | { readonly name: 'working'; readonly progress: CutoutProgress; readonly source?: StudioSource }
  /** Without `source` nothing was found, or a server made it and keeps the matte to itself: `served` is its picture then. */
  | {
      readonly name: 'ready';
      /** Another one for each network and level. */
      readonly key: string;
      /** What it was made with; absent where that is a network of the user's own which is not open any more. */
      readonly choice?: CutoutChoice;
      readonly facts: CutoutFacts;
      readonly source?: StudioSource;
      readonly served?: Blob;
    }
  | { readonly name: 'failed'; readonly problem: Problem }
  | { readonly name: 'cancelled' };

/** A picture of the project that is open. */
export interface PictureItem {
  readonly id: string;
  readonly name: string;
  /** The original, as it came. */
  readonly file: Blob;
  /** `blob:` address of a small picture; null until there is one. */
  readonly thumbnail: string | null;
  /** Of the composition that the thumbnail shows; absent while it shows the original. */
  readonly canvas?: CanvasSize | null;
  readonly work: PictureWork;
}

/** A composition as it was seen last, smaller than it is. */
export interface StandIn {
  readonly picture: ImageBitmap;
  readonly canvas: CanvasSize;
}

export interface ProjectInfo {
  readonly id: string;
  readonly name: string;
}

export const TOOLS = ['move', 'restore', 'erase', 'refine', 'lasso', 'region', 'canvas'] as const;
export type Tool = (typeof TOOLS)[number];

export const VIEWS = [
  'result',
  'original',
  'matte',
  'black',
  'white',
  'colour',
  'overlay',
  'unsure',
] as const;
export type View = (typeof VIEWS)[number];

/** What a brush is like; sizes in pixels of the original. */
export interface BrushSettings {
  readonly size: number;
  readonly hardness: number;
  readonly opacity: number;
  readonly edgeAware: boolean;
  /** Whether a pen's pressure changes the size. */
  readonly pressure: boolean;
}

/** Something to tell beside the work; the editor finds the words. */
export type WorkspaceNotice =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | {
      readonly kind: 'no_picture';
      readonly found: 'folder' | 'no_file' | 'empty_clipboard' | 'foreign_address';
    }
  | {
      readonly kind: 'left_out';
      /** Of what is no picture. */
      readonly names: readonly string[];
      /** Pictures that came after as many as are taken at once. */
      readonly beyond?: { readonly count: number; readonly most: number };
    }
  | {
      readonly kind: 'converted';
      readonly fileName: string;
      readonly from: 'display-p3' | 'other-profile' | 'heic';
      /** How many more came with it. */
      readonly others?: number;
    }
  /** Too large for this device as it was asked for; it was cut out at the lowest level. */
  | { readonly kind: 'made_smaller'; readonly fileName: string }
  | { readonly kind: 'storage_full' }
  /** Asked for, and not so. */
  | { readonly kind: 'not_saved' }
  | { readonly kind: 'saved_already' };

export interface WorkspaceState {
  /** Null on the start screen. */
  readonly project: ProjectInfo | null;
  /** Whether a project is being read from the store. */
  readonly isOpening: boolean;
  readonly pictures: readonly PictureItem[];
  readonly activeId: string | null;

  /** Of the active picture; null until it was read from the store. */
  readonly history: History | null;
  /** Changes that are looked at while a slider or a handle moves; they are no part of the history yet. */
  readonly draft: RecipeChanges | null;
  /** The active picture as drawn last, and the original at the size of its subject; null until there are such. */
  readonly frame: StageFrame | null;
  readonly original: ImageBitmap | null;
  /** The original at full size; null as long as it was not read. */
  readonly originalSize: CanvasSize | null;
  /** What is shown in place of the first frame of a picture that was composed before; `coming` for a moment. */
  readonly standIn: StandIn | 'coming' | null;
  /** The very document that `frame` shows: the history's, or one with a draft. */
  readonly drawn: EditDocument | null;
  /** Whether another frame is being drawn. */
  readonly isDrawing: boolean;

  readonly tool: Tool;
  readonly view: View;
  /** Behind the subject in the view `colour`, `#rrggbb`. */
  readonly viewColour: string;
  readonly isComparing: boolean;
  /** How large the canvas would be that a hand is pulling; null while none does. */
  readonly canvasInHand: CanvasSize | null;
  readonly brushes: Readonly<Record<StrokeMode, BrushSettings>>;
  readonly lassoMode: 'add' | 'subtract';
  readonly regionMode: 'drop' | 'fill' | 'only';

  readonly model: ChosenModel;
  readonly own: OwnModel | null;
  readonly quality: Quality;
  readonly models: readonly ModelInfo[];
  readonly notice: WorkspaceNotice | null;
  readonly isServerOpen: boolean;
  /** Pictures that were sent to a server. */
  readonly sent: ReadonlySet<string>;
  /** Whether everything done is kept; `failed` where the disk is full or there is none. */
  readonly saving: 'saved' | 'saving' | 'failed';
  /** The projects that are kept. */
  readonly shelf: ProjectsStore;

  /** Takes pictures in, into the open project or a new one; the first one becomes the active one. They are cut out one by one. */
  add(files: readonly (File | { readonly name: string; readonly url: string })[]): void;
  activate(pictureId: string): void;
  /** Removes a picture from the project; gives back what undoes that. */
  remove(pictureId: string): () => void;
  openProject(projectId: string): Promise<void>;
  renameProject(name: string): void;
  /** To the start screen; everything is kept. */
  leaveProject(): void;
  /** Opens what this tab had open before it was loaded again, if anything. */
  resume(): Promise<void>;
  /** Stops the job of a picture, or leaves one that failed: what was there before is shown again, with its network and level. */
  cancel(pictureId: string): void;
  /** Cuts a picture out again, as its document says; where a try failed, by who tried. */
  retry(pictureId: string): void;
  /** Cuts a picture out on this device, whoever did it before. */
  cutOutHere(pictureId: string): void;

  /** The document as history and draft say; null where no picture is open. */
  document(): EditDocument | null;
  /** Does a command and keeps it; ends the draft. */
  perform(command: Command): void;
  /** Shows changes without keeping them; null ends that. */
  preview(changes: RecipeChanges | null): void;
  undo(): void;
  redo(): void;
  /** What to draw for the active picture, at any size; null where there is no cut-out yet. */
  request(): StudioRequest | null;
  /** Keeps a file for the document, such as a background or a mask. @returns the id by which recipe and edits refer to it */
  keepAsset(file: Blob): Promise<string>;

  setTool(tool: Tool): void;
  setView(view: View, colour?: string): void;
  setComparing(on: boolean): void;
  setCanvasInHand(size: CanvasSize | null): void;
  setBrush(mode: StrokeMode, changes: Partial<BrushSettings>): void;
  setLassoMode(mode: 'add' | 'subtract'): void;
  setRegionMode(mode: 'drop' | 'fill' | 'only'): void;

  /** Sets network, level or both, for this and later pictures; the active one is cut out again and that is a step of its history. */
  choose(what: { readonly model?: ChosenModel; readonly quality?: Quality }): void;
  /** Has another maker, such as a server, cut out the active picture. */
  letDo(maker: CutoutMaker): void;
  openServer(open: boolean): void;
  say(notice: WorkspaceNotice): void;
  dismissNotice(): void;
  refreshModels(ask: boolean): Promise<void>;
  /** @throws EngineError `invalid_model`, `cancelled` */
  inspectModel(file: Blob, signal: AbortSignal): Promise<InspectedModel>;
  /** @throws EngineError `invalid_model`, `cancelled` */
  takeOwn(model: OwnModel, signal: AbortSignal): Promise<void>;
  expect(model: ChosenModel, quality: Quality): Expectation;
  /** Stops all work and gives back every address. */
  dispose(): void;
}
