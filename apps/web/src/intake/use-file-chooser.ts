import { useCallback, useEffect, useEffectEvent, useRef } from 'react';

/** @returns a function that opens the system's file dialog; call it from a click or a key press. */
export function useFileChooser(onChoose: (files: File[]) => void): () => void {
  const input = useRef<HTMLInputElement>(null);
  const choose = useEffectEvent(onChoose);

  useEffect(() => {
    const element = document.createElement('input');
    element.type = 'file';
    element.accept = 'image/jpeg,image/png,image/webp';
    element.hidden = true;
    element.addEventListener('change', () => {
      choose([...(element.files ?? [])]);
      // So that the same file can be chosen twice in a row.
      element.value = '';
    });
    document.body.append(element);
    input.current = element;
    return () => element.remove();
  }, []);

  return useCallback(() => input.current?.click(), []);
}
