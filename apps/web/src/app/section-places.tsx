import { useLayoutEffect, useRef, useState } from 'react';
import type { SectionName } from '../editor/sections.ts';

/** One element for each section, in which it lives whoever shows it. */
export type SectionHosts = Readonly<Record<SectionName, HTMLElement>>;

/**
 * Homes of the sections outside of the page's own tree: a section goes from the inspector into a sheet and back without
 * being made anew, so that a dialog that was opened in it, and what was typed there, outlives a window made narrow.
 */
export function useSectionHosts(): SectionHosts {
  const [hosts] = useState((): SectionHosts => {
    const host = () => document.createElement('div');
    return { cutout: host(), background: host(), shadow: host(), canvas: host() };
  });
  return hosts;
}

/** Where a section is seen, while this is mounted. */
export function SectionPlace({ host }: { readonly host: HTMLElement }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    place.current?.append(host);
    return () => host.remove();
  }, [host]);
  return <div ref={place} />;
}
