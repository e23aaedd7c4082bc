import { useWorkspace } from '../state/use-workspace.ts';

/** Whether the open picture has a matte here that can be corrected. */
export function useCorrectable(): boolean {
  return useWorkspace(({ pictures, activeId, history }) => {
    const work = pictures.find(picture => picture.id === activeId)?.work;
    return history !== null && work?.name === 'ready' && work.source !== undefined;
  });
}
