import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './app-env.ts';

type Gate = MiddlewareHandler<AppEnv>;

/** What a request passes that must say who calls, by what it costs. */
interface GatesByCost {
  /** Costs a unit; it comes back when the answer is an error that came before any work. */
  readonly metered: Gate;
  /** Its handler takes the units itself, when it knows how many. */
  readonly charging: Gate;
  /** Costs nothing: looking after what was paid for already. */
  readonly free: Gate;
}

/** Every route whose caller must be known stands behind one of these. */
export interface Gates extends GatesByCost {
  /** The same for a POST that creates or charges: with an `Idempotency-Key` it happens once. */
  readonly once: GatesByCost;
}

export interface GateParts {
  /** Lets only known users pass, and says who they are. */
  readonly known: Gate;
  readonly meter: Gate;
  readonly charging: Gate;
  readonly once: Gate;
}

/** Puts the gates together: who calls is asked first, and what was answered before costs nothing. */
export function makeGates({ known, meter, charging, once }: GateParts): Gates {
  return {
    metered: inOrder(known, meter),
    charging: inOrder(known, charging),
    free: known,
    once: {
      metered: inOrder(known, once, meter),
      charging: inOrder(known, once, charging),
      free: inOrder(known, once),
    },
  };
}

/** One gate after the other, as if each stood there by itself. They answer by `context.res` or by throwing. */
function inOrder(first: Gate, ...others: readonly Gate[]): Gate {
  const [second, ...rest] = others;
  if (!second) return first;
  const after = inOrder(second, ...rest);
  return (context, next) =>
    first(context, async () => {
      await after(context, next);
    });
}
