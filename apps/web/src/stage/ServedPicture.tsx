import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useWorkspace } from '../state/use-workspace.ts';
import { splitOnStage } from './scene.ts';
import type { StageParts } from './stage-tools.ts';
import { toStage } from './viewport.ts';

/** A cut-out that somebody else made and gave as a picture alone: it lies over the original, as large as that. */
export function ServedPicture({ parts: { view } }: { readonly parts: StageParts }) {
  const work = useWorkspace(
    ({ pictures, activeId }) => pictures.find(picture => picture.id === activeId)?.work,
  );
  const isComparing = useWorkspace(state => state.isComparing);
  const viewport = useStore(view, state => state.viewport);
  const stage = useStore(view, state => state.stage);
  const world = useStore(view, state => state.world);
  const split = useStore(view, state => state.split);
  const served = work?.name === 'ready' ? work.served : undefined;
  const url = useAddress(served);
  if (!url || !world) return null;
  const { x, y } = toStage(viewport, { x: 0, y: 0 });
  const hidden = isComparing ? Math.max(0, splitOnStage({ viewport, world, stage }, split) - x) : 0;
  return (
    <img
      src={url}
      alt=""
      draggable={false}
      className="checkerboard pointer-events-none absolute max-w-none"
      style={{
        left: x,
        top: y,
        width: world.width * viewport.scale,
        height: world.height * viewport.scale,
        clipPath: `inset(0 0 0 ${hidden}px)`,
      }}
    />
  );
}

/** A `blob:` address as long as it is shown. */
function useAddress(blob: Blob | undefined): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setUrl(null);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}
