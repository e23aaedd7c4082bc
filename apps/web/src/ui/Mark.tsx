/** The app's mark, as in `favicon.svg`. */
export function Mark({ size }: { readonly size: number }) {
  return <img src="/favicon.svg" width={size} height={size} alt="" draggable={false} />;
}
