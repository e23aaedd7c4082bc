import { useEffect, useEffectEvent } from 'react';

/** Calls back with the clipboard's files, which may be none, whenever somebody pastes into the page. */
export function useWindowPaste(onPaste: (files: File[]) => void): void {
  const paste = useEffectEvent(onPaste);
  useEffect(() => {
    const listener = (event: ClipboardEvent) => {
      event.preventDefault();
      paste([...(event.clipboardData?.files ?? [])]);
    };
    window.addEventListener('paste', listener);
    return () => window.removeEventListener('paste', listener);
  }, []);
}
