import type { Recipe } from '@backgroundfx/core';
import { Eye, EyeOff } from 'lucide-react';
import { useWords } from '../words/use-words.ts';

/** The layers of the file as they lie in it, the uppermost first. */
export function LayerList({ recipe: { background, shadow, second_shadow } }: { readonly recipe: Recipe }) {
  const { export: words } = useWords();
  const hasShadow = shadow.type !== 'none' || second_shadow.type !== 'none';
  const shown = [
    'subject' as const,
    ...(hasShadow ? (['shadow'] as const) : []),
    ...(background.type === 'transparent' ? [] : (['background'] as const)),
  ];
  return (
    <ul aria-label={words.layerList} className="divide-y divide-line rounded-md border border-line">
      {shown.map(layer => (
        <li key={layer} className="flex items-center gap-2.5 px-2.5 py-1.5">
          <Eye className="flex-none text-dim" size={16} strokeWidth={1.6} aria-hidden="true" />
          {words.layers[layer]}
        </li>
      ))}
      <li className="flex items-center gap-2.5 px-2.5 py-1.5 text-dim">
        <EyeOff className="flex-none" size={16} strokeWidth={1.6} aria-hidden="true" />
        <span className="flex-1">{words.layers.original}</span>
        <span className="text-xs">{words.layerHidden}</span>
      </li>
    </ul>
  );
}
