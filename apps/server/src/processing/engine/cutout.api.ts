import type {
  ClassShare,
  Colour,
  EngineErrorCode,
  FinishSettings,
  Frame,
  ModelEntry,
  Quality,
  Recipe,
} from '@backgroundfx/core';
import type { ProbedModel, RunLimits } from '@backgroundfx/inference/probe';

/** Types only: what the server and an engine thread say to each other. Pixels never cross; files do. */

/** A network that engine threads can open. */
export type NetworkFile = CatalogueNetwork | CustomNetwork;

/** A network of the catalogue. Its files were checked before a task names it. */
export interface CatalogueNetwork {
  /** Tells networks apart: what has the same key is the same file, and runs by the same rules. */
  readonly key: string;
  readonly model: Pick<ModelEntry, 'id' | 'input' | 'output'>;
  /** The `.onnx` file, absolute, in the folder of the models; its external data lies beside it. */
  readonly graphPath: string;
}

/**
 * A network of a user's own. It was tried before a task can name it, only the file that was tried is opened, and it runs in a
 * process of its own.
 */
export interface CustomNetwork {
  /** As of a `CatalogueNetwork`. */
  readonly key: string;
  /** What its cut-outs call it. */
  readonly id: string;
  readonly probed: ProbedModel;
  /** What its process may take for one picture. */
  readonly limits: Pick<RunLimits, 'milliseconds' | 'memoryBytes'>;
  /** The `.onnx` file, absolute, wherever it lies by now. */
  readonly graphPath: string;
}

/** The networks for one picture; what a plan does not ask for is not opened. */
export interface TaskNetworks {
  readonly main: NetworkFile;
  /** The main network in float, where there is such a graph. Large, so threads let go of it after each picture. */
  readonly float?: CatalogueNetwork | 'not_installed';
  /** Another network for a second opinion. */
  readonly second?: CatalogueNetwork;
}

/** One picture to cut out. Paths are absolute; the files named by `target` and `mask` are made, or replaced. */
export interface CutoutTask {
  readonly source: string;
  readonly target: string;
  /** Where to write the matte (8-bit grey PNG, 255 is subject), if it is wanted. */
  readonly mask?: string;
  readonly format: CutoutFormat;
  /** What of the cut-out is written, and how large; all of it, as it is, when absent. */
  readonly shape?: CutoutShape;
  /** What it is laid on, for the formats that are one picture; `jpg` takes white when absent. */
  readonly background?: Colour;
  /** `alpha`: the matte is the picture that is written. */
  readonly channels?: 'rgba' | 'alpha';
  /** What is made of the cut-out; shape, background, channels and finish have no say then. */
  readonly recipe?: RecipeTask;
  readonly quality: Quality;
  /** 0..100; 50 is the engine's default. */
  readonly edgeRefinement: number;
  /** The engine's defaults when absent. */
  readonly finish?: FinishSettings;
  /** The network that the pool was started with when absent. */
  readonly networks?: TaskNetworks;
  /** What counts as the subject, where the network tells classes apart; all of them when absent. */
  readonly classes?: readonly string[];
}

/** `zip` holds the colours without transparency and the matte, each as a PNG. */
export type CutoutFormat = 'png' | 'webp' | 'jpg' | 'zip';

export interface RecipeTask {
  readonly recipe: Recipe;
  /** Absolute path of the picture that a background of type `image` names. */
  readonly backdrop?: string;
  /** Whether a picture that is see-through somewhere is a cut-out already, which no network looks at. */
  readonly takesCutouts?: boolean;
}

export interface CutoutShape {
  /** The part of the picture that is looked at, whole pixels; what is outside of it is clear. */
  readonly region?: Frame;
  /** Shows the subject alone, and around it room of `margin` times its longer side. */
  readonly crop?: { readonly margin: number };
  /** Made smaller where it has more pixels than these. */
  readonly maxSide?: number;
  readonly maxPixels?: number;
}

/** What was made. */
export interface CutoutFacts {
  /** Pixels of what was written. */
  readonly width: number;
  readonly height: number;
  /** Id of the model that cut it out; absent where it was cut out before. */
  readonly model?: string | undefined;
  /** How sure the engine is that the right subject was found whole, 0..1; absent where it had not to find it. */
  readonly confidence?: number | undefined;
  /** False when there is no subject in the picture: nothing was written then. */
  readonly hasForeground: boolean;
  /** What a network of classes found, largest first; empty for others. */
  readonly classes: readonly ClassShare[];
  /** Why `ultra` did without the float graph: `out_of_memory`, `model_unavailable`; absent where it did not. */
  readonly withoutFloat?: EngineErrorCode;
}

/** A task that a thread has done with. */
export interface CutoutRun {
  /** Id of a model of the catalogue, or `custom`. */
  readonly model: string;
  readonly quality: Quality;
  readonly outcome: 'done' | 'no_foreground' | EngineErrorCode;
  /** On its thread. */
  readonly seconds: number;
}

/** Engine threads with a line in front of them, as long as whoever lets tasks in lets it become. */
export interface CutoutPool {
  /**
   * Of the network that the pool was started with. `failed` when it cannot be used; runs then reject with
   * `model_unavailable`. It stays so where it never could, and becomes `ready` again when it could not be loaded into a new
   * thread and then could. Other networks fail tasks that name them, and no others.
   */
  readonly state: 'loading' | 'ready' | 'failed';
  /** Tasks on threads, and tasks in line. */
  readonly load: { readonly busy: number; readonly waiting: number };
  /**
   * Cuts a picture out on the next free thread. A task whose signal fires while it waits gives up its place at once; one
   * under way stops at its next step, and the call rejects at once either way.
   * @throws EngineError `cancelled`, `unsupported_image`, `unreadable_image`, `image_too_large`, `model_unavailable`,
   * `invalid_model` (of a user's own, which did not get through the picture), `inference_failed`, `out_of_memory`, `disk_full`, `worker_died` (the thread is replaced), `internal`.
   */
  run(task: CutoutTask, signal?: AbortSignal): Promise<CutoutFacts>;
  /**
   * Refuses waiting tasks (`cancelled`), lets those under way go on for a while and then stops them at their next step
   * (`cancelled` too), ends the threads.
   */
  dispose(): Promise<void>;
}
