import type { ReactNode } from 'react';

/** Line icons on a 20 px grid; they take the colour of the text and are hidden from screen readers. */
function icon(paths: ReactNode) {
  return function Icon() {
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
        {paths}
      </svg>
    );
  };
}

export const PictureIcon = icon(
  <>
    <rect x="3" y="3.5" width="14" height="13" rx="2.5" />
    <circle cx="7.2" cy="7.8" r="1.3" />
    <path d="m3.5 14 3.7-3.6 2.6 2.5 3.2-3.7 3.7 4.3" />
  </>,
);
export const DownloadIcon = icon(<path d="M10 3v9.5m0 0 3.8-3.8M10 12.5 6.2 8.700M3.5 16.500h13" />);
export const CopyIcon = icon(
  <>
    <rect x="7" y="7" width="9.5" height="9.5" rx="2" />
    <path d="M13 7V5.500a2 2 0 0 0-2-2H5.500a2 2 0 0 0-2 2V11a2 2 0 0 0 2 2H7" />
  </>,
);
export const CheckIcon = icon(<path d="m4.5 10.5 3.7 3.7 7.3-8" />);
export const ChevronIcon = icon(<path d="m6.5 8.3 3.5 3.5 3.5-3.5" />);
export const CloseIcon = icon(<path d="m5.5 5.5 9 9m0-9-9 9" />);
export const BackIcon = icon(<path d="M16.5 10H4m0 0 4.5-4.500M4 10l4.5 4.5" />);
export const WarnIcon = icon(
  <>
    <circle cx="10" cy="10" r="7.2" />
    <path d="M10 6.200v4.600m0 2.700v.1" />
  </>,
);
export const HandleIcon = icon(<path d="m7.3 6.5-3.5 3.5 3.5 3.500M12.7 6.500l3.5 3.5-3.5 3.5" />);
