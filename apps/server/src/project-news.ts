import type { ProjectNews } from './projects/projects.service.ts';
import type { WebhookNews } from './webhooks/webhook-news.ts';

/**
 * Tells webhooks of projects that were made.
 * @param queue takes the messages out
 */
export function projectNews(news: Pick<WebhookNews, 'tell'>, queue: { wake(): void }): ProjectNews {
  return {
    created({ id, userId, name, type }, within) {
      return news.tell({ userId, event: 'project.created', about: id, data: { id, name, type } }, within);
    },
    wake: () => queue.wake(),
  };
}
