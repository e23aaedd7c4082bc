import { X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { useStore } from 'zustand';
import { useWords } from '../words/use-words.ts';
import { classes } from './classes.ts';
import { dropToast, toastStore } from './toast-store.ts';

/**
 * Shows what `showToast` says last, above the foot of the page, or where a room says by `--toast-left`, `--toast-right` and
 * `--toast-bottom`. F6 leads the keyboard there.
 */
export function Toaster() {
  const { ui } = useWords();
  const toasts = useStore(toastStore, state => state.toasts);
  return (
    <Radix.Provider label={ui.notification} swipeDirection="down">
      {toasts.slice(-1).map(toast => (
        <Radix.Root
          key={toast.id}
          type={toast.tone === 'problem' ? 'foreground' : 'background'}
          duration={toast.seconds * 1000}
          onOpenChange={isOpen => isOpen || dropToast(toast.id)}
          className={classes(
            'pointer-events-auto flex max-w-full animate-rise items-center gap-2 rounded-lg border border-line bg-panel py-1.5 pr-1.5 pl-4 shadow-float data-[swipe=move]:translate-y-(--radix-toast-swipe-move-y)',
            toast.tone === 'problem' && 'border-bad',
          )}
        >
          <Radix.Description className="min-w-0 py-1.5 wrap-anywhere">{toast.text}</Radix.Description>
          {toast.action && (
            <Radix.Action
              altText={toast.action.label}
              autoFocus={toast.takesFocus}
              onClick={toast.action.run}
              className="min-h-8 flex-none cursor-pointer rounded-sm px-2.5 font-semibold text-accent transition-colors hover:bg-accent-wash touch:min-h-11"
            >
              {toast.action.label}
            </Radix.Action>
          )}
          <Radix.Close
            aria-label={ui.dismiss}
            className="grid size-8 flex-none cursor-pointer place-items-center rounded-sm text-dim transition-colors hover:bg-field hover:text-text touch:size-11"
          >
            <X size={16} strokeWidth={1.6} aria-hidden="true" />
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport
        label={ui.notifications}
        hotkey={['F6']}
        className="pointer-events-none fixed right-(--toast-right,16px) bottom-[var(--toast-bottom,calc(80px+env(safe-area-inset-bottom)))] left-(--toast-left,16px) z-60 flex flex-col items-center gap-2 focus-visible:outline-none"
      />
    </Radix.Provider>
  );
}
