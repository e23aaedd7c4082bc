import type { EdgeClient, EdgeSource } from '../engine/edges.api.ts';
import type { Edges } from './edges.ts';

export interface EdgeDraftsDeps {
  readonly client: Pick<EdgeClient, 'draft'>;
  /** Given a draft that is still wanted; it is the receiver's to close. */
  readonly onDraft: (draft: ImageBitmap) => void;
  readonly onError: (error: unknown) => void;
  /** Whether one is being drawn. */
  readonly onBusy: (isBusy: boolean) => void;
}

/** Drafts that follow a slider: one is drawn at a time, and of the wishes that come meanwhile the last one counts. */
export interface EdgeDrafts {
  ask(source: EdgeSource, edges: Edges): void;
  /** Nobody wants what was asked for any more. */
  forget(): void;
}

interface Wish {
  readonly source: EdgeSource;
  readonly edges: Edges;
}

export function createEdgeDrafts({ client, onDraft, onError, onBusy }: EdgeDraftsDeps): EdgeDrafts {
  let wish: Wish | null = null;
  let isDrawing = false;
  /** Goes up with every `forget`: what was begun before is not shown. */
  let round = 0;

  async function draw({ source, edges }: Wish): Promise<void> {
    const mine = round;
    try {
      const draft = await client.draft(source, edges);
      if (mine === round) onDraft(draft);
      else draft.close();
    } catch (error) {
      if (mine !== round) return;
      wish = null;
      onError(error);
    }
  }

  async function drawAll(): Promise<void> {
    isDrawing = true;
    onBusy(true);
    while (wish) {
      const next = wish;
      wish = null;
      await draw(next);
    }
    isDrawing = false;
    onBusy(false);
  }

  return {
    ask(source, edges) {
      wish = { source, edges };
      if (!isDrawing) void drawAll();
    },
    forget() {
      wish = null;
      round++;
    },
  };
}
