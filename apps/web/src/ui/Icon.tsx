/** Line drawings on a 20 px grid. */
const PATHS = {
  picture:
    'M5.5 3.5h9A2.5 2.5 0 0 1 17 6v8a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 3 14V6a2.5 2.5 0 0 1 2.5-2.5zM3.5 14l3.7-3.6 2.6 2.5 3.2-3.7 3.7 4.3M7.5 7.5h.01',
  download: 'M10 3v9.5m0 0 3.8-3.8M10 12.5 6.2 8.7M3.5 16.5h13',
  copy: 'M9 7h5.5a2 2 0 0 1 2 2v5.5a2 2 0 0 1-2 2H9a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2zM13 7V5.5a2 2 0 0 0-2-2H5.5a2 2 0 0 0-2 2V11a2 2 0 0 0 2 2H7',
  check: 'm4.5 10.5 3.7 3.7 7.3-8',
  chevron: 'm6.5 8.3 3.5 3.5 3.5-3.5',
  close: 'm5.5 5.5 9 9m0-9-9 9',
  back: 'M16.5 10H4m0 0 4.5-4.5M4 10l4.5 4.5',
  warn: 'M10 2.8a7.2 7.2 0 1 1 0 14.4 7.2 7.2 0 0 1 0-14.4zM10 6.2v4.6m0 2.6v.1',
  file: 'M11.5 2.8H6A1.8 1.8 0 0 0 4.2 4.6v10.8A1.8 1.8 0 0 0 6 17.2h8a1.8 1.8 0 0 0 1.8-1.8V7.1zM11.5 2.8v4.3h4.3M10 14.2V10m0 0-1.8 1.8M10 10l1.8 1.8',
  server:
    'M5 3.5h10A1.5 1.5 0 0 1 16.5 5v2.5A1.5 1.5 0 0 1 15 9H5a1.5 1.5 0 0 1-1.5-1.5V5A1.5 1.5 0 0 1 5 3.5zM5 11h10a1.5 1.5 0 0 1 1.5 1.5V15a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 15v-2.5A1.5 1.5 0 0 1 5 11zM6.5 6.3h.01M6.5 13.8h.01',
  sliders: 'M3 6h7.5m4 0H17M3 14h2.5m4 0H17M12.5 4v4M7.5 12v4',
  handle: 'M7.3 6.5 3.8 10l3.5 3.5M12.7 6.5l3.5 3.5-3.5 3.5',
} as const;

/** An icon in the colour of the text around it, hidden from screen readers. */
export function Icon({ name }: { readonly name: keyof typeof PATHS }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 20 20"
      width="18"
      height="18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
