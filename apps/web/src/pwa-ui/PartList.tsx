import { Check, CloudOff } from 'lucide-react';
import { useWords } from '../words/use-words.ts';
import { Line } from './Line.tsx';
import type { Offline } from './use-offline.ts';

/** What the editor is made of, with its sizes and whether it is on this device. */
export function PartList({ offline: { parts, model } }: { readonly offline: Offline }) {
  const { offline: words } = useWords();
  return (
    <ul className="mt-4 divide-y divide-line rounded-lg border border-line">
      {parts === null ? (
        <li className="px-3.5 py-3">
          <Line icon={<CloudOff className="flex-none text-dim" size={16} aria-hidden="true" />}>
            {'serviceWorker' in navigator ? words.starting : words.noWorker}
          </Line>
        </li>
      ) : (
        parts.map(({ part, ...sizes }) => (
          <Part key={part} name={words.parts[part].name} detail={words.parts[part].detail} {...sizes} />
        ))
      )}
      {model ? (
        <Part
          name={words.model.name(model.name)}
          detail={words.model.detail}
          bytes={model.bytes}
          keptBytes={model.keptBytes}
        />
      ) : (
        <li className="px-3.5 py-3 text-dim">{words.ownModel}</li>
      )}
    </ul>
  );
}

interface PartProps {
  readonly name: string;
  readonly detail: string;
  readonly bytes: number;
  readonly keptBytes: number;
}

function Part({ name, detail, bytes, keptBytes }: PartProps) {
  const { offline: words } = useWords();
  const isHere = keptBytes >= bytes;
  return (
    <li className="flex items-center gap-3 px-3.5 py-2.5">
      <div className="min-w-0 flex-1">
        <strong className="font-medium">{name}</strong>
        <p className="text-xs text-pretty text-dim">{detail}</p>
      </div>
      <div className="flex-none text-right text-xs tabular-nums">
        <div className="text-dim">
          {isHere || keptBytes === 0 ? words.size(bytes) : words.some(keptBytes, bytes)}
        </div>
        <div className={isHere ? 'flex items-center justify-end gap-1 text-ok' : 'text-dim'}>
          {isHere && <Check size={12} strokeWidth={2.4} aria-hidden="true" />}
          {isHere ? words.ready : words.missing}
        </div>
      </div>
    </li>
  );
}
