import {
  chooseModel,
  EngineError,
  type ModelCatalog,
  type ModelChoice,
  type ModelEntry,
  type Quality,
  type VariantId,
} from '@backgroundfx/core';
import { createModelStore, type InstalledModel, type ModelStore } from '@backgroundfx/foundry';
import type { Logger } from 'pino';
import { ModelFetcher, type ModelFetcherOptions } from './model-fetcher.ts';
import { noSuchModel, notInstalled } from './model-unavailable.ts';
import { serverVariant } from './server-variant.ts';

/** A network whose files are here. */
export interface Network {
  /** Model and variant, `isnet.int8`. */
  readonly key: string;
  readonly model: Pick<ModelEntry, 'id' | 'input' | 'output'>;
  /** Absolute path of its graph; its external data lies beside it. */
  readonly graphPath: string;
}

/** What there is for one picture. */
export interface Networks {
  readonly main: Network;
  /** The main network in float, where it has such a graph. */
  readonly float?: Network | 'not_installed';
  /** Another network for a second opinion. */
  readonly second?: Network;
  /** Why another model works than the named one, for people. */
  readonly note?: string;
}

export interface ModelsServiceOptions extends Pick<ModelFetcherOptions, 'waitMs' | 'restMs'> {
  readonly catalog: ModelCatalog;
  /** The network that the engine has loaded, whatever lies on the disk by now. */
  readonly own: Network;
  /** Folder of the catalogue; models lie in its `dist/`. */
  readonly modelsDir: string;
  /** Folder or http(s) address that is asked first. */
  readonly mirror: string | undefined;
  /** Whether a model that is not here is fetched when somebody asks for it. */
  readonly autoDownload: boolean;
  readonly log: Logger;
}

/** Gives a second opinion on what the engine's own network finds, where it is installed. */
const SECOND = 'u2netp';
const FLOAT = 'fp32';

/** Which networks work for a name of the API, and where they lie. */
export class ModelsService {
  readonly #catalog: ModelCatalog;
  readonly #own: Network;
  readonly #autoDownload: boolean;
  /** Fetches nothing. */
  readonly #here: ModelStore;
  readonly #fetcher: ModelFetcher;
  /** What was found, by the id of the model and the variant that was asked for: looking hashes files. */
  readonly #found = new Map<string, InstalledModel>();
  /** What is being looked for, by the same name. */
  readonly #looking = new Map<string, Promise<InstalledModel | undefined>>();

  constructor({ catalog, own, modelsDir, mirror, autoDownload, log, ...waits }: ModelsServiceOptions) {
    this.#catalog = catalog;
    this.#own = own;
    this.#autoDownload = autoDownload;
    const place = { catalog, dir: modelsDir, mirror };
    this.#here = createModelStore({ ...place, autoDownload: false });
    this.#fetcher = new ModelFetcher({ store: createModelStore({ ...place, autoDownload }), log, ...waits });
  }

  /**
   * The networks for a picture. Waits while the main one is fetched, if it has to be and may be.
   * @param name of the API
   * @throws ApiError 503 `model_unavailable`; EngineError `cancelled` when the server stops; the signal's reason when it fires
   */
  async networksFor(name: string, quality: Quality, signal: AbortSignal): Promise<Networks> {
    const { model, note } = await this.#choose(name, quality);
    const main = model.id === this.#own.model.id ? this.#own : await this.#obtain(model, signal);
    const hasFloat = serverVariant(model) === 'int8' && model.variants.some(({ id }) => id === FLOAT);
    const float = hasFloat && (await this.#look(model, FLOAT));
    const other = main === this.#own ? this.#catalog.models.find(({ id }) => id === SECOND) : undefined;
    const second = other && (await this.#look(other, serverVariant(other)));
    return {
      main,
      ...(hasFloat && { float: float ? networkOf(float) : 'not_installed' }),
      ...(second && { second: networkOf(second) }),
      ...(note !== undefined && { note }),
    };
  }

  /** Where a model of the catalogue stands. */
  async stateOf(model: ModelEntry): Promise<'ready' | 'on_demand' | 'not_available'> {
    if (model.id === this.#own.model.id || (await this.#look(model, serverVariant(model)))) return 'ready';
    return this.#autoDownload ? 'on_demand' : 'not_available';
  }

  /**
   * The classes that the model for a name tells apart, the background first; undefined where it tells none apart.
   * @throws ApiError 503 `model_unavailable` when there is no model of that name
   */
  async classesOf(name: string, quality: Quality): Promise<readonly string[] | undefined> {
    const { output } = (await this.#choose(name, quality)).model;
    return 'classes' in output ? output.classes : undefined;
  }

  /** To be called when a network could not be opened: it is looked for again, and fetched anew if it is gone. */
  forget(key: string): void {
    for (const [name, found] of this.#found) if (keyOf(found) === key) this.#found.delete(name);
  }

  /** Stops what is on its way. */
  async end(): Promise<void> {
    await this.#fetcher.end();
  }

  async #choose(name: string, quality: Quality): Promise<ModelChoice> {
    const named = this.#catalog.models.find(({ id, aliases }) => id === name || aliases.includes(name));
    if (!named) throw noSuchModel(name);
    const isHere = named.lighter !== undefined && (await this.#look(named, serverVariant(named)));
    return chooseModel(this.#catalog, name, quality, new Set(isHere ? [named.id] : []));
  }

  async #obtain(model: ModelEntry, signal: AbortSignal): Promise<Network> {
    const here = await this.#look(model, serverVariant(model));
    if (here) return networkOf(here);
    if (!this.#autoDownload) throw notInstalled(model);
    const fetched = await this.#fetcher.fetch(model, signal);
    this.#found.set(nameOf(model, serverVariant(model)), fetched);
    return networkOf(fetched);
  }

  /** A model's variant, or any of its variants, if it is here. */
  async #look(model: ModelEntry, variant: VariantId | undefined): Promise<InstalledModel | undefined> {
    const name = nameOf(model, variant);
    const known = this.#found.get(name);
    if (known) return known;
    if (variant && !model.variants.some(({ id }) => id === variant)) return undefined;
    const looking = this.#looking.get(name) ?? this.#lookOnDisk(model, variant);
    this.#looking.set(name, looking);
    try {
      const found = await looking;
      if (found) this.#found.set(name, found);
      return found;
    } finally {
      this.#looking.delete(name);
    }
  }

  async #lookOnDisk(model: ModelEntry, variant: VariantId | undefined): Promise<InstalledModel | undefined> {
    try {
      return await this.#here.ensure(model.id, { variant });
    } catch (error) {
      if (error instanceof EngineError && error.code === 'model_unavailable') return undefined;
      throw error;
    }
  }
}

/** Under which a finding is kept. */
function nameOf({ id }: ModelEntry, variant: VariantId | undefined): string {
  return `${id} ${variant ?? 'any'}`;
}

function networkOf(installed: InstalledModel): Network {
  const { id, input, output } = installed.model;
  return { key: keyOf(installed), model: { id, input, output }, graphPath: installed.graphPath };
}

function keyOf({ model, variant }: InstalledModel): string {
  return `${model.id}.${variant.id}`;
}
