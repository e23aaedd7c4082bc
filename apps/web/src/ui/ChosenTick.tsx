import { Check } from 'lucide-react';

/** In the corner of the small picture that is the chosen one. */
export function ChosenTick() {
  return (
    <span className="absolute right-0.5 bottom-0.5 grid size-4 place-items-center rounded-full bg-accent text-on-accent shadow-[0_0_0_1.5px_var(--panel)]">
      <Check size={11} strokeWidth={3} aria-hidden="true" />
    </span>
  );
}
