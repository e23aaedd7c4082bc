import { type ChosenModel, DEFAULT_MODEL, modelKey } from '../chosen-model.ts';
import type { StageEvent } from '../cutout.api.ts';
import { CATALOG } from '../model-catalog.ts';
import { firstKept } from '../model-places.ts';
import { type OpenNetwork, openNetwork } from './open-network.ts';

interface Loaded {
  readonly key: string;
  readonly network: Promise<OpenNetwork>;
  /** Undefined where nobody has asked for it; resolves to nothing where there is none. */
  second?: Promise<OpenNetwork | undefined>;
}

/** One at a time: a network and its working memory can be most of what a phone gives to a page. */
let loaded: Loaded | undefined;

/**
 * Opens the network, or hands out the open one; another one that was open is let go first. A failed opening is forgotten:
 * the next job tries again.
 */
export async function loadNetwork(
  model: ChosenModel,
  report: (event: StageEvent) => void,
): Promise<OpenNetwork> {
  const key = modelKey(model);
  if (loaded?.key !== key) await dropNetworks();
  loaded ??= { key, network: openNetwork(model, report) };
  try {
    return await loaded.network;
  } catch (error) {
    loaded = undefined;
    throw error;
  }
}

/** The small network that is asked too, where it lies on this device already: nobody downloads it for that. */
const SECOND = 'u2netp';

/** Another network for a second opinion on what the loaded one sees, which it is kept with; nothing where there is none. */
export async function secondNetwork({ model }: OpenNetwork): Promise<OpenNetwork | undefined> {
  // What its opinion weighs was measured beside this one; who chooses another network wants that one's answer.
  if (!loaded || model.id !== DEFAULT_MODEL.id) return undefined;
  // Its opinion is a gain, not a need: without it the cut-out goes on.
  loaded.second ??= openSecond().catch(() => undefined);
  return loaded.second;
}

async function openSecond(): Promise<OpenNetwork | undefined> {
  const entry = CATALOG.find(({ id }) => id === SECOND);
  if (!entry || !(await firstKept(entry))) return undefined;
  return openNetwork({ kind: 'catalog', id: SECOND }, () => undefined);
}

/** Lets go of all networks, as after a run that failed: their memory may be in any state. */
export async function dropNetworks(): Promise<void> {
  const dropped = loaded;
  loaded = undefined;
  const networks = await Promise.all([dropped?.network.catch(() => undefined), dropped?.second]);
  for (const network of networks) await network?.session.dispose().catch(() => undefined);
}
