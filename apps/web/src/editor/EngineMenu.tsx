import type { Quality } from '@backgroundfx/core';
import { type ReactNode, useState } from 'react';
import { type ChosenModel, isSameModel, type ModelInfo } from '../engine/chosen-model.ts';
import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useMenu } from '../ui/use-menu.ts';
import css from './EngineMenu.module.css';
import { MissingModelDialog } from './MissingModelDialog.tsx';
import { ModelItem } from './ModelItem.tsx';
import { OwnModelDialog } from './own-model/OwnModelDialog.tsx';
import { QualityItems } from './QualityItems.tsx';
import { ServerDialog } from './ServerDialog.tsx';
import { modelName, modelWords, placeWords, QUALITY_WORDS, timeWords } from './words/choice-words.ts';
import { megabytes } from './words/sizes.ts';

type OpenDialog = { readonly name: 'own' | 'server' } | { readonly name: 'missing'; readonly id: string };

interface EngineMenuProps {
  /** In place of network and level on the button. */
  readonly children?: ReactNode;
  readonly opens?: 'down' | 'up';
}

/** A button that tells network and level, and a menu in which they are chosen, each with what it costs. */
export function EngineMenu({ children, opens = 'down' }: EngineMenuProps) {
  const menu = useMenu();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const model = useCutout(state => state.model);
  const own = useCutout(state => state.own);
  const quality = useCutout(state => state.quality);
  const models = useCutout(state => state.models);
  const choose = useCutout(state => state.choose);
  const expect = useCutout(state => state.expect);
  const refreshModels = useCutout(state => state.refreshModels);
  const name = modelName(model, models);

  function take(what: { model?: ChosenModel; quality?: Quality }): void {
    menu.close();
    choose(what);
  }

  function takeModel({ id, place }: ModelInfo): void {
    if (place === 'missing') show({ name: 'missing', id });
    else take({ model: { kind: 'catalog', id } });
  }

  function show(next: OpenDialog): void {
    menu.close();
    setDialog(next);
  }

  return (
    <div className={css.root} ref={menu.root} data-opens={opens}>
      <Button
        {...menu.buttonProps}
        className={css.button}
        look="quiet"
        onClick={() => {
          if (!menu.isOpen) void refreshModels(true);
          menu.buttonProps.onClick();
        }}
      >
        {children ?? (
          <span className={css.chosen}>
            <span className="visually-hidden">Model: </span>
            <span className={css.model}>{name}</span>
            <span className="visually-hidden">, Quality: </span>
            <span>{QUALITY_WORDS[quality].name}</span>
          </span>
        )}
        <Icon name="chevron" />
      </Button>
      {menu.isOpen && (
        <>
          <div className={css.backdrop} />
          <div {...menu.menuProps} role="menu" className={css.menu} aria-label="Model and quality">
            <fieldset className={css.group} aria-label="Model">
              <div className={css.heading} aria-hidden="true">
                Model
              </div>
              {models.map(info => {
                const words = modelWords(info.id, info.displayName);
                const its: ChosenModel = { kind: 'catalog', id: info.id };
                return (
                  <ModelItem
                    key={info.id}
                    {...words}
                    isChosen={isSameModel(model, its)}
                    time={info.place === 'missing' ? '' : timeWords(expect(its, quality))}
                    place={placeWords(info)}
                    state={info.place}
                    onChoose={() => takeModel(info)}
                  />
                );
              })}
              {own && (
                <ModelItem
                  name={own.entry.displayName}
                  meaning="Your own, until this tab is closed"
                  isChosen={isSameModel(model, own)}
                  time={timeWords(expect(own, quality))}
                  place={`${megabytes(own.file.size)} MB, on this device`}
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
            <div className={css.more}>
              <button type="button" role="menuitem" tabIndex={-1} onClick={() => show({ name: 'own' })}>
                <Icon name="file" />
                Open your own model
              </button>
              <button type="button" role="menuitem" tabIndex={-1} onClick={() => show({ name: 'server' })}>
                <Icon name="server" />
                Let a server do it
              </button>
            </div>
          </div>
        </>
      )}
      {dialog?.name === 'own' && <OwnModelDialog onClose={() => setDialog(null)} />}
      {dialog?.name === 'server' && <ServerDialog onClose={() => setDialog(null)} />}
      {dialog?.name === 'missing' && <MissingModelDialog id={dialog.id} onClose={() => setDialog(null)} />}
    </div>
  );
}
