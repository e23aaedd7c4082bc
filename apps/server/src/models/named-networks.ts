import type { Quality } from '@backgroundfx/core';
import type { ModelsService, Networks } from './models.service.ts';
import type { OwnModel } from './own/own-model.repository.ts';
import type { OwnModelsService } from './own/own-models.service.ts';
import type { OwnNetwork, OwnNetworks } from './own/own-networks.ts';
import { notReady, unknownClasses } from './own/refusals.ts';

/** Which model somebody wants a picture to be worked on with. */
export interface NetworkWish {
  readonly userId: string;
  /** Of the API. */
  readonly model: string;
  /** A model of the user's own, which goes before the name. */
  readonly modelId: string | undefined;
  readonly classes: readonly string[] | undefined;
  readonly quality: Quality;
  /** Whether it may wait for its turn for as long as it takes. */
  readonly patient?: boolean;
}

/** What there is for one picture. */
export type UsableNetworks = Omit<Networks, 'main'> & {
  readonly main: Networks['main'] | OwnNetwork;
  /** To be called once the picture is done with them. */
  readonly release?: () => void;
};

export interface NamedNetworksDeps {
  readonly catalogue: ModelsService;
  readonly own: OwnModelsService;
  readonly networks: OwnNetworks;
}

/** The networks for what users name: models of the catalogue, and their own. */
export class NamedNetworks {
  readonly #deps: NamedNetworksDeps;

  constructor(deps: NamedNetworksDeps) {
    this.#deps = deps;
  }

  /**
   * Whether a wish can be granted, as far as it is known without waiting.
   * @throws ApiError 404 for a model that the user has not, 409 for one that is not ready, 400 for classes that it does not know
   */
  async check(wish: NetworkWish): Promise<void> {
    await this.#known(wish);
  }

  /**
   * The networks for a picture. Waits while one is fetched, tried, or in use by as many others as may use models of their own.
   * @throws ApiError as `check`, 503 `model_unavailable`; EngineError `invalid_model`, `cancelled` when the server stops; the
   *   signal's reason when it fires
   */
  async networksFor(wish: NetworkWish, signal: AbortSignal): Promise<UsableNetworks> {
    const { catalogue, networks } = this.#deps;
    const model = await this.#known(wish);
    if (!model) return catalogue.networksFor(wish.model, wish.quality, signal);
    const { network, release } = await networks.lease(model, signal, wish.patient);
    return { main: network, release };
  }

  /** The network of that key could not be opened. */
  forget(key: string): void {
    const { catalogue, networks } = this.#deps;
    catalogue.forget(key);
    networks.forget(key);
  }

  /** The user's own model, if one is wished for, once all that is said of it is found to be right. */
  async #known({
    userId,
    model: name,
    modelId,
    classes,
    quality,
  }: NetworkWish): Promise<OwnModel | undefined> {
    const { own, catalogue } = this.#deps;
    const model = modelId === undefined ? undefined : await own.read(userId, modelId);
    if (model && model.state !== 'ready') throw notReady(model);
    if (classes) checkClasses(classes, model ? model.classes : await catalogue.classesOf(name, quality));
    return model;
  }
}

function checkClasses(wanted: readonly string[], all: readonly string[] | undefined): void {
  // The first is the background.
  const known = all?.slice(1);
  const unknown = wanted.find(name => !known?.includes(name));
  if (unknown !== undefined) throw unknownClasses(unknown, known);
}
