import { useCutout } from '../state/use-cutout.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Mark } from '../ui/Mark.tsx';
import { IS_APPLE } from '../ui/platform.ts';
import { useKey } from '../ui/use-key.ts';
import { EngineMenu } from './EngineMenu.tsx';
import { ModelLine } from './ModelLine.tsx';
import { SampleRow } from './SampleRow.tsx';
import css from './StartScreen.module.css';
import { noticeWords } from './words/notice-words.ts';

interface StartScreenProps {
  /** Name of the picture whose cut-out can be come back to. */
  readonly previousName: string | null;
  readonly onChoose: () => void;
}

/** The way in: drop, paste, choose, or a sample. What went wrong with a file takes the headline's place. */
export function StartScreen({ previousName, onChoose }: StartScreenProps) {
  const notice = useCutout(state => state.notice);
  const goBack = useCutout(state => state.goBack);
  useKey(event => {
    if (event.key !== 'Escape' || previousName === null) return false;
    goBack();
    return true;
  });

  const trouble = notice && noticeWords(notice);
  return (
    <div className={css.screen}>
      <header className={css.bar}>
        <Mark size={20} />
        <b>BackgroundFX</b>
        {previousName !== null && (
          <Button className={css.back} look="quiet" onClick={goBack}>
            <Icon name="back" />
            <span>Back to {previousName}</span>
          </Button>
        )}
      </header>
      <main className={css.main}>
        <section className={css.drop}>
          <div className={css.words} key={trouble?.title} role={trouble ? 'alert' : undefined}>
            {trouble && (
              <span className={css.warn}>
                <Icon name="warn" />
              </span>
            )}
            <h1>
              {trouble?.title ?? (
                <>
                  <span className={css.forPointers}>Drop a picture</span>
                  <span className={css.forFingers}>Cut out a photo</span>
                </>
              )}
            </h1>
            <p>{trouble?.text ?? 'Its background goes, its edges stay. It never leaves this device.'}</p>
          </div>
          <Button look="primary" size="large" onClick={onChoose}>
            Choose photo
          </Button>
          <p className={css.paste}>
            or paste with <kbd>{IS_APPLE ? '⌘V' : 'Ctrl V'}</kbd>
          </p>
          <SampleRow />
        </section>
      </main>
      <footer className={css.foot}>
        <EngineMenu opens="up">
          <ModelLine />
        </EngineMenu>
      </footer>
    </div>
  );
}
