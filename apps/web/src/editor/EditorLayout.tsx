import type { ReactNode } from 'react';
import { Mark } from '../ui/Mark.tsx';
import css from './EditorLayout.module.css';

interface EditorLayoutProps {
  readonly fileName: string;
  /** Beside the file name, at the top on every screen. */
  readonly corner?: ReactNode;
  /** At the top right; on narrow screens in a bar at the bottom. */
  readonly actions?: ReactNode;
  /** The picture. */
  readonly children: ReactNode;
  /** Beside the stage; on narrow screens below it. */
  readonly inspector?: ReactNode;
  /** Floats over the lower edge of the stage. */
  readonly dock?: ReactNode;
  /** One quiet line below the stage. */
  readonly line?: ReactNode;
}

/** Bar, stage, line: the same places in every phase, so that the picture stays where it is. */
export function EditorLayout({
  fileName,
  corner,
  actions,
  children,
  inspector,
  dock,
  line,
}: EditorLayoutProps) {
  return (
    <div className={css.layout}>
      <header className={css.bar}>
        <Mark size={20} />
        <h1 className={css.name} title={fileName}>
          {fileName}
        </h1>
        <div className={css.corner}>{corner}</div>
      </header>
      {actions && <div className={css.actions}>{actions}</div>}
      <main className={css.stage}>
        <div className={css.box}>{children}</div>
      </main>
      {inspector && <aside className={css.inspector}>{inspector}</aside>}
      <div className={css.dock}>{dock}</div>
      <footer className={css.line}>{line}</footer>
    </div>
  );
}
