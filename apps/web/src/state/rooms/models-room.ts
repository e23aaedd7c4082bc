import { DEFAULT_MODEL } from '../../engine/chosen-model.ts';
import type { Desk } from '../workspace-desk.ts';
import type { WorkspaceState } from '../workspace-state.ts';

type ModelsRoom = Pick<
  WorkspaceState,
  'model' | 'own' | 'quality' | 'models' | 'refreshModels' | 'inspectModel' | 'takeOwn' | 'expect'
>;

/** The networks: where they are, which one is chosen, and those of the user's own. */
export function createModelsRoom({ client, set, get }: Desk): ModelsRoom {
  return {
    model: DEFAULT_MODEL,
    own: null,
    quality: 'high',
    models: [],
    async refreshModels(ask) {
      // Where the networks are is a courtesy: a job that needs one reports what is wrong with it.
      const models = await client.models(ask).catch(() => null);
      if (models) set({ models });
    },
    inspectModel: (file, signal) => client.inspectModel(file, signal),
    async takeOwn(own, signal) {
      await client.tryModel(own, signal);
      if (signal.aborted) return;
      set({ own });
      get().choose({ model: own });
    },
    expect: (model, quality) => client.expect(model, quality),
  };
}
