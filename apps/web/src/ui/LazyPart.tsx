import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import type { LazyCode } from './lazy-code.ts';

interface LazyPartProps<Props> {
  readonly of: LazyCode<Props>;
  /** `false`: nothing is fetched or shown yet. Made true again after a failure, it asks for the code again. */
  readonly isWanted?: boolean;
  /** In its place until it is here. */
  readonly fallback?: ReactNode;
  readonly onHere?: () => void;
  /** Its code did not arrive. */
  readonly onMissing?: () => void;
}

/** A part of the page, with its own props beside these, that stays away where its code does not arrive. The page stays as it is. */
export function LazyPart<Props extends object>(props: NoInfer<Props> & LazyPartProps<Props>) {
  const { of, isWanted = true, fallback = null, onHere, onMissing } = props;
  const [Part, setPart] = useState(of.here);
  const tellHere = useEffectEvent(() => onHere?.());
  const tellMissing = useEffectEvent(() => onMissing?.());
  useEffect(() => {
    if (!isWanted) return;
    let isLeft = false;
    of.fetch().then(
      part => {
        if (isLeft) return;
        setPart(() => part);
        tellHere();
      },
      () => isLeft || tellMissing(),
    );
    return () => {
      isLeft = true;
    };
  }, [of, isWanted]);
  return isWanted && Part ? <Part {...props} /> : fallback;
}
