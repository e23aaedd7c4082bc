import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { UiRoot } from '../UiRoot.tsx';

/** Something shown on the test's page. */
export interface Shown {
  /** Shows other children in the same place. */
  readonly again: (children: ReactNode) => void;
  readonly leave: () => void;
}

/** Shows children on an empty page, as the shell would: with tooltips and toasts around them. */
export function show(children: ReactNode): Shown {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const again = (next: ReactNode) => root.render(<UiRoot>{next}</UiRoot>);
  again(children);
  return {
    again,
    leave: () => {
      root.unmount();
      host.remove();
    },
  };
}
