import type { Quality } from '@backgroundfx/core';
import type { ChosenModel, ModelInfo, OwnModel } from '../engine/chosen-model.ts';
import type { Expectation, InspectedModel } from '../engine/cutout.api.ts';
import type { Finished, Phase } from './cutout-phase.ts';
import type { Edges } from './edges.ts';
import type { Problem } from './problem.ts';

/** Something to tell beside the picture; the editor finds the words. */
export type Notice =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'took_first'; readonly count: number; readonly fileName: string }
  | { readonly kind: 'no_picture'; readonly found: 'folder' | 'no_file' | 'empty_clipboard' };

export interface CutoutState {
  readonly phase: Phase;
  readonly model: ChosenModel;
  /** The network of their own that the user opened last; chosen or not. */
  readonly own: OwnModel | null;
  readonly quality: Quality;
  /** The catalogue's networks; none until the engine has told. */
  readonly models: readonly ModelInfo[];
  readonly notice: Notice | null;
  /** The cut-out on screen with its edges as the sliders stand, smaller than the picture; none where its PNG is just that. */
  readonly draft: ImageBitmap | null;
  /** Whether a draft is being drawn. */
  readonly isDrafting: boolean;
  /** Whether the sliders of the edges are shown. */
  readonly isPanelOpen: boolean;
  /** Whether a PNG is being made for the sliders. */
  readonly isSaving: boolean;

  /** Cuts a file out. A job that runs is cancelled. */
  open(file: File, notice?: Notice): void;
  /** The same for a picture of our own origin. */
  openSample(sample: { readonly name: string; readonly url: string }): void;
  /** Sets network, level or both for this and later pictures; a picture that is shown is cut out again. */
  choose(what: { readonly model?: ChosenModel; readonly quality?: Quality }): void;
  openPanel(open: boolean): void;
  /** Moves sliders of the cut-out on screen, which is drawn anew. What is out of range stops at its end. */
  adjust(changes: Partial<Edges>): void;
  /** The cut-out on screen with a PNG as the sliders stand, which is made if need be; null where that failed or it is gone. */
  save(): Promise<Finished | null>;
  /** Leaves a running job for the last cut-out, or for the start. */
  cancel(): void;
  /** Runs a failed picture again. */
  retry(): void;
  /** To the start; the last cut-out stays within reach. */
  startOver(): void;
  /** To the last cut-out, where there is one, else to the start. */
  goBack(): void;
  say(notice: Notice): void;
  dismissNotice(): void;
  /** Looks where the networks are: on this device, and on the server too with `ask`. */
  refreshModels(ask: boolean): Promise<void>;
  /** Checks a model file without running it. @throws EngineError `invalid_model`, `cancelled` */
  inspectModel(file: Blob, signal: AbortSignal): Promise<InspectedModel>;
  /**
   * Tries a network of the user's own and, when it can be used, chooses it. Until then nothing changes.
   * @throws EngineError `invalid_model`, `cancelled`
   */
  takeOwn(model: OwnModel, signal: AbortSignal): Promise<void>;
  /** What a job would take here. */
  expect(model: ChosenModel, quality: Quality): Expectation;
  /** Stops all work and gives back every address. */
  dispose(): void;
}
