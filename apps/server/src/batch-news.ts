import type { BatchNews } from './processing/batch/progress.repository.ts';
import type { WebhookNews } from './webhooks/webhook-news.ts';

/** Tells webhooks of batches that are over. */
export function batchNews(news: Pick<WebhookNews, 'tell'>): BatchNews {
  return {
    finished({ id, userId, status, total, failed }, within) {
      const data = { id, status, total_files: total, processed_files: total, failed_files: failed };
      return news.tell({ userId, event: `job.${status}`, about: id, data } as const, within);
    },
  };
}
