import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { createPortal } from 'react-dom';
import { useWorkspace } from '../state/use-workspace.ts';
import { classes } from '../ui/classes.ts';
import { LazyDialog } from '../ui/LazyDialog.tsx';
import { lazyCode } from '../ui/lazy-code.ts';
import { EngineItems } from './EngineItems.tsx';
import { useFloatingMenu } from './use-floating-menu.ts';

const ownModelDialog = lazyCode(async () => (await import('./own-model/OwnModelDialog.tsx')).OwnModelDialog);
const missingModelDialog = lazyCode(
  async () => (await import('./MissingModelDialog.tsx')).MissingModelDialog,
);

type OpenDialog = { readonly name: 'own' } | { readonly name: 'missing'; readonly id: string };

const WIDTH = 400;

interface EngineMenuProps {
  /** Words on the button. */
  readonly children: ReactNode;
  /** `line`: words alone; `field`: a control among others, as wide as there is room. */
  readonly look: 'line' | 'field';
}

/** A button that tells network and level, and a menu in which they are chosen, each with what it costs. */
export function EngineMenu({ children, look }: EngineMenuProps) {
  const menu = useFloatingMenu(WIDTH, look === 'field' ? 'end' : 'center');
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const refreshModels = useWorkspace(state => state.refreshModels);

  function show(next: OpenDialog): void {
    menu.close();
    setDialog(next);
  }

  return (
    <>
      <button
        {...menu.buttonProps}
        type="button"
        className={classes(
          'inline-flex max-w-full cursor-pointer touch-manipulation items-center gap-1 rounded-md transition-colors touch:min-h-11 touch:text-base',
          look === 'line'
            ? 'min-h-8 px-3 text-dim hover:bg-field hover:text-text aria-expanded:bg-field'
            : 'min-h-8 w-full border border-transparent bg-field pr-2 pl-2.5 hover:border-line-strong',
        )}
        onClick={() => {
          if (!menu.isOpen) void refreshModels(true);
          menu.buttonProps.onClick();
        }}
      >
        {children}
        <ChevronDown className="flex-none text-dim" size={16} strokeWidth={1.6} aria-hidden="true" />
      </button>
      {menu.isOpen &&
        createPortal(
          <>
            <div className="fixed inset-0 z-50 animate-fade bg-veil wide:hidden" />
            <EngineItems
              {...menu.menuProps}
              onClose={menu.close}
              onOpenOwn={() => show({ name: 'own' })}
              onMissing={id => show({ name: 'missing', id })}
            />
          </>,
          document.body,
        )}
      {dialog?.name === 'own' && <LazyDialog of={ownModelDialog} onClose={() => setDialog(null)} />}
      {dialog?.name === 'missing' && (
        <LazyDialog of={missingModelDialog} id={dialog.id} onClose={() => setDialog(null)} />
      )}
    </>
  );
}
