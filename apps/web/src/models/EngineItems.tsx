import type { Quality } from '@backgroundfx/core';
import { FileBox, type LucideIcon, Server } from 'lucide-react';
import { type ChosenModel, isSameModel, type ModelInfo } from '../engine/chosen-model.ts';
import { useWorkspace } from '../state/use-workspace.ts';
import { modelWords, tellPlace, tellTime } from '../words/tell-engine.ts';
import { useWords } from '../words/use-words.ts';
import { ModelItem } from './ModelItem.tsx';
import { QualityItems } from './QualityItems.tsx';
import type { FloatingMenu } from './use-floating-menu.ts';

type EngineItemsProps = FloatingMenu['menuProps'] & {
  readonly onClose: () => void;
  readonly onOpenOwn: () => void;
  /** Called with a network that the server has not got. */
  readonly onMissing: (id: string) => void;
};

/** The menu itself; on narrow screens a sheet from below. */
export function EngineItems({ onClose, onOpenOwn, onMissing, ...menu }: EngineItemsProps) {
  const words = useWords();
  const model = useWorkspace(state => state.model);
  const own = useWorkspace(state => state.own);
  const quality = useWorkspace(state => state.quality);
  const models = useWorkspace(state => state.models);
  const choose = useWorkspace(state => state.choose);
  const expect = useWorkspace(state => state.expect);
  const openServer = useWorkspace(state => state.openServer);
  const { engine } = words;

  function take(what: { model?: ChosenModel; quality?: Quality }): void {
    onClose();
    choose(what);
  }

  function takeModel({ id, place }: ModelInfo): void {
    if (place === 'missing') onMissing(id);
    else take({ model: { kind: 'catalog', id } });
  }

  return (
    <div
      {...menu}
      role="menu"
      aria-label={engine.menu}
      className="fixed z-50 overflow-y-auto overscroll-contain border-line bg-panel p-1 text-text shadow-float wide:top-(--top) wide:bottom-(--bottom) wide:left-(--x) wide:max-h-(--room) wide:w-[400px] wide:animate-pop wide:rounded-lg wide:border max-wide:inset-x-0 max-wide:bottom-0 max-wide:max-h-[calc(100dvh-56px)] max-wide:animate-sheet max-wide:rounded-t-2xl max-wide:border-t max-wide:px-2 max-wide:pt-3 max-wide:pb-[calc(8px+env(safe-area-inset-bottom))]"
    >
      <fieldset className="min-w-0" aria-label={engine.model}>
        <div className="px-2 pt-2 pb-1 pl-8.5 text-xs text-dim" aria-hidden="true">
          {engine.model}
        </div>
        {models.map(info => {
          const its: ChosenModel = { kind: 'catalog', id: info.id };
          return (
            <ModelItem
              key={info.id}
              {...modelWords(info.id, info.displayName, words)}
              isChosen={isSameModel(model, its)}
              time={info.place === 'missing' ? '' : tellTime(expect(its, quality), words)}
              place={tellPlace(info, words)}
              state={info.place}
              onChoose={() => takeModel(info)}
            />
          );
        })}
        {own && (
          <ModelItem
            name={own.entry.displayName}
            meaning={engine.ownMeaning}
            isChosen={isSameModel(model, own)}
            time={tellTime(expect(own, quality), words)}
            place={engine.onDevice(own.file.size)}
            state="device"
            onChoose={() => take({ model: own })}
          />
        )}
      </fieldset>
      <QualityItems
        quality={quality}
        expect={level => expect(model, level)}
        onChoose={level => take({ quality: level })}
      />
      <div className="-mx-1 mt-1 border-t border-line px-1 pt-1">
        <MoreItem icon={FileBox} words={engine.openOwn} onChoose={onOpenOwn} />
        <MoreItem
          icon={Server}
          words={engine.openServer}
          onChoose={() => {
            onClose();
            openServer(true);
          }}
        />
      </div>
    </div>
  );
}

interface MoreItemProps {
  readonly icon: LucideIcon;
  readonly words: string;
  readonly onChoose: () => void;
}

function MoreItem({ icon: Icon, words, onChoose }: MoreItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      className="flex min-h-8 w-full cursor-pointer items-center gap-2 rounded-md px-2 text-left text-dim focus-visible:bg-field focus-visible:text-text focus-visible:-outline-offset-2 hover:bg-field hover:text-text touch:min-h-11 touch:text-base"
      onClick={onChoose}
    >
      <Icon size={18} strokeWidth={1.6} aria-hidden="true" />
      {words}
    </button>
  );
}
