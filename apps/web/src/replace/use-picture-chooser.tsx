import { type ReactNode, useRef } from 'react';
import { ACCEPTED_PICTURES } from '../engine/picture-kind.ts';
import { useWords } from '../words/use-words.ts';

/** The browser's file dialog for one picture: what opens it, and the element that has to be on the page. */
export function usePictureChooser(onChoose: (file: File) => void): {
  readonly open: () => void;
  readonly input: ReactNode;
} {
  const { replace: words } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return {
    open: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        accept={ACCEPTED_PICTURES}
        aria-label={words.upload}
        hidden
        onChange={event => {
          const [file] = event.target.files ?? [];
          // The same file may be chosen again.
          event.target.value = '';
          if (file) onChoose(file);
        }}
      />
    ),
  };
}
